package org.isoflop.fit;

import java.util.Arrays;
import org.isoflop.formula.Prepared;

/**
 * Finds the local minimum of a problem near a point, within bounds.
 *
 * <p>A step solves {@code (near + lambda (far + diag far)) d = -gradient}. With lambda near 0 it is a Newton step for
 * the objective itself, which ends the search quickly; with lambda near 1 it is the reweighted least-squares step that
 * always leads downhill; larger lambda shortens it further (Levenberg 1944, Marquardt 1963; gain-ratio control after
 * Nielsen, Damping parameter in Marquardt's method, IMM-REP-1999-05). For squared errors the two curvatures agree, and
 * this is the Levenberg–Marquardt method.
 *
 * <p>When a step is refused, the parameters that enter linearly are first solved for anew at the point it led to: the
 * objective along a curved valley is then followed as variable projection would (Golub and Pereyra, 1973).
 *
 * <p>Scaling is inside: the equations are solved in units in which far has a unit diagonal.
 */
final class Minimizer {
    /** The cosine between residuals and Jacobian columns at which a point counts as an optimum. */
    static final double GRADIENT_TOLERANCE = 1e-9;

    /** The search goes on below the tolerance while it costs little: quadratic convergence gains digits cheaply. */
    private static final double GRADIENT_GOAL = 1e-14;

    /** Gradients that end the stages before the last. */
    static final double ROUGH = 1e-3;

    static final double CLOSE = 1e-6;

    /** From one stage to the next. */
    private static final double NARROWER = 4;

    /** With more parameters the products of their slopes cost more than what they save. */
    static final int MANY = 40;

    /** Evaluations of the gradient cost little. */
    private static final int MAX_SLOPES = 2000;

    private static final double HUNDREDTH_SQUARED = 1e-4;

    static final double FAR_DAMPING = 1e-3;
    static final double NEAR_DAMPING = 1e-4;

    private static final double LEAST_DAMPING = 1e-15;
    private static final double MOST_DAMPING = 1e14;

    /** Steps that only the gradient can judge. */
    private static final int MAX_LEVEL_STEPS = 100;

    /** A step may have been short and not the end near: the search goes on so many times. */
    private static final int MAX_SETTLING = 5;

    /** So many of them in a row without a smaller gradient are the end. */
    private static final int MAX_IDLE_STEPS = 8;

    /** Differences of the objective below this share of it are rounding. */
    private static final double ROUNDING = 1e-14;

    private final Problem.Workspace workspace;
    private final Problem problem;
    private final int n;
    private Equations here;
    private Equations there;
    private double[] point;
    private double[] trial;
    private final double[] step;
    private final double[] scale;
    private final double[] system;
    private final boolean[] active;

    Minimizer(Problem.Workspace workspace) {
        this.workspace = workspace;
        problem = workspace.problem();
        n = problem.parameters();
        here = workspace.equations();
        there = workspace.equations();
        point = new double[n];
        trial = new double[n];
        step = new double[n];
        scale = new double[n];
        system = new double[Packed.length(n)];
        active = new boolean[n];
    }

    /** A local minimum, or as near as the search came. */
    record Outcome(double[] theta, double value, double gradient, Stop stop) {
        /** The same at another point with the same predictions. */
        Outcome at(double[] other) {
            return new Outcome(other, value, gradient, stop);
        }
    }

    /**
     * Searches from a point that may be far away by least squares: as if the penalty were quadratic everywhere. Ends so
     * near the minimum that two searches for the same one can be told to be.
     */
    Outcome approach(double[] from, Prepared rows, int maxIterations) {
        double width = Math.max(problem.width(), problem.leastSquaresWidth());
        return search(nearer(from, width, rows), width, rows, CLOSE, FAR_DAMPING, maxIterations);
    }

    /** Where curvature is dear, most of the way is gone without it. */
    private double[] nearer(double[] from, double width, Prepared rows) {
        return n > MANY ? new QuasiNewton(workspace).search(from, width, rows, CLOSE, MAX_SLOPES) : from;
    }

