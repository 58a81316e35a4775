package org.isoflop.fit;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations, which find small eigenvalues to
 * high relative accuracy (Demmel and Veselić, Jacobi's method is more accurate than QR, 1992).
 *
 * @param values the eigenvalues, smallest first
 * @param vectors the matching unit vectors, one per row
 */
record Eigen(double[] values, double[][] vectors) {
    private static final int MAX_SWEEPS = 60;

    /** Of a matrix given as its packed lower triangle. */
    static Eigen of(double[] packed, int n) {
        double[][] a = new double[n][n];
        double[][] v = new double[n][n];
        for (int i = 0; i < n; i++) {
            v[i][i] = 1;
            for (int j = 0; j < n; j++) {
                a[i][j] = packed[Packed.at(i, j)];
            }
        }
        for (int sweep = 0; sweep < MAX_SWEEPS && !isDiagonal(a); sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, v, p, q);
                }
            }
        }
        return sorted(a, v);
    }

    private static boolean isDiagonal(double[][] a) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                if (Math.abs(a[i][j]) > 1e-17 * Math.sqrt(Math.abs(a[i][i] * a[j][j]))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Makes element (p, q) zero; v collects the rotations in its rows. */
    private static void rotate(double[][] a, double[][] v, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
            double vp = v[p][k];
            double vq = v[q][k];
            v[p][k] = c * vp - s * vq;
            v[q][k] = s * vp + c * vq;
        }
        a[p][q] = 0;
        a[q][p] = 0;
    }

    private static Eigen sorted(double[][] a, double[][] v) {
        int n = a.length;
        double[] values = new double[n];
        double[][] vectors = new double[n][];
        boolean[] taken = new boolean[n];
        for (int k = 0; k < n; k++) {
            int least = -1;
            for (int i = 0; i < n; i++) {
                if (!taken[i] && (least < 0 || a[i][i] < a[least][least])) {
                    least = i;
                }
            }
            taken[least] = true;
            values[k] = a[least][least];
            vectors[k] = v[least];
        }
        return new Eigen(values, vectors);
    }
}
