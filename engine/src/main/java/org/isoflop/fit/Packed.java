package org.isoflop.fit;

/** Symmetric matrices as their lower triangles, row after row: element (i, j) with j ≤ i stands at i(i+1)/2 + j. */
final class Packed {
    private Packed() {}

    static int length(int n) {
        return n * (n + 1) / 2;
    }

    static int at(int i, int j) {
        return i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i;
    }

    /**
     * Solves {@code A x = b} for a positive definite matrix by Cholesky's factorisation.
     *
     * @param a the matrix; its factor on return
     * @param b the right side; the solution on return
     * @return false if the matrix is not positive definite to rounding, and then both are spoilt
     */
    static boolean solve(double[] a, double[] b, int n) {
        if (!factor(a, n)) {
            return false;
        }
        substitute(a, b, n);
        return true;
    }

    /** Solves for another right side, which becomes the solution, where the matrix has been factored. */
    static void substitute(double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            double sum = b[i];
            for (int j = 0; j < i; j++) {
                sum -= a[at(i, j)] * b[j];
            }
            b[i] = sum / a[at(i, i)];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = b[i];
            for (int j = i + 1; j < n; j++) {
                sum -= a[at(j, i)] * b[j];
            }
            b[i] = sum / a[at(i, i)];
        }
    }

    /** Replaces a matrix by its factor; false if it is not positive definite to rounding, and then it is spoilt. */
    static boolean factor(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            int row = i * (i + 1) / 2;
            double diagonal = a[row + i];
            for (int j = 0; j < i; j++) {
                int above = j * (j + 1) / 2;
                double sum = a[row + j];
                for (int k = 0; k < j; k++) {
                    sum -= a[row + k] * a[above + k];
                }
                a[row + j] = sum / a[above + j];
            }
            double pivot = diagonal;
            for (int k = 0; k < i; k++) {
                pivot -= a[row + k] * a[row + k];
            }
            // A pivot that is only rounding of the diagonal means that the column adds nothing new.
            if (!(pivot > diagonal * 1e-15) || pivot == Double.POSITIVE_INFINITY) {
                return false;
            }
            a[row + i] = Math.sqrt(pivot);
        }
        return true;
    }
}
