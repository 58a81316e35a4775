package org.isoflop.fit;

import java.util.Arrays;

/**
 * A robust linear regression: the least {@code sum w rho(r + J d)} over moves d, where {@code rho'(x)} is x up to a bend
 * at |x| = h and constant beyond, and may be steeper on one side of zero than on the other.
 *
 * <p>The sum is convex and quadratic between bends. A step is Newton's for the rows within the bend, with a share of the
 * reweighted curvature of all rows so that it exists; along it the slope of the sum is a rising polygon, whose zero is
 * found without looking at anything but two numbers per row (compare Clark and Osborne, Finite algorithms for Huber's
 * M-estimator, 1986).
 *
 * <p>For one thread at a time.
 */
final class Regression {

    private static final int MAX_STEPS = 60;

    private static final int MAX_PROBES = 8;

    /** A point on the line counts as its lowest when the slope has fallen to this share. */
    private static final double FLAT = 0.1;

    private static final double FIRST_DAMPING = 1e-6;
    private static final double LEAST_DAMPING = 1e-12;

    /** A step that is damped more promises little because it is short. */
    private static final double FREE_DAMPING = 1e-8;

    private static final double MOST_DAMPING = 1e3;

    private final int parameters;
    private final double width;
    private final double below;
    private final double above;

    /** One array per parameter. */
    final double[][] slopes;

    double[] residuals;
    double[] weights;
    private double[] along;
    private double[] moved;
    private double[] psi;
    private int rows;

    private final double[] gradient;
    private final double[] near;
    private final double[] unit;
    private final double[] system;
    private final double[] right;
    private final double[] step;
    private final double[] row;
    private final boolean[] active;

    /**
     * @param width h, may be infinite
     * @param below the second derivative of rho within the bend for residuals below zero
     * @param above the same above zero
     */
    Regression(int parameters, double width, double below, double above) {
        this.parameters = parameters;
        this.width = width;
        this.below = below;
        this.above = above;
        int pairs = Packed.length(parameters);
        slopes = new double[parameters][0];
        residuals = new double[0];
        weights = new double[0];
        along = new double[0];
        moved = new double[0];
        psi = new double[0];
        row = new double[parameters];
        gradient = new double[parameters];
        near = new double[pairs];
        unit = new double[parameters];
        system = new double[pairs];
        right = new double[parameters];
        step = new double[parameters];
        active = new boolean[parameters];
    }

    /** Makes room for a table. */
    void resize(int rows) {
        this.rows = rows;
        if (residuals.length < rows) {
            residuals = new double[rows];
            weights = new double[rows];
            along = new double[rows];
            moved = new double[rows];
            psi = new double[rows];
            for (int j = 0; j < parameters; j++) {
                slopes[j] = new double[rows];
            }
        }
    }

