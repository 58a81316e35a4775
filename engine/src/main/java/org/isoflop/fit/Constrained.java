package org.isoflop.fit;

import java.util.function.ToDoubleFunction;

/**
 * Finds the least objective among the points at which a quantity q of the parameters has a given value c: one point of
 * a profile.
 *
 * <p>A step along the surface q = c solves {@code K d = nu a - g} with {@code a d = 0}, where g and a are the gradients
 * of objective and quantity and K is the damped curvature of {@link Minimizer}; Newton's steps in the same metric then
 * lead back to the surface (sequential quadratic programming with restoration). It ends where g is a multiple of a.
 *
 * <p>A penalty with a kink is bent within {@value #SMOOTH} of the mean residual here, so that a profile does not jump from
 * row to row; its own {@link #optimum} is what points of the profile are compared with.
 *
 * <p>Made for steps along a profile: the start should be near. For one thread at a time.
 */
public final class Constrained {
    private static final int MAX_STEPS = 200;

    private static final int MAX_RESTORATIONS = 40;

    /** Of the gradient along the surface, as a cosine; the gradient of q is a difference quotient. */
    private static final double TOLERANCE = 1e-6;

    /** A value of the quantity is met when it is missed by less than this share. */
    private static final double MET = 1e-11;

    private static final double MOST_DAMPING = 1e10;

    /** A turn of the scale that moves the width by less ends the turns. */
    private static final double SETTLED = 1e-9;

    private static final int MAX_TURNS = 50;

    private static final double SMOOTH = 0.1;

    private static final int MAX_ITERATIONS = 300;

    private final Problem.Workspace workspace;
    private final Problem problem;
    private final ToDoubleFunction<double[]> quantity;
    private final int n;
    private final double[] unit;

    /** The width for all points; NaN if it follows from the scale at each. */
    private final double fixedWidth;

    private final Point optimum;
    private Equations here;
    private Equations there;

    Constrained(Problem.Workspace workspace, ToDoubleFunction<double[]> quantity, double[] optimum) {
        this.workspace = workspace;
        this.quantity = quantity;
        problem = workspace.problem();
        n = problem.parameters();
        here = workspace.equations();
        there = workspace.equations();
        unit = new double[n];
        fixedWidth = fixedWidth(optimum);
        double width = width(optimum);
        double[] theta = optimum;
        if (width != workspace.width(optimum, problem.rows())) {
            theta = new Minimizer(workspace)
                    .search(optimum, width, problem.rows(), Stages.CLOSE, Minimizer.NEAR_DAMPING, MAX_ITERATIONS)
                    .theta();
        }
        workspace.evaluate(theta, width, problem.rows(), here);
        this.optimum = new Point(theta, value(theta, width), true);
        for (int j = 0; j < n; j++) {
            double length = here.far[Packed.at(j, j)];
            unit[j] = length > 0 ? Math.sqrt(here.value / problem.rows().rows() / length) : 0;
        }
    }

    /** The optimum without a constraint, with the penalty that points of the profile have. */
    public Point optimum() {
        return optimum;
    }

    private double fixedWidth(double[] optimum) {
        return switch (problem.objective.penalty()) {
            case Penalty.Student _ -> Double.NaN;
            case Penalty.Squared _ -> problem.width();
            case Penalty.Huber _, Penalty.Asymmetric _, Penalty.Quantile _ ->
                Math.max(problem.width(), SMOOTH * meanResidual(optimum));
            case Penalty.FreeHuber _, Penalty.Laplace _ -> SMOOTH * meanResidual(optimum);
        };
    }

    private double width(double[] theta) {
        return Double.isNaN(fixedWidth) ? workspace.width(theta, problem.rows()) : fixedWidth;
    }

    private double meanResidual(double[] theta) {
        workspace.evaluate(theta, problem.leastSquaresWidth(), problem.rows(), here);
        double squares = 2 * here.value / problem.rows().rows();
        double unit = problem.objective.penalty() instanceof Penalty.Quantile ? problem.leastSquaresWidth() : 1;
        // Of normal residuals the mean size is 0.8 of the standard deviation; outliers make it less.
        return 0.5 * Math.sqrt(squares * unit);
    }