    /**
     * Goes on from the end of an {@link #approach}, over these rows or fewer, with a width that shrinks from the size of the residuals towards the
     * penalty's own but does not reach it.
     */
    Outcome narrow(Outcome approached, Prepared rows, int maxIterations) {
        if (problem.objective.penalty() instanceof Penalty.FreeScale) {
            return new ScaleSearch(workspace).finish(this, approached.theta(), rows, CLOSE, maxIterations);
        }
        double last = problem.width();
        double all = problem.leastSquaresWidth();
        if (last >= all) {
            return approached;
        }
        Outcome outcome = approached;
        workspace.evaluate(approached.theta(), all, rows, here);
        double width = Math.sqrt(2 * here.value * weightOfValue(all) / rows.rows());
        while (width > last * NARROWER && Double.isFinite(width)) {
            outcome = search(nearer(outcome.theta(), width, rows), width, rows, ROUGH, NEAR_DAMPING, maxIterations);
            width /= NARROWER;
        }
        return search(outcome.theta(), last * NARROWER, rows, CLOSE, NEAR_DAMPING, maxIterations);
    }

    /** A quantile penalty is that of Huber divided by its width. */
    private double weightOfValue(double width) {
        return problem.objective.penalty() instanceof Penalty.Quantile ? 2 * width : 1;
    }

    /** Searches on the objective itself from a point near its minimum, down to rounding. */
    Outcome finish(double[] from, Prepared rows, int maxIterations) {
        if (problem.objective.penalty() instanceof Penalty.FreeScale) {
            return new ScaleSearch(workspace).finish(this, from, rows, GRADIENT_GOAL, maxIterations);
        }
        Outcome direct = search(from, problem.width(), rows, GRADIENT_GOAL, NEAR_DAMPING, maxIterations);
        if (direct.stop().converged() || !(problem.objective.penalty() instanceof Penalty.Quantile)) {
            return direct;
        }
        Outcome again = search(
                near(direct.theta(), rows, maxIterations),
                problem.width(),
                rows,
                GRADIENT_GOAL,
                NEAR_DAMPING,
                maxIterations);
        return again.value() < direct.value() ? again : direct;
    }

    /**
     * The same for a resample, whose optimum need not be known better than a hundredth of its spread: with a sum of n
     * penalties that is where a step promises less than a ten-thousandth of one of them.
     */
    Outcome refine(double[] from, Prepared rows, int maxIterations) {
        if (problem.objective.penalty() instanceof Penalty.FreeScale) {
            return new ScaleSearch(workspace).finish(this, from, rows, CLOSE, maxIterations);
        }
        double[] near = near(from, rows, maxIterations);
        double[] nearer = nearer(near, problem.width(), rows);
        return search(nearer, problem.width(), rows, CLOSE, enough(rows.rows()), NEAR_DAMPING, maxIterations);
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
        workspace.evaluate(from, wide, rows, here);
        double size = Math.sqrt(2 * here.value * weightOfValue(wide) / rows.rows());
        return Narrowing.towards(this, from, rows, size, problem.width(), maxIterations);
    }

    /** Searches at one width. */
    Outcome search(double[] from, double width, Prepared rows, double goal, double firstLambda, int maxIterations) {
        return search(from, width, rows, goal, 0, firstLambda, maxIterations);
    }

