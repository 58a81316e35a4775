package org.isoflop.charts;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * What a direction of a panel means.
 *
 * @param title the quantity and its unit
 * @param logarithmic whether equal ratios are equal distances
 * @param low the number at its beginning
 * @param high the number at its end, larger
 * @param format how its numbers are written
 * @param labelled whether ticks have labels and the axis its title; not where a neighbour says the same
 */
public record Scale(String title, boolean logarithmic, double low, double high, Format format, boolean labelled) {
    /** How much room is left around data, as a share of their range. */
    private static final double MARGIN = 0.04;

    public Scale {
        boolean defined = Double.isFinite(low) && Double.isFinite(high) && low < high && (!logarithmic || low > 0);
        if (!defined) {
            throw new IllegalArgumentException("no scale goes from %s to %s".formatted(low, high));
        }
    }

    public static Scale linear(String title, double low, double high, Format format) {
        return new Scale(title, false, low, high, format, true);
    }

    public static Scale log(String title, double low, double high, Format format) {
        return new Scale(title, true, low, high, format, true);
    }

    /** A linear scale that holds all finite numbers of some columns with a little room around them. */
    public static Scale around(String title, Format format, double[]... columns) {
        double[] range = range(columns, false);
        double room = MARGIN * (range[1] - range[0]);
        return linear(title, range[0] - room, range[1] + room, format);
    }

    /** A logarithmic scale that holds all positive finite numbers of some columns with a little room around them. */
    public static Scale aroundLog(String title, Format format, double[]... columns) {
        double[] range = range(columns, true);
        double room = Math.pow(range[1] / range[0], MARGIN);
        return log(title, range[0] / room, range[1] * room, format);
    }

    /** The least and the largest number; room around them where they are one. */
    private static double[] range(double[][] columns, boolean positive) {
        double[] used = Arrays.stream(columns)
                .flatMapToDouble(DoubleStream::of)
                .filter(v -> Double.isFinite(v) && (!positive || v > 0))
                .toArray();
        double low = Arrays.stream(used).min().orElse(1);
        double high = Arrays.stream(used).max().orElse(10);
        if (low < high) {
            return new double[] {low, high};
        }
        double room = low == 0 ? 1 : 0.1 * Math.abs(low);
        return positive ? new double[] {low / 1.5, low * 1.5} : new double[] {low - room, low + room};
    }

    /** The same without labels. */
    public Scale unlabelled() {
        return new Scale(title, logarithmic, low, high, format, false);
    }

    /** Where a number lies: 0 at the beginning, 1 at the end; NaN where the scale has no place for it. */
    public double share(double value) {
        return logarithmic
                ? value > 0 ? Math.log(value / low) / Math.log(high / low) : Double.NaN
                : (value - low) / (high - low);
    }

    /** The number at a share of the way. */
    public double at(double share) {
        return logarithmic ? low * Math.pow(high / low, share) : low + share * (high - low);
    }

    /** So many numbers evenly spaced along the scale, its ends among them. */
    public double[] steps(int count) {
        double[] steps = new double[count];
        for (int i = 0; i < count; i++) {
            steps[i] = at((double) i / (count - 1));
        }
        return steps;
    }

    /** Whether a number lies on it. */
    public boolean holds(double value) {
        return value >= low && value <= high;
    }
}
