package org.isoflop.hyper;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The runs of a sweep at one place of the scales.
 *
 * @param scale the value of each scale, such as N and D
 * @param rows for each run its row in the table
 * @param factors for each run the logarithm of each factor
 * @param losses for each run the logarithm of its loss; NaN where it diverged
 */
public record Cell(double[] scale, int[] rows, double[][] factors, double[] losses) {

    /** How many runs there are. */
    public int size() {
        return losses.length;
    }

    /** How many of them diverged. */
    public int diverged() {
        return (int) Arrays.stream(losses).filter(Double::isNaN).count();
    }

    /** The least logarithm of the loss; NaN where all runs diverged. */
    public double least() {
        return finite().min().orElse(Double.NaN);
    }

    /** The run with the least loss; -1 where all diverged. */
    int best() {
        int best = -1;
        for (int i = 0; i < losses.length; i++) {
            if (!Double.isNaN(losses[i]) && (best < 0 || losses[i] < losses[best])) {
                best = i;
            }
        }
        return best;
    }

    private DoubleStream finite() {
        return Arrays.stream(losses).filter(loss -> !Double.isNaN(loss));
    }

    /** The runs whose loss is at most so much above the best, as a share of it; in the order of the table. */
    public int[] within(double share) {
        double limit = least() + Math.log1p(share);
        return IntStream.range(0, losses.length).filter(i -> losses[i] <= limit).toArray();
    }

    /** How many different values a factor has among these runs. */
    int levels(int factor, int[] runs) {
        return (int) Arrays.stream(runs)
                .mapToDouble(i -> factors[i][factor])
                .distinct()
                .count();
    }

    /** The smallest value of a factor among runs that did not diverge. */
    double low(int factor) {
        return tried(factor).min().orElse(Double.NaN);
    }

    /** The largest. */
    double high(int factor) {
        return tried(factor).max().orElse(Double.NaN);
    }

    private DoubleStream tried(int factor) {
        return IntStream.range(0, losses.length)
                .filter(i -> !Double.isNaN(losses[i]))
                .mapToDouble(i -> factors[i][factor]);
    }
}
