package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.isoflop.InputException;
import org.isoflop.data.FitFile;
import org.isoflop.data.FitJson;
import org.isoflop.formula.Formula;
import org.isoflop.plan.Course;
import org.isoflop.plan.Limits;
import org.isoflop.plan.Spending;
import picocli.CommandLine.Model.CommandSpec;

/** How what a call names becomes the shapes of one run: laws, the groups of saved fits, values of a further choice. */
final class PlanShapes {
    private static final int FEWEST = 2;

    private PlanShapes() {}

    /** A law as the call names it: by its file, its id or its group. */
    record Named(String name, Oracle oracle) {}

    /**
     * The laws that an input names: a file with a fit per group is as many of them.
     *
     * @param group for such a file, the text of one group by its column
     */
    static List<Named> named(CommandSpec spec, String input, Map<String, String> group, Optional<Double> level) {
        String label = Page.fileName(input).replaceFirst("(\\.fit)?\\.json$", "");
        Optional<FitFile> file = input.endsWith(".json") ? Optional.of(FitJson.read(Path.of(input))) : Optional.empty();
        return file.filter(fits -> fits.groupedBy().stream().noneMatch(group::containsKey))
                .filter(fits -> fits.documents().size() > 1)
                .map(fits -> fits.documents().stream()
                        .map(GroupTable::name)
                        .map(name -> new Named(
                                name,
                                Oracle.ofFile(
                                        Path.of(input), Map.of(fits.groupedBy().orElse(""), name), level)))
                        .toList())
                .orElseGet(() -> List.of(new Named(label, Oracle.of(spec, input, group, level))));
    }

    /**
     * The shapes of laws, of the groups of saved fits, and of the values of a further choice.
     *
     * @param laws for a file of a fit per group each of its groups
     * @param choices values of columns, N among them
     * @param factor how many times FLOPs count under a choice
     */
    static PlanAdaptive plan(
            List<Named> laws,
            PlanReading reading,
            Map<String, Formula> lets,
            List<Map<String, Double>> choices,
            ToDoubleFunction<Map<String, Double>> factor,
            Spending spending) {
        requirePlain(spending, reading);
        var shapes = new ArrayList<PlanAdaptive.Shape>();
        for (Named law : laws) {
            for (Map<String, Double> chosen : choices) {
                Spending costly = spending.times(factor.applyAsDouble(chosen));
                PlanCase one = PlanCase.of(law.oracle(), reading, lets, costly, chosen);
                shapes.add(shape(one, name(law, chosen, laws.size())));
            }
        }
        if (shapes.size() < FEWEST) {
            throw new InputException(
                    "--adaptive changes from one shape to another, and there is one only",
                    "Name several laws, a file of fits by --group, or values with --choose N=100M,1B.");
        }
        return new PlanAdaptive(
                shapes,
                spending.cost().name(),
                laws.getFirst().oracle().forecast().level());
    }

    private static void requirePlain(Spending spending, PlanReading reading) {
        Limits limits = spending.limits();
        boolean isPlain = limits.equals(Limits.NONE.parameters(limits.parameters()))
                && spending.served() == 0
                && spending.deadline().isEmpty()
                && reading.unique().isEmpty();
        if (!isPlain) {
            throw new InputException(
                    "--adaptive spends FLOPs of training, and knows no other limit than the size of the model",
                    "Leave the others out; --params says how large each shape is.");
        }
    }

    private static String name(Named law, Map<String, Double> chosen, int laws) {
        String values = String.join(
                ", ",
                chosen.entrySet().stream()
                        .map(e -> e.getKey() + " " + Figures.value(e.getKey(), e.getValue()))
                        .toList());
        return values.isEmpty() ? law.name() : laws == 1 ? values : law.name() + ", " + values;
    }

    private static PlanAdaptive.Shape shape(PlanCase one, String name) {
        var allocation = one.planner().allocation();
        double n = size(one, allocation.spending().limits().parameters());
        double perToken = allocation.spending().flops(n, 1);
        return new PlanAdaptive.Shape(
                new Course(
                        name, allocation.landscape(), n, perToken, one.planner().theta()),
                one.oracle());
    }

    private static double size(PlanCase one, Limits.Range range) {
        Double chosen = one.chosen().get("N");
        if (chosen != null) {
            return chosen;
        }
        if (range.low() == range.high()) {
            return range.low();
        }
        throw new InputException(
                "%s reads more than compute: how large is the model in each shape?"
                        .formatted(one.oracle().name()),
                "Say it for all with --params 7B, or let it grow: --choose N=100M,1B,7B.");
    }
}
