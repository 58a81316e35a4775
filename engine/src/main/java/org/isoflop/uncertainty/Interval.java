package org.isoflop.uncertainty;

import java.util.Arrays;

/**
 * A central interval.
 *
 * @param low its lower end
 * @param high its upper end
 * @param level the share of cases it is meant to hold, such as 0.9
 */
public record Interval(double low, double high, double level) {
    public Interval {
        requireLevel(level);
    }

    /** @throws IllegalArgumentException unless the level lies between 0 and 1 */
    static void requireLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, not at " + level);
        }
    }

    /** Of a quantity that may be anything. */
    public static Interval open(double level) {
        return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level);
    }

    /** Whether it says nothing. */
    public boolean isOpen() {
        return low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY;
    }

    /** The percentile interval of a sample, which is left as it is; NaNs do not count. */
    public static Interval ofSample(double[] sample, double level) {
        requireLevel(level);
        double[] sorted =
                Arrays.stream(sample).filter(x -> !Double.isNaN(x)).sorted().toArray();
        return new Interval(quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2), level);
    }

    /** By linear interpolation between order statistics (type 7 of Hyndman and Fan 1996); NaN for an empty sample. */
    static double quantile(double[] sorted, double p) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = p * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        // Equal neighbours, infinite ones among them, need no interpolation.
        return sorted[below] == sorted[above]
                ? sorted[below]
                : sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Whether the value lies inside or on an end. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
