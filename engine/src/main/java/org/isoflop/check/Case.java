package org.isoflop.check;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Miss;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;

/**
 * What is reviewed.
 *
 * @param runs the table
 * @param response the column that is the loss, if there is one
 * @param fitted a law fitted to it, if there is one
 * @param target where a forecast is wanted, by column; may be empty
 * @param backtested what back-tests inside these runs have seen; empty until one was made
 */
public record Case(
        Runs runs,
        Optional<String> response,
        Optional<Fitted> fitted,
        Map<String, Double> target,
        Optional<Backtested> backtested) {

    /** FLOPs per parameter and token of training. */
    static final double FLOPS = 6;

    /**
     * A law and its rows.
     *
     * @param search the fit
     * @param fitter made it
     * @param unitOf for each row of the fit the number of its unit, from 0
     */
    public record Fitted(Search search, Fitter fitter, int[] unitOf) {
        Fit fit() {
            return search.fit();
        }

        Sample sample() {
            return search.sample();
        }

        int units() {
            return Arrays.stream(unitOf).max().orElse(-1) + 1;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /**
     * How far forecasts were tried, and how they fared there.
     *
     * @param reach how many times beyond a cut the furthest of them lay
     * @param error the mean size of their errors in the further half, as a share of the response; empty where residuals
     *     are no logarithms
     */
    public record Backtested(double reach, OptionalDouble error) {

        /** Of the forecasts of a law; empty if there are none. */
        public static Optional<Backtested> of(List<Miss> misses, boolean logarithmic) {
            if (misses.isEmpty()) {
                return Optional.empty();
            }
            double furthest = misses.stream().mapToDouble(Miss::reach).max().orElseThrow();
            OptionalDouble error = misses.stream()
                    .filter(miss -> logarithmic && miss.reach() >= furthest / 2)
                    .mapToDouble(miss -> Math.abs(miss.error()))
                    .average();
            return Optional.of(new Backtested(Math.exp(furthest), error));
        }
    }

    public Case {
        target = Map.copyOf(target);
    }

    /** A table alone. */
    public static Case of(Runs runs) {
        return new Case(
                runs,
                Optional.of("loss").filter(runs.numberNames()::contains),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    /** The numbers of a column, if it is there. */
    Optional<double[]> numbers(String column) {
        return runs.numberNames().contains(column) ? Optional.of(runs.numbers(column)) : Optional.empty();
    }

    Optional<double[]> losses() {
        return response.flatMap(this::numbers);
    }

    /** Training compute: the column C, or 6 N D. */
    static Optional<double[]> compute(Runs runs) {
        if (runs.numberNames().contains("C")) {
            return Optional.of(runs.numbers("C"));
        }
        if (!runs.numberNames().contains("N") || !runs.numberNames().contains("D")) {
            return Optional.empty();
        }
        double[] compute = runs.numbers("N").clone();
        double[] tokens = runs.numbers("D");
        for (int i = 0; i < compute.length; i++) {
            compute[i] *= FLOPS * tokens[i];
        }
        return Optional.of(compute);
    }
}
