package org.isoflop.hyper;

import java.util.List;
import java.util.Optional;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Interval;

/**
 * A power law through the optima of a sweep's cells: {@code factor = a * scale_1^b_1 * scale_2^b_2 …}.
 *
 * @param form which factor, by which scales
 * @param theta the logarithm of a, then an exponent for each scale
 * @param scatter the standard deviation of the logarithm of the factor around the law, over the cells
 * @param cells how many cells it goes through
 * @param draws theta from resamples of cells and of the runs in them
 */
public record OptimumLaw(Form form, double[] theta, double scatter, int cells, Draws draws) {

    /**
     * What a law says.
     *
     * @param of the factor
     * @param by the scales
     */
    public record Form(String of, List<String> by) {
        public Form {
            by = List.copyOf(by);
        }
    }

    /**
     * Least squares of the logarithms.
     *
     * @param logScales for each place the logarithm of each scale of the form
     * @param values the logarithm of the factor there
     * @return empty if the scales depend on each other, or there are fewer places than coefficients
     */
    static Optional<LeastSquares> fit(double[][] logScales, double[] values) {
        double[][] design = new double[values.length][];
        for (int i = 0; i < design.length; i++) {
            design[i] = row(logScales[i]);
        }
        return LeastSquares.of(design, values);
    }

    static double[] row(double[] logScale) {
        double[] row = new double[1 + logScale.length];
        row[0] = 1;
        System.arraycopy(logScale, 0, row, 1, logScale.length);
        return row;
    }

    /** The law of a fit. */
    static OptimumLaw of(Form form, LeastSquares fit, int cells, Draws draws) {
        double scatter = Math.sqrt(LeastSquares.dot(fit.residuals(), fit.residuals()) / fit.freedom());
        return new OptimumLaw(form, fit.coefficients(), scatter, cells, draws);
    }

    /** The factor at a place, by the value of each scale of the form. */
    public double at(double... scale) {
        return at(theta, scale);
    }

    /** An interval of it that accounts for the runs and for the cells that happened to be there. */
    public Interval interval(double level, double... scale) {
        return draws.interval(drawn -> at(drawn, scale), level);
    }

    private static double at(double[] theta, double[] scale) {
        double log = theta[0];
        for (int j = 0; j < scale.length; j++) {
            log += theta[1 + j] * Math.log(scale[j]);
        }
        return Math.exp(log);
    }
}
