package org.isoflop.cli;

import java.util.Arrays;
import org.isoflop.fit.Fit;
import org.isoflop.law.Sample;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;

/**
 * Relative errors of a fit on its own runs.
 *
 * @param median of their sizes
 * @param largest of them
 * @param worst the row with the largest
 */
record Errors(double median, double largest, int worst) {

    static Errors of(Fit fit, Runs runs) {
        double[] sizes = relative(fit, runs);
        int worst = 0;
        for (int i = 0; i < sizes.length; i++) {
            worst = sizes[i] > sizes[worst] ? i : worst;
        }
        return new Errors(median(sizes), sizes[worst], worst);
    }

    /** The root mean square residual, as a percentage where residuals are logarithms. */
    static String rms(Fit fit) {
        double rms = Math.sqrt(Arrays.stream(fit.residuals()).map(r -> r * r).average().orElse(Double.NaN));
        return fit.objective().logarithmic() ? percent(rms) : Magnitude.digits(rms, 2);
    }

    private static double[] relative(Fit fit, Runs runs) {
        double[] residuals = fit.residuals();
        if (fit.objective().logarithmic() || residuals.length != runs.size()) {
            return Arrays.stream(residuals).map(r -> Math.expm1(Math.abs(r))).toArray();
        }
        double[] response = Sample.of(fit.model(), runs).response();
        double[] sizes = new double[residuals.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(residuals[i] / response[i]);
        }
        return sizes;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    static String percent(double share) {
        return Magnitude.digits(100 * share, 2) + " %";
    }
}
