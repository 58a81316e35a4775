package org.isoflop.forecast;

import java.util.Arrays;

/**
 * How far runs scatter around their law, as a function of their size: small runs are rough and large ones smooth.
 *
 * <p>{@code deviation(size) = exp(level + slope log(size/edge))}. The slope is the least-squares slope of
 * {@code log |residual|}, drawn towards zero as far as its standard error asks for; for normal residuals
 * {@code log |z|} has the variance pi^2/8.
 *
 * @param level the logarithm of the standard deviation at the edge
 * @param slope its change per factor of e in size
 * @param edge the size of the largest run
 */
public record Noise(double level, double slope, double edge) {
    private static final double VARIANCE_OF_LOG = Math.PI * Math.PI / 8;

    /** Slopes beyond this are rare: noise that halves over two decades has 0.15. */
    private static final double USUAL_SLOPE = 0.15;

    /** Further beyond the edge than this factor of e the noise is not taken to shrink any more. */
    private static final double FURTHEST = 1;

    /** The median of |z| for a standard normal z. */
    private static final double MEDIAN = 0.6745;

    /** Residuals smaller than this are rounding. */
    private static final double LEAST = 1e-5;

    /**
     * The noise that residuals show.
     *
     * @param residuals of a fit
     * @param sizes of their runs
     * @param parameters how many were fitted
     */
    public static Noise of(double[] residuals, double[] sizes, int parameters) {
        return of(residuals, sizes, residuals.length, parameters);
    }

    /**
     * The same where rows err alike: a law follows what few independent rows there are.
     *
     * @param independent how many independent rows they are worth
     */
    static Noise of(double[] residuals, double[] sizes, double independent, int parameters) {
        int n = residuals.length;
        double edge = Arrays.stream(sizes).max().orElse(1);
        double[] x = Arrays.stream(sizes).map(size -> Math.log(size / edge)).toArray();
        double meanX = Arrays.stream(x).average().orElse(0);
        double spread = 0;
        double product = 0;
        for (int i = 0; i < n; i++) {
            spread += (x[i] - meanX) * (x[i] - meanX);
            product += (x[i] - meanX) * Math.log(Math.max(Math.abs(residuals[i]), LEAST));
        }
        double usual = USUAL_SLOPE * USUAL_SLOPE;
        double slope = spread > 0 ? product / spread * usual / (usual + VARIANCE_OF_LOG / spread) : 0;
        double[] level = new double[n];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            level[i] = Math.abs(residuals[i]) / Math.exp(slope * x[i]);
            squares += level[i] * level[i];
        }
        // The root mean square, unless a few outliers rule it.
        double robust = 2 * median(level) / MEDIAN;
        double deviation = Math.min(Math.sqrt(squares / Math.max(1, n)), robust > 0 ? robust : Double.MAX_VALUE);
        double freedom = Math.sqrt(Math.max(1, independent / Math.max(2, independent - parameters)));
        return new Noise(Math.log(Math.max(deviation * freedom, LEAST)), slope, edge);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? 0 : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /** The standard deviation of a run's residual. */
    public double deviation(double size) {
        return Math.exp(level + slope * Math.min(Math.log(size / edge), FURTHEST));
    }
}
