package org.isoflop.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Backtest;
import org.isoflop.forecast.Cutting;
import org.isoflop.forecast.Lending;
import org.isoflop.forecast.Miss;
import org.isoflop.forecast.Practice;
import org.isoflop.forecast.Rows;
import org.isoflop.forecast.Selection;
import org.isoflop.law.Law;
import org.isoflop.law.Sample;
import org.isoflop.law.Variable;
import org.isoflop.runs.Runs;

/**
 * Back-tests as commands make them.
 *
 * @param fitter finds optima
 * @param by the expression that makes a run large, if not compute
 * @param cutting where runs are divided
 * @param unit the column whose values tell training runs apart; without it every row is one
 * @param progress hears how far the work has come
 */
record Trials(Fitter fitter, Optional<String> by, Cutting cutting, Optional<String> unit, Progress progress) {

    /** Every law as a fit would have it, all runs alike, with what it claimed. */
    Backtest plain(List<Law> laws, Sample rows) {
        return errors(laws, rows).drawn();
    }

    /** The same for one who asks for errors alone: what laws claimed takes longer to find than where they were off. */
    Backtest errors(List<Law> laws, Sample rows) {
        return backtest(Practice.plain(fitter), laws, rows, Lending.NONE);
    }

    /** The choice among laws, each averaged over emphases on large runs. */
    Selection select(List<Law> laws, Sample rows) {
        return Selection.of(backtest(Practice.averaged(fitter), laws, rows, Lending.NONE));
    }

    /**
     * The choice in every group of a table, where each believes what the others lend it.
     *
     * @throws InputException if a group is too small for a back-test
     */
    Map<String, Selection> select(Map<String, Sample> groups) {
        var trials = new LinkedHashMap<String, Function<Lending, Backtest>>();
        groups.forEach((name, rows) -> trials.put(
                name, lending -> backtest(Practice.averaged(fitter), forms(rows.runs(), List.of()), rows, lending)));
        return Selection.ofGroups(trials);
    }

    Axis axis(Runs runs) {
        return Axis.of(runs, by);
    }

    private Backtest backtest(Practice practice, List<Law> laws, Sample sample, Lending lending) {
        Runs complete = Axis.withCompute(sample.runs());
        double[] sizes = axis(complete).sizes(complete);
        int[] units = unit.map(complete::groupOf)
                .orElseGet(() -> IntStream.range(0, complete.size()).toArray());
        var rows = new Rows(complete, sample.weights(), sizes, units);
        return Backtest.of(practice, laws, rows, cutting, fitter.threads(), progress, lending);
    }

    /**
     * The forms of the catalogue that can be fitted to these rows.
     *
     * @param named only these, if there are any
     * @throws InputException if there is none
     */
    static List<Law> forms(Runs runs, List<String> named) {
        Runs complete = Axis.withCompute(runs);
        List<Law> suited = Catalogue.builtIn().formsFor(complete.numberNames()).stream()
                .filter(law -> law.variables().stream()
                        .map(Variable::name)
                        .allMatch(name -> Arrays.stream(complete.numbers(name)).allMatch(Double::isFinite)))
                .toList();
        List<Law> laws = named.isEmpty()
                ? suited
                : named.stream().map(id -> form(suited, id)).toList();
        if (laws.isEmpty()) {
            throw new InputException(
                    "no form of the catalogue suits the columns " + String.join(", ", runs.numberNames()),
                    "Name columns as laws do, with --map; isoflop laws lists them.");
        }
        return laws;
    }

    private static Law form(List<Law> suited, String id) {
        Law known = Catalogue.builtIn().entry(id).law();
        return suited.stream().filter(law -> law.id().equals(id)).findFirst().orElse(known);
    }

    /** What a back-test says in a line: {@code 0.9 % off at 10x more compute, 1.6 % at 100x}. */
    static String line(List<Miss> misses, Axis axis, boolean logarithmic) {
        TreeMap<Double, List<Miss>> rings = Selection.byReach(misses);
        String what =
                axis.expression().equals("6*N*D") || axis.expression().equals("C") ? "compute" : axis.expression();
        List<Map.Entry<Double, List<Miss>>> shown = rings.entrySet().stream()
                .filter(ring -> ring.getKey() == Math.rint(ring.getKey()))
                .toList();
        if (shown.isEmpty()) {
            shown = rings.isEmpty() ? List.of() : List.of(rings.lastEntry());
        }
        var first = shown.isEmpty() ? null : shown.getFirst();
        List<String> parts = shown.stream()
                .map(ring -> "%s%s at %sx"
                        .formatted(
                                error(ring.getValue(), logarithmic),
                                ring.equals(first) ? " off" : "",
                                times(ring.getKey())))
                .toList();
        return parts.isEmpty()
                ? "no runs were left to predict"
                : parts.stream().limit(1).map(part -> part + " more " + what).collect(Collectors.joining())
                        + parts.stream().skip(1).map(part -> ", " + part).collect(Collectors.joining());
    }

    /** How far laws lie apart beyond the runs: {@code laws scatter 0.7 % at 10x the largest run, 1.9 % at 100x}. */
    static String agreement(Selection selection, Axis axis) {
        Runs runs = selection.backtest().runs();
        boolean logarithmic = selection.backtest().logarithmic();
        return selection.chosen().weight() == 1
                ? "one law has all of the forecast"
                : "laws scatter %s at 10x the largest run, %s at 100x"
                        .formatted(
                                amount(selection.disagreement(axis.beyond(runs, 10)), logarithmic),
                                amount(selection.disagreement(axis.beyond(runs, 100)), logarithmic));
    }

    /** How many times beyond the edge a ring of {@link Selection#byReach} lies. */
    static String times(double decades) {
        return Figures.estimate(Math.pow(10, decades), 1);
    }

    /** The mean size of errors, in percent where they are relative. */
    static String error(List<Miss> misses, boolean logarithmic) {
        return amount(
                misses.stream().mapToDouble(m -> Math.abs(m.error())).average().orElse(Double.NaN), logarithmic);
    }

    static String amount(double error, boolean logarithmic) {
        return logarithmic ? percent("%.", error) : Figures.estimate(error, 2);
    }

    /**
     * Hundredths of a percent where they may tell laws apart, and fewer where errors are large.
     *
     * @param head how the number begins: {@code %.}, or {@code %+.} for one that shows its sign
     */
    static String percent(String head, double share) {
        double percent = 100 * share;
        int places = Math.abs(percent) < 10 ? 2 : Math.abs(percent) < 100 ? 1 : 0;
        return (head + places + "f %%").formatted(percent);
    }
}
