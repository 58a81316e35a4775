package org.isoflop.fit;

/**
 * The loops of a {@link Regression} over its rows, one method for each: the JIT compiles it by itself, soon, and makes
 * SIMD code of what is no sum. Sums have eight parts, so that an addition need not wait for the one before; which rows
 * go to which part is fixed, and so are the bits.
 */
final class RegressionLoops {
    private static final int PARTS = 8;

    private RegressionLoops() {}

    /** The slope of rho of each row. */
    static void bend(double[] residuals, double[] weights, double h, double side, double[] psi, int n) {
        for (int i = 0; i < n; i++) {
            psi[i] = weights[i] * side * Math.max(-h, Math.min(h, residuals[i]));
        }
    }

    /** The same where residuals have moved along a direction. */
    static void bend(
            double[] residuals,
            double share,
            double[] along,
            double[] moved,
            double[] weights,
            double h,
            double side,
            double[] psi,
            int n) {
        for (int i = 0; i < n; i++) {
            double r = Math.fma(share, along[i], residuals[i]);
            moved[i] = r;
            psi[i] = weights[i] * side * Math.max(-h, Math.min(h, r));
        }
    }

    /** Rows above zero may count otherwise. */
    static void lean(double[] residuals, double ratio, double[] psi, int n) {
        for (int i = 0; i < n; i++) {
            psi[i] *= residuals[i] < 0 ? 1 : ratio;
        }
    }

    /** What each row weighs in the least-squares problem with the same gradient. */
    static void reweigh(
            double[] residuals, double[] weights, double h, double below, double above, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double size = Math.abs(residuals[i]);
            out[i] = weights[i] * (residuals[i] < 0 ? below : above) * (size > h ? h / size : 1);
        }
    }

    /** What the slope of rho of each row is multiplied by to become rho. */
    static void arms(double[] residuals, double h, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = residuals[i] - 0.5 * Math.max(-h, Math.min(h, residuals[i]));
        }
    }

    /** Lists the rows within the bend; how many they are. The list is one longer than the rows, and has no branch. */
    static int within(double[] residuals, double h, int[] list, int n) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            list[count] = i;
            // The sign bit of the difference; what lies exactly on the bend is within.
            count += 1 - (int) (Double.doubleToRawLongBits(h - Math.abs(residuals[i])) >>> 63);
        }
        return count;
    }

    static void gather(double[] from, int[] list, double[] to, int count) {
        for (int k = 0; k < count; k++) {
            to[k] = from[list[k]];
        }
    }

    static void scale(double[] x, double factor, int n) {
        for (int i = 0; i < n; i++) {
            x[i] *= factor;
        }
    }

    static void multiply(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * y[i];
        }
    }

    static void add(double factor, double[] x, double[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(factor, x[i], to[i]);
        }
    }

    static void add(double a, double[] x, double b, double[] y, double[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(b, y[i], Math.fma(a, x[i], to[i]));
        }
    }

    static double product(double[] a, double[] b, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i <= n - PARTS; i += PARTS) {
            s0 = Math.fma(a[i], b[i], s0);
            s1 = Math.fma(a[i + 1], b[i + 1], s1);
            s2 = Math.fma(a[i + 2], b[i + 2], s2);
            s3 = Math.fma(a[i + 3], b[i + 3], s3);
            s4 = Math.fma(a[i + 4], b[i + 4], s4);
            s5 = Math.fma(a[i + 5], b[i + 5], s5);
            s6 = Math.fma(a[i + 6], b[i + 6], s6);
            s7 = Math.fma(a[i + 7], b[i + 7], s7);
        }
        for (; i < n; i++) {
            s0 = Math.fma(a[i], b[i], s0);
        }
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    }

    /** The products of one array with two others: {@code out[at]} and the next. */
    static void products(double[] a, double[] b, double[] c, int n, double[] out, int at) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double t0 = 0;
        double t1 = 0;
        double t2 = 0;
        double t3 = 0;
        int i = 0;
        for (; i <= n - PARTS / 2; i += PARTS / 2) {
            s0 = Math.fma(a[i], b[i], s0);
            t0 = Math.fma(a[i], c[i], t0);
            s1 = Math.fma(a[i + 1], b[i + 1], s1);
            t1 = Math.fma(a[i + 1], c[i + 1], t1);
            s2 = Math.fma(a[i + 2], b[i + 2], s2);
            t2 = Math.fma(a[i + 2], c[i + 2], t2);
            s3 = Math.fma(a[i + 3], b[i + 3], s3);
            t3 = Math.fma(a[i + 3], c[i + 3], t3);
        }
        for (; i < n; i++) {
            s0 = Math.fma(a[i], b[i], s0);
            t0 = Math.fma(a[i], c[i], t0);
        }
        out[at] = (s0 + s2) + (s1 + s3);
        out[at + 1] = (t0 + t2) + (t1 + t3);
    }

    static double squares(double[] weights, double[] x, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i <= n - PARTS / 2; i += PARTS / 2) {
            s0 = Math.fma(weights[i] * x[i], x[i], s0);
            s1 = Math.fma(weights[i + 1] * x[i + 1], x[i + 1], s1);
            s2 = Math.fma(weights[i + 2] * x[i + 2], x[i + 2], s2);
            s3 = Math.fma(weights[i + 3] * x[i + 3], x[i + 3], s3);
        }
        for (; i < n; i++) {
            s0 = Math.fma(weights[i] * x[i], x[i], s0);
        }
        return (s0 + s2) + (s1 + s3);
    }
}