    /** The objective as a fit reports it, or what differs from it by a constant. */
    private double value(double[] theta, double width) {
        workspace.evaluate(theta, width, problem.rows(), here);
        double rows = problem.rows().rows();
        return switch (problem.objective.penalty()) {
            // Sums of absolute values, profiled over their scale.
            case Penalty.FreeHuber _, Penalty.Laplace _ -> rows * Math.log(here.value / width);
            case Penalty.Student _ -> new ScaleSearch(workspace).negativeLogLikelihood(theta, width, problem.rows());
            case Penalty.Squared _, Penalty.Huber _, Penalty.Quantile _, Penalty.Asymmetric _ ->
                here.value * (problem.objective.penalty() instanceof Penalty.Quantile ? 1 : factor(width));
        };
    }

    /** A cost that is bent further out rises so much faster. */
    private double factor(double width) {
        return Double.isInfinite(width) ? 1 : problem.width() / width;
    }

    /**
     * A point of a profile.
     *
     * @param theta the parameters
     * @param value the objective there
     * @param met whether the quantity has the value that was asked for, and the search converged
     */
    public record Point(double[] theta, double value, boolean met) {}

    /**
     * The least objective where the quantity is {@code c}.
     *
     * @param from a point near it
     */
    public Point at(double c, double[] from) {
        double[] theta = from.clone();
        double width = width(theta);
        boolean met = false;
        for (int turn = 0; turn < MAX_TURNS; turn++) {
            met = search(theta, c, width);
            double next = width(theta);
            boolean settled = next == width || Math.abs(next / width - 1) < SETTLED;
            width = next;
            if (!met || settled) {
                break;
            }
        }
        double value = value(theta, width);
        return new Point(theta, value, met && Double.isFinite(value));
    }

    private boolean search(double[] theta, double c, double width) {
        workspace.evaluate(theta, width, problem.rows(), here);
        if (!restore(theta, c, 1e-3)) {
            return false;
        }
        workspace.evaluate(theta, width, problem.rows(), here);
        double lambda = 1e-4;
        double growth = 4;
        for (int step = 0; step < MAX_STEPS && Double.isFinite(here.value); step++) {
            boolean[] active = active(theta);
            double[] a = slope(theta);
            double[] g = here.gradient.clone();
            double[] kg = solve(g, lambda, active);
            double[] ka = solve(a, lambda, active);
            double nu = dot(a, kg) / dot(a, ka);
            if (tangent(g, a, nu, active) <= TOLERANCE) {
                return true;
            }
            double[] trial = new double[n];
            double expected = 0;
            for (int j = 0; j < n; j++) {
                double d = nu * ka[j] - kg[j];
                expected -= 0.5 * d * g[j];
                trial[j] = Math.clamp(theta[j] + d, problem.lower[j], problem.upper[j]);
            }
            boolean back = restore(trial, c, lambda);
            if (back) {
                workspace.evaluate(trial, width, problem.rows(), there);
            }
            if (back && there.value < here.value) {
                System.arraycopy(trial, 0, theta, 0, n);
                Equations swap = here;
                here = there;
                there = swap;
                lambda = Math.max(lambda / 8, 1e-14);
                growth = 4;
            } else if (expected <= 1e-11 * here.value) {
                // What is left to gain is rounding.
                return true;
            } else {
                lambda *= growth;
                growth *= 2;
                if (lambda > MOST_DAMPING) {
                    return false;
                }
            }
        }
        return false;
    }

