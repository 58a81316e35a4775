package org.isoflop.plan;

import java.util.OptionalDouble;

/**
 * {@code loss = a + b x + c x^2} over x = log N at one budget, by least squares.
 *
 * @param middle the x around which the parabola is written, so that its sums are well conditioned
 */
record Parabola(double middle, double a, double b, double c, double low, double high) {

    /** through so many sizes at least: three determine it, a fourth can disagree. */
    static final int FEWEST = 4;

    /**
     * Fits one.
     *
     * @param weights how often each point counts
     */
    static Parabola fit(double[] x, double[] loss, int[] weights) {
        double middle = 0;
        double count = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            if (weights[i] > 0) {
                middle += weights[i] * x[i];
                count += weights[i];
                low = Math.min(low, x[i]);
                high = Math.max(high, x[i]);
            }
        }
        middle /= count;
        double[][] m = new double[3][3];
        double[] v = new double[3];
        for (int i = 0; i < x.length; i++) {
            double t = x[i] - middle;
            double[] powers = {1, t, t * t};
            for (int r = 0; r < 3; r++) {
                v[r] += weights[i] * powers[r] * loss[i];
                for (int s = 0; s < 3; s++) {
                    m[r][s] += weights[i] * powers[r] * powers[s];
                }
            }
        }
        double[] solution = solved(m, v);
        return new Parabola(middle, solution[0], solution[1], solution[2], low, high);
    }

    /** Cramer's rule, which is exact enough for three unknowns around their middle. */
    private static double[] solved(double[][] m, double[] v) {
        double whole = determinant(m);
        double[] solution = new double[3];
        for (int k = 0; k < 3; k++) {
            double[][] replaced = new double[3][3];
            for (int r = 0; r < 3; r++) {
                for (int s = 0; s < 3; s++) {
                    replaced[r][s] = s == k ? v[r] : m[r][s];
                }
            }
            solution[k] = determinant(replaced) / whole;
        }
        return solution;
    }

    private static double determinant(double[][] m) {
        return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
                - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
                + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    }

    /** log N at the bottom; empty if it opens downwards, or if the bottom lies outside the sizes that were run. */
    OptionalDouble bottom() {
        double x = middle - b / (2 * c);
        return c > 0 && low <= x && x <= high ? OptionalDouble.of(x) : OptionalDouble.empty();
    }

    /** The loss there. */
    double least() {
        return a - b * b / (4 * c);
    }
}
