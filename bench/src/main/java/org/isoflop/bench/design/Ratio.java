package org.isoflop.bench.design;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * The mean error of one way over that of another, in the same trials.
 *
 * @param value the ratio of the means
 * @param deviation its standard error, from bootstrap resamples of the trials, each with what both ways came to
 */
record Ratio(double value, double deviation) {
    /** Of nothing. */
    static final Ratio NONE = new Ratio(Double.NaN, Double.NaN);

    private static final int RESAMPLES = 2000;

    /** Of the means. */
    static Ratio ofMeans(double[] own, double[] other) {
        return of(own.length, rows -> mean(own, rows) / mean(other, rows));
    }

    /** Of the errors that a share of all stays below. */
    static Ratio ofQuantiles(double share, double[] own, double[] other) {
        return of(own.length, rows -> quantile(share, at(own, rows)) / quantile(share, at(other, rows)));
    }

    /** The error that a share of all stays below. */
    static double quantile(double share, double[] errors) {
        double[] sorted = Arrays.stream(errors).sorted().toArray();
        return sorted[(int) (share * sorted.length)];
    }

    private static double[] at(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    /** The geometric mean of the ratios, for trials of very different size. */
    static Ratio geometric(double[] own, double[] other) {
        double[] logarithms = new double[own.length];
        Arrays.setAll(logarithms, i -> Math.log(own[i] / other[i]));
        return of(own.length, rows -> Math.exp(mean(logarithms, rows)));
    }

    private static Ratio of(int trials, ToDoubleFunction<int[]> ratio) {
        var random = new SplittableRandom(1);
        int[] rows = new int[trials];
        Arrays.setAll(rows, i -> i);
        double value = ratio.applyAsDouble(rows);
        if (trials < 2) {
            return new Ratio(value, Double.NaN);
        }
        double squares = 0;
        double sum = 0;
        for (int k = 0; k < RESAMPLES; k++) {
            Arrays.setAll(rows, _ -> random.nextInt(trials));
            double other = ratio.applyAsDouble(rows) - value;
            sum += other;
            squares += other * other;
        }
        double mean = sum / RESAMPLES;
        return new Ratio(value, Math.sqrt(Math.max(0, squares / RESAMPLES - mean * mean)));
    }

    private static double mean(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).average().orElse(Double.NaN);
    }

    /** As tables show it. */
    String text() {
        return Double.isNaN(deviation) ? "%.2f".formatted(value) : "%.2f ± %.2f".formatted(value, deviation);
    }
}
