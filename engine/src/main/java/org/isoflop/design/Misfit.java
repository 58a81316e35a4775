package org.isoflop.design;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    /** Half a per cent over a factor of ten: what forecasts of public runs are off beyond what they claim. */
    public static final double USUAL = 0.005 / Math.sqrt(Math.log(10));

    private static final double PRIOR = 1;

    /** As many standard deviations of the prior are searched. */
    private static final double FURTHEST = 5;

    private static final double INDEPENDENT = 2;

    /** Degrees of freedom of the errors of forecasts. */
    private static final double FREEDOM = 4;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    public Misfit {
        if (!(deviation >= 0) || !(edge > 0) || !(end > 0) || Double.isInfinite(deviation)) {
            throw new IllegalArgumentException("a drift of " + deviation + " from " + edge + " to " + end);
        }
    }

    /**
     * The drift that back-tests show: the likeliest if their errors have the variance that was claimed for them plus that
     * of the walk over their reach, and the tails of Student's t, so that forecasts that knew how bad they were, and those
     * that went wrong altogether, say little. The forecasts of one cut go wrong together and count as {@value #INDEPENDENT}.
     *
     * <p>No back-test shows that a law is right. What they say is therefore drawn to the usual drift, as if its logarithm
     * were normal with a standard deviation of {@value #PRIOR}.
     *
     * @return the standard deviation over a factor of e in size; {@link #USUAL} without misses
     */
    public static double deviation(List<Miss> misses) {
        Map<Integer, Long> sizes =
                misses.stream().collect(Collectors.groupingBy(Miss::cut, Collectors.counting()));
        double low = Math.log(USUAL) - FURTHEST;
        double high = Math.log(USUAL) + FURTHEST;
        while (high - low > 1e-6) {
            double a = high - GOLDEN * (high - low);
            double b = low + GOLDEN * (high - low);
            if (plausibility(misses, sizes, a) > plausibility(misses, sizes, b)) {
                high = b;
            } else {
                low = a;
            }
        }
        return Math.exp(0.5 * (low + high));
    }

    private static double plausibility(List<Miss> misses, Map<Integer, Long> sizes, double logarithm) {
        double prior = (logarithm - Math.log(USUAL)) / PRIOR;
        double sum = -0.5 * prior * prior;
        for (Miss miss : misses) {
            double variance = miss.curve() * miss.curve()
                    + miss.noise() * miss.noise()
                    + Math.exp(2 * logarithm) * Math.max(0, miss.reach());
            double z = miss.error() * miss.error() / variance;
            double weight = Math.min(1, INDEPENDENT / sizes.getOrDefault(miss.cut(), 1L));
            sum -= weight * (0.5 * Math.log(variance) + 0.5 * (FREEDOM + 1) * Math.log1p(z / FREEDOM));
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
