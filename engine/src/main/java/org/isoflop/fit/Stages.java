package org.isoflop.fit;

import org.isoflop.formula.Prepared;

/**
 * The stages of a search for a minimum: by least squares from afar, then with a width of the penalty that narrows, then
 * on the objective itself. At each width the search is a {@link Minimizer}'s.
 *
 * <p>For one thread at a time.
 */
final class Stages {
    /** Gradients that end the stages before the last. */
    private static final double ROUGH = 1e-3;

    static final double CLOSE = 1e-6;

    /** From one stage to the next. */
    private static final double NARROWER = 4;

    /** With more parameters the products of their slopes cost more than what they save. */
    static final int MANY = 40;

    /** Evaluations of the gradient cost little. */
    private static final int MAX_SLOPES = 2000;

    private static final double HUNDREDTH_SQUARED = 1e-4;

    private final Problem.Workspace workspace;
    private final Problem problem;
    private final Minimizer minimizer;

    /** What is evaluated to see how large residuals are. */
    private final Equations sizes;

    Stages(Problem.Workspace workspace) {
        this.workspace = workspace;
        problem = workspace.problem();
        minimizer = new Minimizer(workspace);
        sizes = workspace.equations();
    }

    /**
     * Searches from a point that may be far away by least squares: as if the penalty were quadratic everywhere. Ends so
     * near the minimum that two searches for the same one can be told to be.
     */
    Minimizer.Outcome approach(double[] from, Prepared rows, int maxIterations) {
        double width = Math.max(problem.width(), problem.leastSquaresWidth());
        return minimizer.search(nearer(from, width, rows), width, rows, CLOSE, Minimizer.FAR_DAMPING, maxIterations);
    }

    /** Where curvature is dear, most of the way is gone without it. */
    private double[] nearer(double[] from, double width, Prepared rows) {
        return problem.parameters() > MANY
                ? new QuasiNewton(workspace).search(from, width, rows, CLOSE, MAX_SLOPES)
                : from;
    }

    /**
     * Goes on from the end of an {@link #approach}, over these rows or fewer, with a width that shrinks from the size of
     * the residuals towards the penalty's own but does not reach it.
     */
    Minimizer.Outcome narrow(Minimizer.Outcome approached, Prepared rows, int maxIterations) {
        if (problem.objective.penalty() instanceof Penalty.FreeScale) {
            return new ScaleSearch(workspace).finish(minimizer, approached.theta(), rows, CLOSE, maxIterations);
        }
        double last = problem.width();
        double all = problem.leastSquaresWidth();
        if (last >= all) {
            return approached;
        }
        Minimizer.Outcome outcome = approached;
        workspace.evaluate(approached.theta(), all, rows, sizes);
        double width = Math.sqrt(2 * sizes.value * weightOfValue(all) / rows.rows());
        while (width > last * NARROWER && Double.isFinite(width)) {
            outcome = minimizer.search(
                    nearer(outcome.theta(), width, rows), width, rows, ROUGH, Minimizer.NEAR_DAMPING, maxIterations);
            width /= NARROWER;
        }
        return minimizer.search(outcome.theta(), last * NARROWER, rows, CLOSE, Minimizer.NEAR_DAMPING, maxIterations);
    }

    /** A quantile penalty is that of Huber divided by its width. */
    private double weightOfValue(double width) {
        return problem.objective.penalty() instanceof Penalty.Quantile ? 2 * width : 1;
    }

    /** Searches on the objective itself from a point near its minimum, down to rounding. */
    Minimizer.Outcome finish(double[] from, Prepared rows, int maxIterations) {
        if (problem.objective.penalty() instanceof Penalty.FreeScale) {
            return new ScaleSearch(workspace).finish(minimizer, from, rows, Minimizer.GRADIENT_GOAL, maxIterations);
        }
        Minimizer.Outcome direct = minimizer.search(
                from, problem.width(), rows, Minimizer.GRADIENT_GOAL, Minimizer.NEAR_DAMPING, maxIterations);
        if (direct.stop().converged() || !(problem.objective.penalty() instanceof Penalty.Quantile)) {
            return direct;
        }
        Minimizer.Outcome again = minimizer.search(
                near(direct.theta(), rows, maxIterations),
                problem.width(),
                rows,
                Minimizer.GRADIENT_GOAL,
                Minimizer.NEAR_DAMPING,
                maxIterations);
        return again.value() < direct.value() ? again : direct;
    }

    /**
     * The same for a resample, whose optimum need not be known better than a hundredth of its spread: with a sum of n
     * penalties that is where a step promises less than a ten-thousandth of one of them.
     */
    Minimizer.Outcome refine(double[] from, Prepared rows, int maxIterations) {
        if (problem.objective.penalty() instanceof Penalty.FreeScale) {
            return new ScaleSearch(workspace).finish(minimizer, from, rows, CLOSE, maxIterations);
        }
        double[] near = near(from, rows, maxIterations);
        double[] nearer = nearer(near, problem.width(), rows);
        return minimizer.search(
                nearer, problem.width(), rows, CLOSE, enough(rows.rows()), Minimizer.NEAR_DAMPING, maxIterations);
    }

    static double enough(int rows) {
        return HUNDREDTH_SQUARED / Math.max(1, rows);
    }

    /** Where the bend is so sharp that the search would not feel its way, a point from which it does. */
    private double[] near(double[] from, Prepared rows, int maxIterations) {
        if (!(problem.objective.penalty() instanceof Penalty.Quantile)) {
            return from;
        }
        double wide = problem.leastSquaresWidth();
        workspace.evaluate(from, wide, rows, sizes);
        double size = Math.sqrt(2 * sizes.value * weightOfValue(wide) / rows.rows());
        return Narrowing.towards(minimizer, from, rows, size, problem.width(), maxIterations);
    }
}
