package org.isoflop.forecast;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well predictions met what was observed.
 *
 * @param rows how many were compared: those with an observation
 * @param r2 1 minus the sum of squared errors over that around the observed mean; NaN if all observations are alike
 * @param rankCorrelation Spearman's: whether the order was foreseen, ties sharing their ranks
 * @param meanAbsoluteError in the unit of the response
 * @param medianRelativeError the median of |predicted/observed - 1|
 * @param meanRelativeError the mean of it
 */
public record Score(
        int rows,
        double r2,
        double rankCorrelation,
        double meanAbsoluteError,
        double medianRelativeError,
        double meanRelativeError) {

    /** Rows where either number is missing do not count. */
    public static Score of(double[] predicted, double[] observed) {
        int[] rows = IntStream.range(0, observed.length)
                .filter(i -> Double.isFinite(predicted[i]) && Double.isFinite(observed[i]))
                .toArray();
        double[] p = Arrays.stream(rows).mapToDouble(i -> predicted[i]).toArray();
        double[] y = Arrays.stream(rows).mapToDouble(i -> observed[i]).toArray();
        double[] absolute = IntStream.range(0, p.length)
                .mapToDouble(i -> Math.abs(p[i] - y[i]))
                .toArray();
        double[] relative = IntStream.range(0, p.length)
                .mapToDouble(i -> absolute[i] / Math.abs(y[i]))
                .sorted()
                .toArray();
        double mean = mean(y);
        double around = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum();
        double squared = Arrays.stream(absolute).map(e -> e * e).sum();
        return new Score(
                p.length,
                around > 0 ? 1 - squared / around : Double.NaN,
                correlation(ranks(p), ranks(y)),
                mean(absolute),
                p.length == 0 ? Double.NaN : (relative[(p.length - 1) / 2] + relative[p.length / 2]) / 2,
                mean(relative));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Ranks from 0; equal values share the middle of theirs. */
    private static double[] ranks(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int k = from; k < to; k++) {
                ranks[order[k]] = (from + to - 1) / 2.0;
            }
        }
        return ranks;
    }

    /** Pearson's; NaN where one side is constant. */
    static double correlation(double[] a, double[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : Double.NaN;
    }
}
