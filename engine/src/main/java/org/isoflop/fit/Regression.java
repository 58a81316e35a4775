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

    /** The rows within the bend, their slopes and what each weighs. */
    private int[] inner;

    private final double[][] innerSlopes;
    private double[] innerWeights;

    private final double[] gradient;
    private final double[] near;
    /** One over the unit of each parameter; 0 for one without influence. */
    private final double[] inUnits;

    private final double[] system;
    private final double[] right;
    private final double[] step;
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
        inner = new int[0];
        innerSlopes = new double[parameters][0];
        innerWeights = new double[0];
        gradient = new double[parameters];
        near = new double[pairs];
        inUnits = new double[parameters];
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
            inner = new int[rows + 1];
            innerWeights = new double[rows];
            for (int j = 0; j < parameters; j++) {
                slopes[j] = new double[rows];
                innerSlopes[j] = new double[rows];
            }
        }
    }

    /** Takes residuals as they have been set. */
    void begin() {
        RegressionLoops.bend(residuals, weights, width, below, psi, rows);
        lean(residuals);
    }

    /** The sum where it stands. */
    double value() {
        RegressionLoops.arms(residuals, width, moved, rows);
        return RegressionLoops.product(psi, moved, rows);
    }

    /**
     * Finds the minimum from where it {@linkplain #begin stands}; residuals are then those at it.
     *
     * @param theta the point that moves are counted from, within bounds; the point they lead to on return
     * @param enough a step that promises less is the last
     * @return whether the minimum was found
     */
    boolean solve(double[] theta, double[] lower, double[] upper, double enough) {
        double damping = FIRST_DAMPING;
        for (int i = 0; i < MAX_STEPS; i++) {
            fillGradient();
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

    /**
     * Takes the units in which steps are damped, for all regressions until it is called again: roots of the diagonal of
     * the curvature of the reweighted least-squares problem where it stands.
     */
    void measure() {
        RegressionLoops.reweigh(residuals, weights, width, below, above, moved, rows);
        for (int j = 0; j < parameters; j++) {
            double unit = Math.sqrt(RegressionLoops.squares(moved, slopes[j], rows));
            inUnits[j] = unit > 0 ? 1 / unit : 0;
        }
    }

    private void fillGradient() {
        int j = 0;
        for (; j < parameters - 1; j += 2) {
            RegressionLoops.products(psi, slopes[j], slopes[j + 1], rows, gradient, j);
        }
        if (j < parameters) {
            gradient[j] = RegressionLoops.product(psi, slopes[j], rows);
        }
    }

    /** The curvature of the rows within the bend. */
    private void fillNear() {
        int count = RegressionLoops.within(residuals, width, inner, rows);
        RegressionLoops.gather(weights, inner, innerWeights, count);
        if (below == above) {
            RegressionLoops.scale(innerWeights, below, count);
        } else {
            for (int k = 0; k < count; k++) {
                innerWeights[k] *= residuals[inner[k]] < 0 ? below : above;
            }
        }
        for (int j = 0; j < parameters; j++) {
            RegressionLoops.gather(slopes[j], inner, innerSlopes[j], count);
        }
        double[] weighed = along;
        for (int j = 0, at = 0; j < parameters; j++) {
            RegressionLoops.multiply(innerWeights, innerSlopes[j], weighed, count);
            int k = 0;
            for (; k < j; k += 2) {
                RegressionLoops.products(weighed, innerSlopes[k], innerSlopes[k + 1], count, near, at + k);
            }
            if (k == j) {
                near[at + k] = RegressionLoops.product(weighed, innerSlopes[k], count);
            }
            at += j + 1;
        }
    }

    /** Moves residuals by a share of the step, and takes the slope of rho there. */
    private void fillPsi(double share) {
        RegressionLoops.bend(residuals, share, along, moved, weights, width, below, psi, rows);
        lean(moved);
    }

    private void lean(double[] at) {
        if (below != above) {
            RegressionLoops.lean(at, above / below, psi, rows);
        }
    }

    /** Fills the step; parameters that lean against a bound stay. */
    private boolean step(double[] theta, double[] lower, double[] upper, double damping) {
        int free = 0;
        for (int j = 0; j < parameters; j++) {
            boolean leans = theta[j] <= lower[j] && gradient[j] > 0 || theta[j] >= upper[j] && gradient[j] < 0;
            active[j] = !leans && inUnits[j] > 0;
            if (active[j]) {
                int row = Packed.at(j, 0);
                int to = Packed.at(free, 0);
                for (int k = 0; k <= j; k++) {
                    if (active[k]) {
                        system[to++] = near[row + k] * inUnits[j] * inUnits[k];
                    }
                }
                system[to - 1] += damping;
                right[free++] = -gradient[j] * inUnits[j];
            }
        }
        if (!Packed.solve(system, right, free)) {
            return false;
        }
        for (int j = 0, f = 0; j < parameters; j++) {
            step[j] = active[j] ? right[f++] * inUnits[j] : 0;
        }
        return true;
    }

    /** How much of the step leads to the lowest point on its line within the bounds; residuals there are in moved. */
    private double share(double[] theta, double[] lower, double[] upper) {
        fillAlong();
        double most = Double.POSITIVE_INFINITY;
        for (int j = 0; j < parameters; j++) {
            double bound = step[j] > 0 ? upper[j] : lower[j];
            most = step[j] == 0 ? most : Math.min(most, (bound - theta[j]) / step[j]);
        }
        double first = dot(step, gradient);
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
        fillPsi(share);
        return share;
    }

    /** Where the chord is zero, but not nearer to either end than a tenth of the way. */
    private static double between(double low, double slopeLow, double high, double slopeHigh) {
        double part = slopeLow / (slopeLow - slopeHigh);
        return low + Math.clamp(part, 0.1, 0.9) * (high - low);
    }

    private void fillAlong() {
        Arrays.fill(along, 0, rows, 0);
        int j = 0;
        for (; j < parameters - 1; j += 2) {
            RegressionLoops.add(step[j], slopes[j], step[j + 1], slopes[j + 1], along, rows);
        }
        if (j < parameters) {
            RegressionLoops.add(step[j], slopes[j], along, rows);
        }
    }

    /** The slope of the sum along the step after a share of it. */
    private double slopeAt(double share) {
        fillPsi(share);
        return RegressionLoops.product(psi, along, rows);
    }

    /** Takes the share of the step that was looked at last. */
    private void move(double[] theta, double share, double[] lower, double[] upper) {
        for (int j = 0; j < parameters; j++) {
            theta[j] = Math.clamp(theta[j] + share * step[j], lower[j], upper[j]);
        }
        double[] before = residuals;
        residuals = moved;
        moved = before;
    }

    private double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < parameters; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
