package org.isoflop.design;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Penalty;
import org.isoflop.fit.Sandwich;
import org.isoflop.forecast.Noise;
import org.isoflop.uncertainty.Normal;

/**
 * What one run tells of the response at its place: one over the variance with which an estimate that minimises the
 * objective would know it from that run alone.
 *
 * <p>For errors with the density p and a penalty with the slope psi it is {@code (E psi')^2 / E psi^2} (Huber 1964): one
 * over the variance of the errors for squares, {@code 4 p(0)^2} for a penalty that is bent sharply. It grows as the
 * noise shrinks from small runs to large ones.
 *
 * @param information at the usual noise
 * @param usual the usual variance of a run around the law
 * @param noise its standard deviation by size
 * @param shape residuals in units of it, for simulations; normal ones if there are none; not to be written to
 */
public record Precision(double information, double usual, Noise noise, double[] shape) {
    /** The quartiles of a normal distribution lie so many standard deviations apart. */
    private static final double QUARTILES = 1.349;

    private static final double NORMAL = 25;

    public Precision {
        if (!(information > 0) || !(usual > 0)) {
            throw new IllegalArgumentException("information " + information + " at variance " + usual);
        }
    }

    /**
     * What the residuals of a fit show.
     *
     * <p>A sharply bent penalty puts as many residuals at zero as the law has parameters, and takes their density there for
     * that of the errors: 12 runs and 5 parameters seem to know six times what they do. What residuals say of the information
     * counts by their freedom, beside what normal errors with the deviation of these residuals would tell, as if the latter
     * came from {@value #NORMAL} runs: n runs know the square of a density to {@code 2/sqrt(0.3 n)}, and errors that are not
     * normal tell about twice as much or half.
     *
     * @param sandwich of the fit
     * @param objective of the fit
     * @param residuals of the fit
     * @param sizes of its runs
     */
    public static Precision of(Sandwich sandwich, Objective objective, double[] residuals, double[] sizes) {
        int parameters = sandwich.standardErrors().length;
        Noise noise = Noise.of(residuals, sizes, parameters);
        double[] shape = new double[residuals.length];
        double sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            sum += 1 / square(noise.deviation(sizes[i]));
            shape[i] = residuals[i] / noise.deviation(sizes[i]);
        }
        double usual = sizes.length / sum;
        double normal = efficiency(objective.penalty(), Math.sqrt(usual)) / usual;
        double freedom = Math.max(0, residuals.length - parameters);
        double share = freedom / (freedom + NORMAL);
        double information = normal * Math.pow(sandwich.information() / normal, share);
        return new Precision(information, usual, noise, shape);
    }

    /**
     * For normal errors of one size.
     *
     * @param deviation their standard deviation, on the scale of residuals
     */
    public static Precision assumed(Objective objective, double deviation) {
        double variance = square(deviation);
        return new Precision(
                efficiency(objective.penalty(), deviation) / variance,
                variance,
                new Noise(Math.log(deviation), 0, 1),
                new double[0]);
    }

    /** The information about the response that a run of this size gives. */
    public double at(double size) {
        return information * usual / square(noise.deviation(size));
    }

    /** The standard deviation of a run of this size around the law. */
    public double deviation(double size) {
        return noise.deviation(size);
    }

    /** Residuals of runs of these sizes, drawn at random. */
    double[] draw(double[] sizes, RandomGenerator random) {
        double window = shape.length == 0 ? 1 : window();
        double[] drawn = new double[sizes.length];
        for (int i = 0; i < drawn.length; i++) {
            double seen = shape.length == 0 ? 0 : shape[random.nextInt(shape.length)];
            drawn[i] = deviation(sizes[i]) * (seen + window * random.nextGaussian());
        }
        return drawn;
    }

    /**
     * The standard deviation of the window around each residual from which others are drawn: half of that of
     * {@link Sandwich}, so that both see the same density at zero, where a sharply bent penalty puts some rows exactly.
     */
    private double window() {
        double[] sorted = shape.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return (sorted[Math.min(n - 1, 3 * n / 4)] - sorted[n / 4]) / QUARTILES * Math.pow(n, -0.2) / 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Precision that
                && information == that.information
                && usual == that.usual
                && noise.equals(that.noise)
                && Arrays.equals(shape, that.shape);
    }

    @Override
    public int hashCode() {
        return Double.hashCode(information);
    }

    @Override
    public String toString() {
        return "information %s a run".formatted(information);
    }

    /** How much of the information of normal errors a penalty uses; 1 for squares. */
    static double efficiency(Penalty penalty, double deviation) {
        return switch (penalty) {
            case Penalty.Squared _ -> 1;
            case Penalty.Huber(var delta) -> huber(delta / deviation);
            case Penalty.Quantile(var q) -> quantile(q);
            case Penalty.Asymmetric(var q, var _) -> quantile(q);
            case Penalty.Laplace _, Penalty.FreeHuber _ -> quantile(0.5);
            case Penalty.Student(var nu) -> student(nu);
        };
    }

    /** Bent at c standard deviations: {@code b^2 / (b - 2 c phi(c) + c^2 (1 - b))} with {@code b = P(|z| < c)}. */
    private static double huber(double c) {
        double inside = 2 * Normal.probability(c) - 1;
        double squares = inside - 2 * c * density(c) + c * c * (1 - inside);
        // Far inside the bend both are cubes of c, and only their limit is left.
        return c < 1e-3 ? quantile(0.5) : inside * inside / squares;
    }

    private static double quantile(double q) {
        return square(density(Normal.quantile(q))) / (q * (1 - q));
    }

    /** By midpoints over quantiles, at the scale that is most likely for normal errors. */
    private static double student(double nu) {
        int points = 2000;
        double[] z = new double[points];
        for (int i = 0; i < points; i++) {
            z[i] = Normal.quantile((i + 0.5) / points);
        }
        double low = 0.1;
        double high = 10;
        while (high - low > 1e-9) {
            double middle = 0.5 * (low + high);
            double mean = 0;
            for (double x : z) {
                mean += (nu + 1) * x * x / (nu * middle * middle + x * x) / points;
            }
            if (mean > 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double width = nu * low * low;
        double bend = 0;
        double squares = 0;
        for (double x : z) {
            bend += (width - x * x) / square(width + x * x);
            squares += square(x / (width + x * x));
        }
        return bend * bend / squares / points;
    }

    private static double density(double z) {
        return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    }

    private static double square(double x) {
        return x * x;
    }
}
