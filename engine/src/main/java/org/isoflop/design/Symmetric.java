package org.isoflop.design;

/** Small symmetric positive definite matrices, by Cholesky's factorisation. */
final class Symmetric {
    private Symmetric() {}

    /** Adds {@code weight v v'}. */
    static void add(double[][] matrix, double[] v, double weight) {
        for (int i = 0; i < v.length; i++) {
            for (int j = 0; j < v.length; j++) {
                matrix[i][j] += weight * v[i] * v[j];
            }
        }
    }

    /** The inverse, exactly symmetric. */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] root = factor(matrix);
        double[][] rootInverse = new double[n][n];
        for (int j = 0; j < n; j++) {
            rootInverse[j][j] = 1 / root[j][j];
            for (int i = j + 1; i < n; i++) {
                double sum = 0;
                for (int k = j; k < i; k++) {
                    sum -= root[i][k] * rootInverse[k][j];
                }
                rootInverse[i][j] = sum / root[i][i];
            }
        }
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = i; k < n; k++) {
                    sum += rootInverse[k][i] * rootInverse[k][j];
                }
                inverse[i][j] = sum;
                inverse[j][i] = sum;
            }
        }
        return inverse;
    }

    /** The logarithm of the determinant. */
    static double logDeterminant(double[][] matrix) {
        double[][] root = factor(matrix);
        double sum = 0;
        for (int i = 0; i < root.length; i++) {
            sum += 2 * Math.log(root[i][i]);
        }
        return sum;
    }

    private static double[][] factor(double[][] matrix) {
        int n = matrix.length;
        double[][] root = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= root[i][k] * root[j][k];
                }
                // What is positive definite with a prior on every parameter stays so, but for rounding.
                root[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-15 * matrix[i][i])) : sum / root[j][j];
            }
        }
        return root;
    }

    static double[] times(double[][] matrix, double[] v) {
        double[] product = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            double sum = 0;
            for (int j = 0; j < v.length; j++) {
                sum += matrix[i][j] * v[j];
            }
            product[i] = sum;
        }
        return product;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
