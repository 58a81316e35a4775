package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isoflop.forecast.Objection;
import org.isoflop.hyper.Cell;
import org.isoflop.hyper.Optimum;
import org.isoflop.hyper.OptimumLaw;
import org.isoflop.hyper.Sweep;
import org.isoflop.hyper.SweepFit;
import org.isoflop.runs.Role;
import org.isoflop.uncertainty.Interval;

/**
 * The laws of a sweep and what there is to say about them.
 *
 * @param table the sweep as it was read
 * @param fit the optima of its cells
 * @param laws for each factor its laws, the one to use first
 * @param level of the intervals
 */
record SweepStudy(SweepTable table, SweepFit fit, List<List<OptimumLaw>> laws, double level) {
    /** What a law costs may be so many shares of the loss before somebody should look. */
    private static final double DEAR = 0.002;

    private static final int SHOWN = 5;

    static SweepStudy of(SweepTable table, SweepFit fit, double level) {
        Sweep sweep = table.sweep();
        return new SweepStudy(
                table,
                fit,
                sweep.factors().stream().map(factor -> laws(fit, factor)).toList(),
                level);
    }

    /**
     * The laws of a factor by all scales that vary; for a batch by the data alone first, as the field has it; where two
     * scales grow in step by the first of them alone.
     */
    private static List<OptimumLaw> laws(SweepFit fit, String factor) {
        List<String> varying = varying(fit.sweep());
        var laws = new ArrayList<OptimumLaw>();
        if (Role.BATCH.fits(factor) && varying.contains("D") && varying.size() > 1) {
            fit.law(new OptimumLaw.Form(factor, List.of("D"))).ifPresent(laws::add);
        }
        fit.law(new OptimumLaw.Form(factor, varying)).ifPresent(laws::add);
        if (laws.isEmpty() && varying.size() > 1) {
            fit.law(new OptimumLaw.Form(factor, varying.subList(0, 1))).ifPresent(laws::add);
        }
        return laws;
    }

    private static List<String> varying(Sweep sweep) {
        return IntStream.range(0, sweep.scales().size())
                .filter(j -> sweep.cells().stream()
                                .mapToDouble(cell -> cell.scale()[j])
                                .distinct()
                                .count()
                        > 1)
                .mapToObj(sweep.scales()::get)
                .toList();
    }

    /** The laws to use, one per factor; empty if one of them is missing. */
    List<OptimumLaw.Form> chosen() {
        return laws.stream().anyMatch(List::isEmpty)
                ? List.of()
                : laws.stream().map(all -> all.getFirst().form()).toList();
    }

    /** What the laws cost in the cells that they have not seen, sorted. */
    double[] regrets() {
        return chosen().isEmpty()
                ? new double[0]
                : Arrays.stream(fit.regrets(chosen())).sorted().toArray();
    }

    /** The numbers of the cells without an optimum. */
    List<Integer> leftOut() {
        return IntStream.range(0, fit.optima().size())
                .filter(c -> !(fit.optima().get(c) instanceof Optimum.Found))
                .boxed()
                .toList();
    }

    /** Which cells have no optimum and why, the first few of them. */
    String reasons(String separator) {
        String more = leftOut().size() > SHOWN
                ? separator + "and %,d more".formatted(leftOut().size() - SHOWN)
                : "";
        return leftOut().stream()
                        .limit(SHOWN)
                        .map(c -> place(table.sweep().cells().get(c)) + ": "
                                + reason(fit.optima().get(c)))
                        .collect(Collectors.joining(separator))
                + more;
    }

    /** A place of the scales as people write it. */
    String place(Cell cell) {
        List<String> scales = table.sweep().scales();
        return IntStream.range(0, scales.size())
                .mapToObj(j -> scales.get(j) + "=" + Figures.value(scales.get(j), cell.scale()[j]))
                .collect(Collectors.joining(" "));
    }

    /** Why a cell has no optimum. */
    static String reason(Optimum optimum) {
        return switch (optimum) {
            case Optimum.Found _ -> "";
            case Optimum.TooFew(var what) -> what;
            case Optimum.AtEdge(var factor, var high) ->
                "its optimum lies at the %s %s that was tried, or beyond"
                        .formatted(high ? "largest" : "smallest", factor);
            case Optimum.NoValley _ -> "the runs near the best one lie on no valley";
        };
    }

    /** The factors at a place that the laws name, with intervals. */
    Map<String, Estimate> at(Map<String, Double> place) {
        return laws.stream()
                .filter(all -> !all.isEmpty())
                .map(List::getFirst)
                .collect(Collectors.toMap(
                        law -> law.form().of(),
                        law -> {
                            double[] scale = law.form().by().stream()
                                    .mapToDouble(place::get)
                                    .toArray();
                            return new Estimate(law.at(scale), law.interval(level, scale));
                        },
                        (a, b) -> a,
                        java.util.LinkedHashMap::new));
    }

    /** A value and its interval. */
    record Estimate(double value, Interval interval) {}

    /** What there is to hold against the laws. */
    List<Objection> objections() {
        var objections = new ArrayList<>(table.objections());
        missing(objections);
        needed(objections);
        double[] regrets = regrets();
        if (regrets.length > 0 && regrets[regrets.length - 1] > DEAR) {
            objections.add(new Objection(
                    "law-misses-cell",
                    "the laws cost up to %s of the loss in a cell that they have not seen: they do not hold everywhere"
                            .formatted(Figures.share(regrets[regrets.length - 1]))));
        }
        return objections;
    }

    private void missing(List<Objection> objections) {
        if (!leftOut().isEmpty()) {
            objections.add(new Objection(
                    "cells-left-out",
                    "%s left out: %s".formatted(Page.count(leftOut().size(), "cell is", "cells are"), reasons("; "))));
        }
    }

    /** Where the field leaves a scale out that these cells ask for. */
    private void needed(List<Objection> objections) {
        for (List<OptimumLaw> all : laws) {
            if (all.size() > 1
                    && all.get(1).form().by().size()
                            > all.getFirst().form().by().size()) {
                OptimumLaw wider = all.get(1);
                for (int j = 0; j < wider.form().by().size(); j++) {
                    String scale = wider.form().by().get(j);
                    int index = 1 + j;
                    Interval exponent = wider.draws().interval(theta -> theta[index], level);
                    if (!all.getFirst().form().by().contains(scale) && !exponent.contains(0)) {
                        objections.add(new Objection(
                                "scale-needed",
                                "at equal %s the best %s goes as %s^%s (%s), and the scatter of the cells falls from %s to %s: %s alone is not enough here"
                                        .formatted(
                                                String.join(
                                                        ", ",
                                                        all.getFirst().form().by()),
                                                wider.form().of(),
                                                scale,
                                                Figures.estimate(wider.theta()[index], 2),
                                                "%s … %s"
                                                        .formatted(
                                                                Figures.estimate(exponent.low(), 2),
                                                                Figures.estimate(exponent.high(), 2)),
                                                Figures.share(all.getFirst().scatter()),
                                                Figures.share(wider.scatter()),
                                                String.join(
                                                        ", ",
                                                        all.getFirst().form().by()))));
                    }
                }
            }
        }
    }
}
