package org.isoflop.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.design.Ladder;
import org.isoflop.forecast.Axis;
import org.isoflop.formula.Formula;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;

/**
 * The runs that a design may choose from.
 *
 * @param limits what the call says of them
 * @param budget the FLOPs for all runs
 * @param smallest what the smallest runs were
 */
record DesignPlaces(DesignLimits limits, double budget, DesignLimits.Smallest smallest) {
    private static final int MOST_CANDIDATES = 20_000;

    /** For laws that read compute alone. */
    private static final int COMPUTE_STEPS = 41;

    /** The smallest model of a ladder from nothing: its best run costs this share of the budget. */
    private static final double LEAST_SHARE = 1e-3;

    /** Runs to choose from are no cheaper than those that were made, but may be so much cheaper than the dearest. */
    private static final double USUAL_SPAN = 0.01;

    /** Tokens per parameter of a usual run. */
    private static final double USUAL_RATIO = 20;

    /**
     * All places that can be run.
     *
     * @param columns what the law reads
     * @throws InputException if there is none, or a column is not given
     */
    Runs of(List<String> columns) {
        Runs all = Axis.withCompute(limits.grid().isEmpty() ? ladder(columns) : ofGrid(limits.grid()));
        for (String column : columns) {
            if (!all.numberNames().contains(column)) {
                throw new InputException(
                        "the law reads %s, and the runs to choose from have only %s"
                                .formatted(column, String.join(", ", all.numberNames())),
                        "Say its values with --grid \"…, %s=LOW..HIGH*COUNT\".".formatted(column));
            }
        }
        Runs allowed = allowed(all);
        if (allowed.size() == 0) {
            double cheapest = Arrays.stream(
                            all.evaluate(Formula.parse(limits.cost(all)).body()))
                    .min()
                    .orElse(Double.NaN);
            throw new InputException(
                    cheapest > limits.mostFlops(budget)
                            ? "none of %s to choose from can be paid: the cheapest costs %s FLOP, and one run may cost %s"
                                    .formatted(
                                            Page.count(all.size(), "place", "places"),
                                            Magnitude.digits(cheapest, 3),
                                            Magnitude.digits(limits.mostFlops(budget), 3))
                            : "none of %s to choose from is within the limits"
                                    .formatted(Page.count(all.size(), "place", "places")),
                    "Allow smaller --sizes or fewer --tokens, more FLOPs, or loosen the other limits.");
        }
        if (allowed.size() > MOST_CANDIDATES) {
            throw new InputException(
                    "%,d places are too many to choose from".formatted(allowed.size()),
                    "Use at most %,d: a coarser --grid does as well.".formatted(MOST_CANDIDATES));
        }
        return allowed;
    }

    /** Every combination of the values of a grid. */
    static Runs ofGrid(List<String> grid) {
        return SimulateCommand.withThird(Grid.parse(String.join(",", grid)).runs());
    }

    private Runs ladder(List<String> columns) {
        if (columns.equals(List.of("C"))) {
            double least = smallest.flops().orElse(LEAST_SHARE * budget);
            double most = Math.max(limits.mostFlops(budget), least);
            return Grid.parse("C=%s..%s*%d"
                            .formatted(
                                    Magnitude.exact(Math.min(least, most / 2)), Magnitude.exact(most), COMPUTE_STEPS))
                    .runs();
        }
        if (!columns.contains("N") || !columns.contains("D")) {
            throw new InputException(
                    "the law reads %s: which runs can be made does not follow from sizes and tokens"
                            .formatted(String.join(", ", columns)),
                    "Say it with --grid, for example --grid \"%s=LOW..HIGH*COUNT\"."
                            .formatted(String.join("=LOW..HIGH*COUNT, ", columns)));
        }
        double[] range = limits.ratioRange();
        double least = smallest.parameters().orElse(Math.sqrt(LEAST_SHARE * budget / 6 / USUAL_RATIO));
        var ladder = new Ladder(least, limits.mostFlops(budget), range[0], range[1]);
        double[] existing = limits.sizes().orElseGet(ladder::sizes);
        double[] tokens = limits.tokens();
        return tokens.length == 0 ? ladder.byRatio(existing) : Ladder.byTokens(existing, tokens);
    }

    private Runs allowed(Runs all) {
        double cheapest =
                Math.min(smallest.flops().orElse(LEAST_SHARE * budget), limits.mostFlops(budget) * USUAL_SPAN);
        double least = limits.namesNoPlace() ? cheapest : 0;
        double[] flops = all.evaluate(Formula.parse(limits.cost(all)).body());
        boolean hasTokens = all.numberNames().contains("D");
        double[] range = limits.allowedRatios();
        double tokens = limits.uniqueTokens().orElse(Double.POSITIVE_INFINITY);
        int[] kept = IntStream.range(0, all.size())
                .filter(i -> flops[i] > 0 && flops[i] >= least && flops[i] <= limits.mostFlops(budget))
                .filter(i -> !hasTokens || all.numbers("D")[i] <= tokens)
                .filter(i -> !hasTokens
                        || !all.numberNames().contains("N")
                        || isWithin(all.numbers("D")[i] / all.numbers("N")[i], range))
                .toArray();
        Runs runs = all.at(kept);
        for (String condition : limits.conditions()) {
            runs = runs.where(Call.formula("--only", condition).body());
        }
        return runs;
    }

    /** Counts that meet an end exactly are not refused for the rounding of their ratio. */
    private static boolean isWithin(double ratio, double[] range) {
        return ratio >= range[0] * (1 - 1e-12) && ratio <= range[1] * (1 + 1e-12);
    }
}
