package org.isoflop.design;

import java.util.List;
import org.isoflop.forecast.Miss;

/**
 * How far the truth may drift away from the law on the way from the runs that are there to larger ones: by a random walk
 * in the logarithm of size, on the scale of residuals.
 *
 * <p>The walk is taken in steps between sizes that candidates can reach, each of which is one more parameter to be
 * learned, with a prior of mean 0; between their ends it is straight. What lies beyond the largest candidate no candidate
 * can tell: it is the floor below which the interval of a larger target cannot go.
 *
 * @param deviation the standard deviation of the drift over a factor of e in size; 0 for a law that is right
 * @param edge the size from which the law drifts
 * @param end the size of the largest candidate
 */
public record Misfit(double deviation, double edge, double end) {
    /** A law that is right everywhere. */
    public static final Misfit NONE = new Misfit(0, 1, 1);

    /** Steps of a factor of ten and less. */
    private static final double LONGEST_STEP = Math.log(10);

    private static final int MOST_STEPS = 6;

    private static final double SMALLEST = 1e-6;
    private static final double LARGEST = 1;

    /** Degrees of freedom of the errors of forecasts. */
    private static final double FREEDOM = 4;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    public Misfit {
        if (!(deviation >= 0) || !(edge > 0) || !(end > 0) || Double.isInfinite(deviation)) {
            throw new IllegalArgumentException("a drift of " + deviation + " from " + edge + " to " + end);
        }
    }

    /**
     * The drift that back-tests show: the most likely one if their errors have the variance that was claimed for them plus
     * that of the walk over their reach, and the tails of Student's t, so that forecasts that knew how bad they were, and
     * those that went wrong altogether, say little.
     *
     * @return the standard deviation over a factor of e in size; 0 if a drift does not make the errors likelier
     */
    public static double deviation(List<Miss> misses) {
        double low = Math.log(SMALLEST);
        double high = Math.log(LARGEST);
        while (high - low > 1e-6) {
            double a = high - GOLDEN * (high - low);
            double b = low + GOLDEN * (high - low);
            if (likelihood(misses, Math.exp(a)) > likelihood(misses, Math.exp(b))) {
                high = b;
            } else {
                low = a;
            }
        }
        double best = Math.exp(0.5 * (low + high));
        return likelihood(misses, best) > likelihood(misses, 0) ? best : 0;
    }

    private static double likelihood(List<Miss> misses, double deviation) {
        double sum = 0;
        for (Miss miss : misses) {
            double claimed = miss.curve() * miss.curve() + miss.noise() * miss.noise();
            double variance = claimed + deviation * deviation * Math.max(0, miss.reach());
            double z = miss.error() * miss.error() / variance;
            sum -= 0.5 * Math.log(variance) + 0.5 * (FREEDOM + 1) * Math.log1p(z / FREEDOM);
        }
        return sum;
    }

    /** How many steps of the walk candidates can tell of. */
    int steps() {
        double way = Math.log(end / edge);
        return deviation == 0 || way <= 0 ? 0 : (int) Math.clamp((long) Math.ceil(way / LONGEST_STEP), 1, MOST_STEPS);
    }

    /** The share of each step that lies between the edge and this size. */
    double[] at(double size) {
        double[] shares = new double[steps()];
        double step = Math.log(end / edge) / Math.max(1, shares.length);
        for (int j = 0; j < shares.length; j++) {
            shares[j] = Math.clamp((Math.log(size / edge) - j * step) / step, 0, 1);
        }
        return shares;
    }

    /** The variance of each step before any run. */
    double variance() {
        return deviation * deviation * Math.log(end / edge) / Math.max(1, steps());
    }

    /** The variance of what no candidate can tell about a place of this size. */
    double beyond(double size) {
        return deviation * deviation * Math.max(0, Math.log(size / Math.max(edge, end)));
    }
}