    /** @param enough a step that promises less than this share of the objective is the last */
    private Outcome search(
            double[] from,
            double width,
            Prepared rows,
            double goal,
            double enough,
            double firstLambda,
            int maxIterations) {
        System.arraycopy(from, 0, point, 0, n);
        clampToBounds(point);
        workspace.evaluate(point, width, rows, here);
        if (!Double.isFinite(here.value)) {
            return new Outcome(point.clone(), Double.POSITIVE_INFINITY, Double.NaN, new Stop.Exhausted(0, Double.NaN));
        }
        double lambda = firstLambda;
        double growth = 2;
        int settled = 0;
        for (int iteration = 0; iteration < maxIterations; iteration++) {
            double gradient = gradient();
            if (gradient <= goal || isExact(rows)) {
                return outcome(gradient, rows);
            }
            if (!solve(lambda)) {
                lambda = Math.max(lambda, 1e-12) * 8;
                if (lambda > MOST_DAMPING) {
                    return outcome(gradient, rows);
                }
                continue;
            }
            double predicted = predictedReduction(lambda);
            boolean moved = tryStep(width, rows);
            double gain = (here.value - there.value) / predicted;
            if (moved && isLevel(rows)) {
                settle(goal, width, rows);
                if (gradient() <= GRADIENT_TOLERANCE || ++settled == MAX_SETTLING) {
                    return outcome(gradient(), rows);
                }
                lambda = Math.max(lambda / 100, LEAST_DAMPING);
            } else if (moved && there.value < here.value) {
                accept();
                if (predicted <= enough * here.value) {
                    return outcome(gradient(), rows);
                }
                double cube = 2 * gain - 1;
                lambda = Math.max(lambda * Math.max(1.0 / 8, 1 - cube * cube * cube), LEAST_DAMPING);
                growth = 2;
            } else if (moved && relaxLinear(width, rows)) {
                accept();
                growth = 2;
            } else {
                lambda = Math.max(lambda, 1e-10) * growth;
                growth *= 2;
                if (lambda > MOST_DAMPING || !moved) {
                    return outcome(gradient, rows);
                }
            }
        }
        return new Outcome(point.clone(), here.value, gradient(), new Stop.Exhausted(maxIterations, gradient()));
    }

    /**
     * The end of a search: the objective cannot tell points apart any more, but the gradient still can. Steps with as
     * little damping as the curvature bears are taken, each as noisy as the rounding of the gradient, and the point that
     * promises the least is kept: the largest cosine would not tell how far away it is along a direction in which the
     * gradient hardly changes.
     */
    private void settle(double goal, double width, Prepared rows) {
        double[] best = point.clone();
        double least = Double.POSITIVE_INFINITY;
        double damping = LEAST_DAMPING;
        for (int step = 0, idle = 0; step < MAX_LEVEL_STEPS && idle < MAX_IDLE_STEPS; step++) {
            if (!solve(damping)) {
                break;
            }
            double promised = predictedReduction(damping);
            idle++;
            if (promised < least) {
                least = promised;
                System.arraycopy(point, 0, best, 0, n);
                idle = 0;
            }
            if (gradient() <= goal || !tryStep(width, rows)) {
                break;
            }
            if (!(there.value <= here.value) && !isLevel(rows)) {
                damping *= 1e3;
                if (damping > 1) {
                    break;
                }
                continue;
            }
            accept();
        }
        System.arraycopy(best, 0, point, 0, n);
        workspace.evaluate(point, width, rows, here);
    }

    private Outcome outcome(double gradient, Prepared rows) {
        Stop stop = isExact(rows)
                ? new Stop.Exact(here.value)
                : gradient <= GRADIENT_TOLERANCE ? new Stop.Converged(gradient) : new Stop.Stalled(gradient);
        return new Outcome(point.clone(), here.value, gradient, stop);
    }

    /** Residuals of 1e-13 of a unit: with log residuals, predictions right to rounding. */
    private boolean isExact(Prepared rows) {
        return here.value <= rows.rows() * 1e-26 * unit() * unit();
    }

    /**
     * Whether the trial's objective differs from ours by no more than rounding: that of the sum, and that of residuals,
     * each a difference of numbers of size one unit.
     */
    private boolean isLevel(Prepared rows) {
        double ofResiduals = 4 * Math.ulp(1.0) * unit() * Math.sqrt(2 * rows.rows() * here.value);
        return Math.abs(here.value - there.value) <= Math.max(ROUNDING * here.value, ofResiduals);
    }

    private double unit() {
        return problem.objective.logarithmic() ? 1 : problem.responseScale;
    }

    private void accept() {
        Equations equations = here;
        here = there;
        there = equations;
        double[] swap = point;
        point = trial;
        trial = swap;
    }

    private void clampToBounds(double[] theta) {
        for (int j = 0; j < n; j++) {
            theta[j] = Math.clamp(theta[j], problem.lower[j], problem.upper[j]);
        }
    }

