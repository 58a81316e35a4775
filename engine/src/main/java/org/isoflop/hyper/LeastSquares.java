package org.isoflop.hyper;

import java.util.Arrays;
import java.util.Optional;

/**
 * Weighted least squares with a few columns, by Householder reflections; with one more option, robust against outliers.
 *
 * @param coefficients one per column
 * @param residuals observed minus fitted, one per row
 * @param freedom rows minus columns
 */
record LeastSquares(double[] coefficients, double[] residuals, int freedom) {
    /** A column that is so much shorter after the others are taken out of it says nothing of its own. */
    private static final double DEPENDENT = 1e-9;

    /** Residuals beyond so many standard deviations count with their absolute value (Huber 1964). */
    private static final double BEND = 2.5;

    /** Makes the median of absolute normal residuals their standard deviation. */
    private static final double NORMAL = 1.4826;

    private static final int MAX_ROUNDS = 50;

    /**
     * Minimises the sum of {@code weights[i] (y[i] - design[i] c)^2}.
     *
     * @return empty if the columns depend on each other, or there are fewer rows than columns
     */
    static Optional<LeastSquares> of(double[][] design, double[] y, double[] weights) {
        int n = y.length;
        int p = n == 0 ? 0 : design[0].length;
        if (n < p || p == 0) {
            return Optional.empty();
        }
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            double root = Math.sqrt(weights[i]);
            a[i] = Arrays.copyOf(design[i], p + 1);
            a[i][p] = y[i];
            for (int j = 0; j <= p; j++) {
                a[i][j] *= root;
            }
        }
        for (int j = 0; j < p; j++) {
            double whole = length(a, 0, j);
            if (!(length(a, j, j) > DEPENDENT * whole)) {
                return Optional.empty();
            }
            reflect(a, j);
        }
        double[] c = backward(a, p);
        double[] residuals = new double[n];
        for (int i = 0; i < n; i++) {
            residuals[i] = y[i] - dot(design[i], c);
        }
        return Optional.of(new LeastSquares(c, residuals, n - p));
    }

    /** The same with every row weighing one. */
    static Optional<LeastSquares> of(double[][] design, double[] y) {
        return of(design, y, ones(y.length));
    }

    /** Huber's estimate, reweighted until the weights stand still; its scale is the median of absolute residuals. */
    static Optional<LeastSquares> robust(double[][] design, double[] y) {
        double[] weights = ones(y.length);
        Optional<LeastSquares> fit = of(design, y, weights);
        for (int round = 0; round < MAX_ROUNDS && fit.isPresent(); round++) {
            double[] next = weights(fit.get());
            double change = 0;
            for (int i = 0; i < next.length; i++) {
                change = Math.max(change, Math.abs(next[i] - weights[i]));
            }
            weights = next;
            if (change < 1e-6) {
                break;
            }
            fit = of(design, y, weights);
        }
        return fit;
    }

    private static double[] weights(LeastSquares fit) {
        double bend = BEND * fit.scale();
        return Arrays.stream(fit.residuals)
                .map(r -> Math.abs(r) <= bend || bend == 0 ? 1 : bend / Math.abs(r))
                .toArray();
    }

    /** The standard deviation of the errors, from the median of the absolute residuals; 0 where nothing is left over. */
    double scale() {
        double[] sizes = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
        int n = sizes.length;
        double median = n % 2 == 1 ? sizes[n / 2] : 0.5 * (sizes[n / 2 - 1] + sizes[n / 2]);
        return freedom == 0 ? 0 : NORMAL * median * Math.sqrt((double) n / freedom);
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double length(double[][] a, int from, int column) {
        double sum = 0;
        for (int i = from; i < a.length; i++) {
            sum += a[i][column] * a[i][column];
        }
        return Math.sqrt(sum);
    }

    /** Turns the rows from j on so that column j is zero below the diagonal. */
    private static void reflect(double[][] a, int j) {
        double alpha = -Math.copySign(length(a, j, j), a[j][j]);
        double[] v = new double[a.length];
        double norm = 0;
        for (int i = j; i < a.length; i++) {
            v[i] = a[i][j] - (i == j ? alpha : 0);
            norm += v[i] * v[i];
        }
        for (int k = j; k < a[j].length && norm > 0; k++) {
            double sum = 0;
            for (int i = j; i < a.length; i++) {
                sum += v[i] * a[i][k];
            }
            for (int i = j; i < a.length; i++) {
                a[i][k] -= 2 * sum / norm * v[i];
            }
        }
    }

    private static double[] backward(double[][] a, int p) {
        double[] c = new double[p];
        for (int i = p - 1; i >= 0; i--) {
            double sum = a[i][p];
            for (int j = i + 1; j < p; j++) {
                sum -= a[i][j] * c[j];
            }
            c[i] = sum / a[i][i];
        }
        return c;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
