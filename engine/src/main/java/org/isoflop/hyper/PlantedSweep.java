package org.isoflop.hyper;

import java.util.SplittableRandom;
import org.isoflop.runs.Column;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Runs;

/**
 * Sweeps whose truth is known, to hold methods against.
 *
 * <p>Around the best learning rate and batch of a cell the logarithm of the loss rises as {@code (x'Hx)/2 + skew x_lr^3},
 * x being logarithms of ratios; the correlation in H makes a higher learning rate go with a larger batch, as in real
 * sweeps. Beyond a rate that is too high runs diverge.
 *
 * @param grid the values of {@code N}, {@code D}, {@code lr} and, where it is swept, {@code batch}
 * @param rate logarithm of the best learning rate at one parameter and one token, its exponents of N and of D
 * @param batch the same of the batch
 * @param skew how much steeper the valley is on the side of high rates
 * @param scatter standard deviation of the logarithm of each cell's optimum around the laws
 * @param noise standard deviation of the logarithm of the loss
 * @param outliers share of runs that end higher, by up to 5 %
 */
public record PlantedSweep(
        Grid grid, double[] rate, double[] batch, double skew, double scatter, double noise, double outliers) {
    private static final double RATE_CURVATURE = 0.012;
    private static final double BATCH_CURVATURE = 0.012;
    private static final double MIXED_CURVATURE = -0.006;

    /** So many times the best rate is too much. */
    private static final double TOO_HIGH = 12;

    /** The laws of Li et al. 2025, over learning rates and batches a factor of the square root of two apart. */
    public static PlantedSweep usual(String cells) {
        return new PlantedSweep(
                Grid.parse(cells + ", lr=2.5e-4..1.6e-2*13, batch=3.3e4..4.2e6*15"),
                new double[] {Math.log(1.79), -0.713, 0.307},
                new double[] {Math.log(0.58), 0, 0.571},
                0,
                0.05,
                0.001,
                0);
    }

    /** The same with another shape of the valley. */
    public PlantedSweep skewed(double skew) {
        return new PlantedSweep(grid, rate, batch, skew, scatter, noise, outliers);
    }

    /** The same with other chance in it. */
    public PlantedSweep noisy(double scatter, double noise, double outliers) {
        return new PlantedSweep(grid, rate, batch, skew, scatter, noise, outliers);
    }

    /** The same over another grid. */
    public PlantedSweep over(String grid) {
        return new PlantedSweep(Grid.parse(grid), rate, batch, skew, scatter, noise, outliers);
    }

    /** A table of runs; a run that diverged has a loss of infinity. */
    public Runs draw(SplittableRandom random) {
        Runs places = grid.runs();
        boolean swept = grid.values().containsKey("batch");
        double[] n = places.numbers("N");
        double[] d = places.numbers("D");
        double[] lr = places.numbers("lr");
        double[] losses = new double[places.size()];
        double[] shift = new double[2];
        for (int i = 0; i < losses.length; i++) {
            if (i == 0 || n[i] != n[i - 1] || d[i] != d[i - 1]) {
                shift = new double[] {scatter * random.nextGaussian(), scatter * random.nextGaussian()};
            }
            double x = Math.log(lr[i]) - at(rate, n[i], d[i]) - shift[0];
            double y = swept ? Math.log(places.numbers("batch")[i]) - at(batch, n[i], d[i]) - shift[1] : 0;
            double rise = 0.5 * (RATE_CURVATURE * x * x + BATCH_CURVATURE * y * y)
                    + MIXED_CURVATURE * x * y
                    + skew * x * x * x;
            double error =
                    noise * random.nextGaussian() + (random.nextDouble() < outliers ? 0.05 * random.nextDouble() : 0);
            double best = 1.8 + 480 * Math.pow(n[i], -0.35) + 2085 * Math.pow(d[i], -0.37);
            losses[i] = x > Math.log(TOO_HIGH) ? Double.POSITIVE_INFINITY : best * Math.exp(rise + error);
        }
        return places.with(new Column.Numbers("loss", losses));
    }

    private static double at(double[] law, double n, double d) {
        return law[0] + law[1] * Math.log(n) + law[2] * Math.log(d);
    }

    /** The best learning rate at a place. */
    public double rateAt(double n, double d) {
        return Math.exp(at(rate, n, d));
    }

    /** The best batch at a place. */
    public double batchAt(double n, double d) {
        return Math.exp(at(batch, n, d));
    }
}