    /** Whether a parameter rests on a bound and the objective falls beyond it. */
    private boolean isHeld(Equations at, double[] theta, int j) {
        return theta[j] <= problem.lower[j] && at.gradient[j] > 0 || theta[j] >= problem.upper[j] && at.gradient[j] < 0;
    }

    private double gradient() {
        return gradient(here, point);
    }

    private double gradient(Equations at, double[] theta) {
        double largest = 0;
        for (int j = 0; j < n; j++) {
            double length = at.far[Packed.at(j, j)];
            if (!isHeld(at, theta, j) && length > 0) {
                largest = Math.max(largest, Math.abs(at.gradient[j]) / Math.sqrt(2 * length * at.value));
            }
        }
        return largest;
    }

    /** Fills {@code step}; parameters that are held do not move, nor do those without any influence. */
    private boolean solve(double lambda) {
        int free = 0;
        for (int j = 0; j < n; j++) {
            double length = here.far[Packed.at(j, j)];
            active[j] = !isHeld(here, point, j) && length > 0 && Double.isFinite(length);
            scale[j] = active[j] ? 1 / Math.sqrt(length) : 0;
            step[j] = 0;
            free += active[j] ? 1 : 0;
        }
        double[] right = new double[free];
        for (int i = 0, a = 0; i < n; i++) {
            if (active[i]) {
                for (int j = 0, b = 0; j <= i; j++) {
                    if (active[j]) {
                        int at = Packed.at(i, j);
                        system[Packed.at(a, b)] = scale[i] * scale[j] * (here.near[at] + lambda * here.far[at]);
                        b++;
                    }
                }
                system[Packed.at(a, a)] += lambda;
                right[a++] = -scale[i] * here.gradient[i];
            }
        }
        if (!Packed.solve(system, right, free)) {
            return false;
        }
        for (int i = 0, a = 0; i < n; i++) {
            if (active[i]) {
                step[i] = scale[i] * right[a++];
            }
        }
        return true;
    }

    /** What the quadratic model of the objective promises for {@code step}. */
    private double predictedReduction(double lambda) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            if (active[j]) {
                double scaled = step[j] / scale[j];
                double damping = lambda * scaled * scaled;
                for (int k = 0; k < n; k++) {
                    damping += lambda * step[j] * step[k] * here.far[Packed.at(j, k)];
                }
                sum += 0.5 * (damping - step[j] * here.gradient[j]);
            }
        }
        return sum;
    }

    /** Evaluates the point to which {@code step} leads; false if that is where we are. */
    private boolean tryStep(double width, Prepared rows) {
        for (int j = 0; j < n; j++) {
            trial[j] = Math.clamp(point[j] + step[j], problem.lower[j], problem.upper[j]);
        }
        if (Arrays.equals(trial, point)) {
            return false;
        }
        workspace.evaluate(trial, width, rows, there);
        return true;
    }

    /** Solves for the linear parameters at the trial point; whether that makes it better than where we are. */
    private boolean relaxLinear(double width, Prepared rows) {
        int m = problem.linear.length;
        if (m == 0 || m == n || !Double.isFinite(there.value)) {
            return false;
        }
        double[] right = new double[m];
        double[] block = new double[Packed.length(m)];
        for (int a = 0; a < m; a++) {
            int i = problem.linear[a];
            double unit = Math.sqrt(there.far[Packed.at(i, i)]);
            if (!(unit > 0)) {
                return false;
            }
            right[a] = -there.gradient[i] / unit;
            for (int b = 0; b <= a; b++) {
                int j = problem.linear[b];
                block[Packed.at(a, b)] = there.far[Packed.at(i, j)] / unit / Math.sqrt(there.far[Packed.at(j, j)]);
            }
            block[Packed.at(a, a)] += 1e-12;
        }
        if (!Packed.solve(block, right, m)) {
            return false;
        }
        for (int a = 0; a < m; a++) {
            int i = problem.linear[a];
            double moved = trial[i] + right[a] / Math.sqrt(there.far[Packed.at(i, i)]);
            trial[i] = Math.clamp(moved, problem.lower[i], problem.upper[i]);
        }
        workspace.evaluate(trial, width, rows, there);
        return there.value < here.value * (1 - ROUNDING);
    }
}