    /** Newton's steps towards the surface, the shortest ones in the metric of the curvature last evaluated. */
    private boolean restore(double[] theta, double c, double lambda) {
        double size = Math.max(Math.abs(c), Double.MIN_NORMAL);
        double miss = c - quantity.applyAsDouble(theta);
        for (int i = 0; i < MAX_RESTORATIONS && Math.abs(miss) > MET * size; i++) {
            double[] a = slope(theta);
            double[] ka = solve(a, Math.max(lambda, 1e-8), active(theta));
            double along = dot(a, ka);
            if (!(along > 0) || !Double.isFinite(miss)) {
                return false;
            }
            double share = 1;
            double[] trial = new double[n];
            double next = Double.NaN;
            for (int half = 0; half < 12; half++, share /= 2) {
                for (int j = 0; j < n; j++) {
                    trial[j] = Math.clamp(theta[j] + share * miss / along * ka[j], problem.lower[j], problem.upper[j]);
                }
                next = c - quantity.applyAsDouble(trial);
                if (Math.abs(next) < Math.abs(miss)) {
                    break;
                }
            }
            if (!(Math.abs(next) < Math.abs(miss))) {
                return Math.abs(miss) <= 1e3 * MET * size;
            }
            System.arraycopy(trial, 0, theta, 0, n);
            miss = next;
        }
        return Math.abs(miss) <= 1e3 * MET * size;
    }

    /** The gradient of the quantity by central differences, with steps of a small share of a standard error. */
    double[] slope(double[] theta) {
        double[] slope = new double[n];
        double[] moved = theta.clone();
        for (int j = 0; j < n; j++) {
            double h = Math.max(1e-3 * unit[j], 1e-6 * Math.abs(theta[j]));
            h = Math.min(h, 1e-4 * Math.max(Math.abs(theta[j]), unit[j]));
            if (h > 0) {
                moved[j] = theta[j] + h;
                double above = quantity.applyAsDouble(moved);
                moved[j] = theta[j] - h;
                double below = quantity.applyAsDouble(moved);
                slope[j] = (above - below) / (2 * h);
                moved[j] = theta[j];
            }
        }
        return slope;
    }

    private boolean[] active(double[] theta) {
        boolean[] active = new boolean[n];
        for (int j = 0; j < n; j++) {
            double length = here.far[Packed.at(j, j)];
            boolean held = theta[j] <= problem.lower[j] && here.gradient[j] > 0
                    || theta[j] >= problem.upper[j] && here.gradient[j] < 0;
            active[j] = !held && length > 0 && Double.isFinite(length);
        }
        return active;
    }

    /** {@code K^-1 b} over the active parameters, K being the damped curvature last evaluated; else 0. */
    private double[] solve(double[] b, double lambda, boolean[] active) {
        double[] x = new double[n];
        for (double damping = lambda; damping <= 1e12 * lambda; damping *= 10) {
            int free = 0;
            double[] right = new double[n];
            double[] system = new double[Packed.length(n)];
            for (int i = 0; i < n; i++) {
                if (active[i]) {
                    double scale = 1 / Math.sqrt(here.far[Packed.at(i, i)]);
                    for (int j = 0, k = 0; j <= i; j++) {
                        if (active[j]) {
                            int at = Packed.at(i, j);
                            double other = 1 / Math.sqrt(here.far[Packed.at(j, j)]);
                            system[Packed.at(free, k++)] = scale * other * (here.near[at] + damping * here.far[at]);
                        }
                    }
                    system[Packed.at(free, free)] += damping;
                    right[free++] = scale * b[i];
                }
            }
            if (Packed.solve(system, right, free)) {
                for (int i = 0, k = 0; i < n; i++) {
                    x[i] = active[i] ? right[k++] / Math.sqrt(here.far[Packed.at(i, i)]) : 0;
                }
                return x;
            }
        }
        return x;
    }

    /** The gradient along the surface as the largest cosine. */
    private double tangent(double[] g, double[] a, double nu, boolean[] active) {
        double largest = 0;
        for (int j = 0; j < n; j++) {
            if (active[j]) {
                double length = Math.sqrt(2 * here.far[Packed.at(j, j)] * here.value);
                largest = Math.max(largest, Math.abs(g[j] - nu * a[j]) / length);
            }
        }
        return largest;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
