package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.comparison.Contender;
import org.isoflop.comparison.Contest;
import org.isoflop.comparison.Path;
import org.isoflop.comparison.Span;
import org.isoflop.data.WorkingFolder;
import org.isoflop.fit.Fit;
import org.isoflop.law.Model;

/**
 * Published laws as contenders: exact, since what their errors have in common is not published.
 *
 * @param oracles the laws
 */
record CompareLaws(List<Oracle> oracles) {

    CompareLaws {
        oracles = List.copyOf(oracles);
    }

    /** Whether an input names a law, and no file. */
    static boolean isLaw(String input) {
        return !WorkingFolder.isThere(input) && input.chars().noneMatch(c -> "./*?\\".indexOf(c) >= 0);
    }

    /**
     * The laws among the inputs of a call.
     *
     * @throws InputException if there is no such law, or if it has no coefficients
     */
    static CompareLaws of(List<String> inputs) {
        return new CompareLaws(inputs.stream()
                .filter(CompareLaws::isLaw)
                .map(id -> Oracle.ofCatalogue(id, Optional.empty()))
                .toList());
    }

    boolean isEmpty() {
        return oracles.isEmpty();
    }

    /**
     * Recipes and laws together.
     *
     * @param recipes with runs; may be empty
     * @param scale that is asked for, if any
     */
    List<Contender> beside(List<Contender> recipes, Optional<Double> scale) {
        var all = new ArrayList<>(recipes);
        boolean alongCompute = Stream.concat(
                        recipes.stream().map(Contender::model), oracles.stream().map(Oracle::model))
                .anyMatch(model -> model.variables().containsAll(List.of("N", "D")));
        for (Oracle oracle : oracles) {
            Model model = oracle.model();
            all.add(Contender.of(
                    oracle.name(),
                    model,
                    oracle.forecast().theta(),
                    List.of(),
                    0,
                    span(oracle.ranges(), model)
                            .filter(_ -> !alongCompute || tellsCompute(model))
                            .or(() -> recipes.stream().map(Contender::span).reduce(CompareLaws::around))
                            .or(() -> scale.map(at -> new Span(at, at)))
                            .orElseThrow(() -> unplaced(oracle))));
        }
        return List.copyOf(all);
    }

    private static boolean tellsCompute(Model model) {
        return model.variables().contains("C") || model.variables().containsAll(List.of("N", "D"));
    }

    private static InputException unplaced(Oracle oracle) {
        return new InputException(
                "nothing is published of where the runs of %s lay".formatted(oracle.name()),
                "Say where to compare, with --at C=1e24.");
    }

    private static Span around(Span a, Span b) {
        return new Span(Math.min(a.low(), b.low()), Math.max(a.high(), b.high()));
    }

    /** Where runs lay, as far as ranges of columns tell: the product of those of N and D is an outer bound. */
    static Optional<Span> span(List<Fit.Range> ranges, Model model) {
        boolean product = model.variables().containsAll(List.of("N", "D"));
        String axis = Contest.axis(model).expression();
        List<Fit.Range> telling = ranges.stream()
                .filter(range -> product
                        ? range.column().equals("N") || range.column().equals("D")
                        : range.column().equals(axis))
                .toList();
        if (telling.size() < (product ? 2 : 1)) {
            return Optional.empty();
        }
        double unit = product ? Path.FLOPS : 1;
        return Optional.of(new Span(
                telling.stream().mapToDouble(Fit.Range::low).reduce(unit, (a, b) -> a * b),
                telling.stream().mapToDouble(Fit.Range::high).reduce(unit, (a, b) -> a * b)));
    }
}
