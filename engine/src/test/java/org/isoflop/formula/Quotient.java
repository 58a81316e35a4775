package org.isoflop.formula;

import java.util.function.DoubleUnaryOperator;

/**
 * The slope of a function by central differences with ever smaller steps, extrapolated to the step zero (Ridders,
 * Advances in Engineering Software 4, 1982).
 *
 * @param slope the best estimate
 * @param error by how much the extrapolations that led to it disagree; infinite or NaN where they never settle, as at
 *     a kink
 */
record Quotient(double slope, double error) {
    private static final int STEPS = 10;
    private static final double SHRINK = 1.6;

    /** The last step as a share of the first. */
    static final double LAST_STEP = Math.pow(SHRINK, 1 - STEPS);

    /** The extrapolations of a smooth function agree to far more digits than these. */
    private static final double SETTLED = 1e-6;

    boolean isSettled() {
        return error <= SETTLED * Math.abs(slope);
    }

    static Quotient of(DoubleUnaryOperator f, double x, double firstStep) {
        var best = new Quotient(Double.NaN, Double.POSITIVE_INFINITY);
        double[] above = new double[STEPS];
        double step = firstStep;
        for (int i = 0; i < STEPS; i++) {
            double[] row = new double[STEPS];
            row[0] = (f.applyAsDouble(x + step) - f.applyAsDouble(x - step)) / (2 * step);
            double factor = 1;
            for (int j = 1; j <= i; j++) {
                factor *= SHRINK * SHRINK;
                row[j] = (row[j - 1] * factor - above[j - 1]) / (factor - 1);
                double error = Math.max(Math.abs(row[j] - row[j - 1]), Math.abs(row[j] - above[j - 1]));
                if (error < best.error) {
                    best = new Quotient(row[j], error);
                }
            }
            above = row;
            step /= SHRINK;
        }
        return best;
    }
}
