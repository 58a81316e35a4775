package org.isoflop.check;

import java.util.Arrays;

/**
 * Least squares on powers of one variable.
 *
 * @param coefficients of {@code 1, x, x^2 …}
 * @param errors their standard errors, for errors of unequal size (White 1980)
 */
record Regression(double[] coefficients, double[] errors) {

    /** The logarithms, with mean 0 and standard deviation 1. */
    static double[] standardised(double[] values) {
        double[] logs = Arrays.stream(values).map(Math::log).toArray();
        double mean = Arrays.stream(logs).average().orElse(0);
        double sd = Math.sqrt(
                Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).average().orElse(1));
        return Arrays.stream(logs).map(x -> sd > 0 ? (x - mean) / sd : 0).toArray();
    }

    /** How far the values lie from their mean at most. */
    static double reach(double[] x) {
        return Arrays.stream(x).map(Math::abs).max().orElse(0);
    }

    static Regression ofPowers(double[] x, double[] y, int degree) {
        int p = degree + 1;
        int n = x.length;
        double[][] rows = new double[n][p];
        for (int i = 0; i < n; i++) {
            rows[i][0] = 1;
            for (int k = 1; k < p; k++) {
                rows[i][k] = rows[i][k - 1] * x[i];
            }
        }
        double[][] normal = new double[p][p];
        double[] right = new double[p];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < p; j++) {
                right[j] += rows[i][j] * y[i];
                for (int k = 0; k < p; k++) {
                    normal[j][k] += rows[i][j] * rows[i][k];
                }
            }
        }
        double[][] inverse = inverse(normal);
        double[] coefficients = new double[p];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                coefficients[j] += inverse[j][k] * right[k];
            }
        }
        double[] variances = new double[p];
        for (int i = 0; i < n; i++) {
            double residual = y[i];
            for (int k = 0; k < p; k++) {
                residual -= rows[i][k] * coefficients[k];
            }
            for (int j = 0; j < p; j++) {
                double influence = 0;
                for (int k = 0; k < p; k++) {
                    influence += inverse[j][k] * rows[i][k];
                }
                variances[j] += influence * influence * residual * residual;
            }
        }
        double few = (double) n / Math.max(1, n - p);
        return new Regression(
                coefficients,
                Arrays.stream(variances).map(v -> Math.sqrt(v * few)).toArray());
    }

    double coefficient(int power) {
        return coefficients[power];
    }

    double t(int power) {
        return errors[power] > 0 ? coefficients[power] / errors[power] : 0;
    }

    /** By elimination with pivots, of a matrix of a few rows. */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, a[i], 0, n);
            a[i][n + i] = 1;
        }
        for (int c = 0; c < n; c++) {
            int pivot = c;
            for (int i = c + 1; i < n; i++) {
                pivot = Math.abs(a[i][c]) > Math.abs(a[pivot][c]) ? i : pivot;
            }
            double[] swap = a[c];
            a[c] = a[pivot];
            a[pivot] = swap;
            double by = a[c][c];
            for (int k = 0; k < 2 * n; k++) {
                a[c][k] /= by;
            }
            for (int i = 0; i < n; i++) {
                double factor = i == c ? 0 : a[i][c];
                for (int k = 0; k < 2 * n && factor != 0; k++) {
                    a[i][k] -= factor * a[c][k];
                }
            }
        }
        double[][] inverse = new double[n][];
        for (int i = 0; i < n; i++) {
            inverse[i] = Arrays.copyOfRange(a[i], n, 2 * n);
        }
        return inverse;
    }
}