    /** The sum at the residuals as they are. */
    double value() {
        fillPsi(residuals);
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            double r = residuals[i];
            sum = Math.fma(psi[i], r - 0.5 * Math.clamp(r, -width, width), sum);
        }
        return sum;
    }

    /**
     * Finds the minimum; residuals are then those at it.
     *
     * @param theta the point that moves are counted from, within bounds; the point they lead to on return
     * @param enough a step that promises less is the last
     * @return whether the minimum was found
     */
    boolean solve(double[] theta, double[] lower, double[] upper, double enough) {
        fillUnits();
        double damping = FIRST_DAMPING;
        for (int i = 0; i < MAX_STEPS; i++) {
            fillNear();

            if (!step(theta, lower, upper, damping)) {
                return false;
            }
            double promised = -0.5 * dot(step, gradient);
            double share = share(theta, lower, upper);
            move(theta, share, lower, upper);
            if (promised <= enough && damping <= FREE_DAMPING) {
                return true;
            }
            damping = share > 0.5
                    ? Math.max(damping / 100, LEAST_DAMPING)
                    : Math.min(damping * (share < 0.1 ? 10 : 1), MOST_DAMPING);
        }
        return false;
    }

    /** The units of parameters: roots of the diagonal of the curvature of the reweighted least-squares problem. */
    private void fillUnits() {
        for (int i = 0; i < rows; i++) {
            double size = Math.abs(residuals[i]);
            psi[i] = weights[i] * (residuals[i] < 0 ? below : above) * (size > width ? width / size : 1);
        }
        for (int j = 0; j < parameters; j++) {
            unit[j] = Math.sqrt(squares(psi, slopes[j], rows));
        }
    }

    /** Gradient, and the curvature of the rows within the bend. */
    private void fillNear() {
        fillPsi(residuals);
        for (int j = 0; j < parameters; j++) {
            gradient[j] = product(psi, slopes[j], rows);
        }
        Arrays.fill(near, 0);
        for (int i = 0; i < rows; i++) {
            if (Math.abs(residuals[i]) <= width) {
                for (int j = 0; j < parameters; j++) {
                    row[j] = slopes[j][i];
                }
                addSquare(weights[i] * (residuals[i] < 0 ? below : above), row, near);
            }
        }
    }

    private static void addSquare(double weight, double[] x, double[] to) {
        for (int j = 0, at = 0; j < x.length; j++) {
            double weighed = weight * x[j];
            for (int k = 0; k <= j; k++, at++) {
                to[at] = Math.fma(weighed, x[k], to[at]);
            }
        }
    }

    /** The slope of rho of each row. */
    private void fillPsi(double[] residuals) {
        bend(residuals, weights, width, below, psi, rows);
        if (below != above) {
            lean(residuals, above / below, psi, rows);
        }
    }

    // One method per loop: each is compiled on its own, soon, and to SIMD code where no sum stands in its way.

    private static void bend(double[] residuals, double[] weights, double h, double side, double[] psi, int n) {
        for (int i = 0; i < n; i++) {
            psi[i] = weights[i] * side * Math.max(-h, Math.min(h, residuals[i]));
        }
    }

    private static void lean(double[] residuals, double ratio, double[] psi, int n) {
        for (int i = 0; i < n; i++) {
            psi[i] *= residuals[i] < 0 ? 1 : ratio;
        }
    }

    private static void fillSum(double[] x, double factor, double[] y, double[] sum, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] = Math.fma(factor, y[i], x[i]);
        }
    }

    private static void addMultiple(double factor, double[] x, double[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(factor, x[i], to[i]);
        }
    }

    /** Four sums, so that an addition need not wait for the one before. */
    private static double product(double[] a, double[] b, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < n - 3; i += 4) {
            s0 = Math.fma(a[i], b[i], s0);
            s1 = Math.fma(a[i + 1], b[i + 1], s1);
            s2 = Math.fma(a[i + 2], b[i + 2], s2);
            s3 = Math.fma(a[i + 3], b[i + 3], s3);
        }
        for (; i < n; i++) {
            s0 = Math.fma(a[i], b[i], s0);
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double squares(double[] weights, double[] x, int n) {
        double s0 = 0;
        double s1 = 0;
        int i = 0;
        for (; i < n - 1; i += 2) {
            s0 = Math.fma(weights[i] * x[i], x[i], s0);
            s1 = Math.fma(weights[i + 1] * x[i + 1], x[i + 1], s1);
        }
        return i < n ? Math.fma(weights[i] * x[i], x[i], s0) + s1 : s0 + s1;
    }

    /** Fills the step; parameters that lean against a bound stay. */
    private boolean step(double[] theta, double[] lower, double[] upper, double damping) {
        int free = 0;
        for (int j = 0; j < parameters; j++) {
            boolean leans = theta[j] <= lower[j] && gradient[j] > 0 || theta[j] >= upper[j] && gradient[j] < 0;
            active[j] = !leans && unit[j] > 0;
            step[j] = 0;
            if (active[j]) {
                for (int k = 0, f = 0; k <= j; k++) {
                    if (active[k]) {
                        system[Packed.at(free, f++)] = near[Packed.at(j, k)] / unit[j] / unit[k];
                    }
                }
                system[Packed.at(free, free)] += damping;
                right[free++] = -gradient[j] / unit[j];
            }
        }
        if (!Packed.solve(system, right, free)) {
            return false;
        }
        for (int j = 0, f = 0; j < parameters; j++) {
            step[j] = active[j] ? right[f++] / unit[j] : 0;
        }
        return true;
    }

    /** How much of the step leads to the lowest point on its line within the bounds. */
    private double share(double[] theta, double[] lower, double[] upper) {
        fillAlong();
        double most = Double.POSITIVE_INFINITY;
        for (int j = 0; j < parameters; j++) {
            double bound = step[j] > 0 ? upper[j] : lower[j];
            most = step[j] == 0 ? most : Math.min(most, (bound - theta[j]) / step[j]);
        }
        double first = slopeAt(0);
        double low = 0;
        double slopeLow = first;
        double share = Math.min(1, most);
        double high = Double.NaN;
        double slopeHigh = Double.NaN;
        for (int probe = 0; probe < MAX_PROBES; probe++) {
            double slope = slopeAt(share);
            if (Math.abs(slope) <= -FLAT * first || slope < 0 && share >= most) {
                return share;
            }
            if (slope < 0) {
                low = share;
                slopeLow = slope;
                share = Double.isNaN(high) ? Math.min(2 * share, most) : between(low, slopeLow, high, slopeHigh);
            } else {
                high = share;
                slopeHigh = slope;
                share = between(low, slopeLow, high, slopeHigh);
            }
        }
        return share;
    }

    /** Where the chord is zero, but not nearer to either end than a tenth of the way. */
    private static double between(double low, double slopeLow, double high, double slopeHigh) {
        double part = slopeLow / (slopeLow - slopeHigh);
        return low + Math.clamp(part, 0.1, 0.9) * (high - low);
    }

    private void fillAlong() {
        Arrays.fill(along, 0, rows, 0);
        for (int j = 0; j < parameters; j++) {
            if (step[j] != 0) {
                addMultiple(step[j], slopes[j], along, rows);
            }
        }
    }

    /** The slope of the sum along the step after a share of it. */
    private double slopeAt(double share) {
        fillSum(residuals, share, along, moved, rows);
        fillPsi(moved);
        return product(psi, along, rows);
    }

    private void move(double[] theta, double share, double[] lower, double[] upper) {
        for (int j = 0; j < parameters; j++) {
            theta[j] = Math.clamp(theta[j] + share * step[j], lower[j], upper[j]);
        }
        addMultiple(share, along, residuals, rows);
    }

    private double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < parameters; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
