package org.isoflop.fit;

import org.isoflop.formula.Prepared;
import org.jspecify.annotations.Nullable;

/**
 * Finds the joint minimum of a likelihood over the parameters of the law and the scale of its errors: in turn the
 * scale given the residuals and the law given the scale, until neither moves.
 *
 * <p>With n the sum of the weights, the negative log likelihood is {@code factor V/h^2 + n log h + n constant}, where
 * V is the penalty's sum and h its width; its slope in log h is {@code n - factor (2 V/h^2 - V'/h)}. At the point that
 * {@link #finish} calls converged, this slope divided by n and the cosines of the gradient in the parameters are both
 * within {@link Minimizer#GRADIENT_TOLERANCE}, or within what the rounding of residuals makes of them.
 *
 * <p>Searches are compared by {@code n exp(2 nll/n)}, which for errors of Gauss is the sum of squares but for a
 * constant: positive, as the rest of a fit expects of an objective.
 */
final class ScaleSearch {
    private static final int MAX_TURNS = 200;

    private static final int MAX_SCALE_STEPS = 80;

    private final Problem.Workspace workspace;
    private final Penalty.FreeScale penalty;
    private final Equations equations;

    ScaleSearch(Problem.Workspace workspace) {
        this.workspace = workspace;
        penalty = (Penalty.FreeScale) workspace.problem().objective.penalty();
        equations = workspace.equations();
    }

    /** Searches for the joint minimum from a point near it. */
    Minimizer.Outcome finish(Minimizer minimizer, double[] from, Prepared rows, double goal, int maxIterations) {
        double[] theta = narrowed(minimizer, from, rows, maxIterations);
        double width = width(theta, rows);
        Minimizer.@Nullable Outcome outcome = null;
        for (int turn = 0; turn < MAX_TURNS && width > 0; turn++) {
            outcome = minimizer.search(theta, width, rows, goal, Minimizer.NEAR_DAMPING, maxIterations);
            theta = outcome.theta();
            double next = width(theta, rows);
            boolean settled = Math.abs(Math.log(next / width)) <= Math.max(goal, 1e-12);
            width = next;
            if (settled) {
                break;
            }
        }
        if (width == 0 || outcome != null && outcome.stop() instanceof Stop.Exact) {
            return new Minimizer.Outcome(theta, 0, 0, new Stop.Exact(0));
        }
        if (outcome == null || !Double.isFinite(outcome.value())) {
            return new Minimizer.Outcome(
                    theta, Double.POSITIVE_INFINITY, Double.NaN, new Stop.Exhausted(0, Double.NaN));
        }
        workspace.evaluate(theta, width, rows, equations);
        double gradient = Math.max(outcome.gradient(), Math.abs(slope(width)));
        // A residual is known to its rounding, which is a share of the bend: no gradient is known better.
        double tolerance = Math.max(Minimizer.GRADIENT_TOLERANCE, Math.ulp(1.0) / width);
        Stop stop = gradient <= tolerance ? new Stop.Converged(gradient) : new Stop.Stalled(gradient);
        return new Minimizer.Outcome(theta, comparable(width), gradient, stop);
    }

    /** Where the width is much smaller than residuals, the way there leads over wider ones. */
    private double[] narrowed(Minimizer minimizer, double[] from, Prepared rows, int maxIterations) {
        if (penalty instanceof Penalty.Student) {
            return from;
        }
        double last = width(from, rows);
        // Residuals are of the size of the bend divided by the square of delta.
        return Narrowing.towards(minimizer, from, rows, last / penalty.factor(), last, maxIterations);
    }

    /** The negative logarithm of the likelihood that a comparable value stands for. */
    static double logLikelihood(double comparable, double weights) {
        return 0.5 * weights * Math.log(comparable / weights);
    }

    /** At a point and a width. */
    double negativeLogLikelihood(double[] theta, double width, Prepared rows) {
        workspace.evaluate(theta, width, rows, equations);
        return logLikelihood(comparable(width), equations.weights);
    }

    private double comparable(double width) {
        double n = equations.weights;
        double perRow = penalty.factor() * equations.value / (width * width) / n + Math.log(width) + penalty.constant();
        return n * Math.exp(2 * perRow);
    }

    /** The slope of the negative log likelihood in log h, per row. */
    private double slope(double width) {
        double n = equations.weights;
        return 1 - penalty.factor() * (2 * equations.value / width - equations.widthSlope) / width / n;
    }

    /**
     * The most likely width at a point, by bracketed secant steps in log h: the slope rises with h. 0 if all residuals
     * are zero.
     */
    double width(double[] theta, Prepared rows) {
        double wide = workspace.problem().leastSquaresWidth();
        workspace.evaluate(theta, wide, rows, equations);
        // Every residual counts by its square there.
        double size = Math.sqrt(2 * equations.value / equations.weights);
        if (!(size > 0) || !Double.isFinite(size)) {
            return 0;
        }
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        double x = Math.log(size * Math.min(1, penalty.factor()));
        double lastX = Double.NaN;
        double lastSlope = Double.NaN;
        for (int step = 0; step < MAX_SCALE_STEPS; step++) {
            workspace.evaluate(theta, Math.exp(x), rows, equations);
            double slope = slope(Math.exp(x));
            if (Math.abs(slope) < 1e-14) {
                break;
            }
            if (slope > 0) {
                high = x;
            } else {
                low = x;
            }
            // The fixed point h^2 -> h^2 (1 - slope) would do, slowly; it starts the secant.
            double next = Double.isNaN(lastX)
                    ? x + 0.5 * Math.log(Math.max(1 - slope, 1e-3))
                    : x - slope * (x - lastX) / (slope - lastSlope);
            if (!(next > low && next < high)) {
                next = Double.isFinite(low) && Double.isFinite(high)
                        ? 0.5 * (low + high)
                        : x + Math.copySign(1, -slope);
            }
            lastX = x;
            lastSlope = slope;
            if (Math.abs(next - x) < 1e-15 * Math.max(1, Math.abs(x))) {
                break;
            }
            x = next;
        }
        return Math.exp(x);
    }
}
