package org.isoflop.uncertainty;

import java.util.function.ToDoubleFunction;

/** The slope of a quantity in the parameters of a law. */
public final class Slope {
    /** Small against the curvature of the quantity, large against its rounding. */
    private static final double SHARE_OF_ERROR = 1e-3;

    private static final double LARGEST_SHARE = 1e-4;

    private Slope() {}

    /**
     * By central differences.
     *
     * @param errors the standard errors of the parameters, which say how far apart to look
     */
    public static double[] of(ToDoubleFunction<double[]> quantity, double[] theta, double[] errors) {
        double[] slope = new double[theta.length];
        double[] moved = theta.clone();
        for (int j = 0; j < theta.length; j++) {
            if (errors[j] == 0) {
                continue;
            }
            double size = Math.abs(theta[j]) > 0 ? LARGEST_SHARE * Math.abs(theta[j]) : Double.POSITIVE_INFINITY;
            double h = Math.min(SHARE_OF_ERROR * errors[j], size);
            moved[j] = theta[j] + h;
            double above = quantity.applyAsDouble(moved);
            moved[j] = theta[j] - h;
            double below = quantity.applyAsDouble(moved);
            moved[j] = theta[j];
            slope[j] = (above - below) / (2 * h);
        }
        return slope;
    }
}
