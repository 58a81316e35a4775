package org.isoflop.fit;

import org.isoflop.formula.Prepared;

/**
 * Searches for a minimum of a {@link Projection}: the Levenberg–Marquardt method over the nonlinear parameters, with the
 * control of damping of {@link Minimizer}. Along a curved valley the linear parameters follow by themselves, so that a
 * search takes a tenth of the steps.
 *
 * <p>For one thread at a time.
 */
final class ProjectedSearch {
    private static final double FIRST_DAMPING = 1e-3;
    private static final double LEAST_DAMPING = 1e-12;
    private static final double MOST_DAMPING = 1e10;

    private final Problem problem;
    private final int[] nonlinear;
    private Projection.Point here;
    private Projection.Point there;
    private double[] theta;
    private double[] trial;
    private final double[] system;
    private final double[] step;
    private final int[] active;
    private int evaluations;

    ProjectedSearch(Problem problem) {
        this.problem = problem;
        nonlinear = problem.nonlinear;
        here = problem.projection.point();
        there = problem.projection.point();
        theta = new double[problem.parameters()];
        trial = new double[problem.parameters()];
        system = new double[Packed.length(nonlinear.length)];
        step = new double[nonlinear.length];
        active = new int[nonlinear.length];
    }

    int evaluations() {
        return evaluations;
    }

    /** From a point to where two searches for the same minimum can be told to be. */
    Minimizer.Outcome search(double[] from, Prepared rows, int maxIterations) {
        System.arraycopy(from, 0, theta, 0, theta.length);
        evaluations++;
        if (!Double.isFinite(here.solveForSteps(theta, rows))) {
            return new Minimizer.Outcome(
                    from.clone(), Double.POSITIVE_INFINITY, Double.NaN, new Stop.Exhausted(0, Double.NaN));
        }
        here.bend();
        double lambda = FIRST_DAMPING;
        double growth = 2;
        for (int iteration = 0; iteration < maxIterations && gradient() > Stages.CLOSE; iteration++) {
            if (lambda > MOST_DAMPING || here.isRounding(here.error())) {
                break;
            }
            if (!step(lambda)) {
                lambda = Math.max(lambda, LEAST_DAMPING) * 8;
                continue;
            }
            double predicted = predictedReduction(lambda);
            evaluations++;
            double gain = (here.error() - there.solveForSteps(trial, rows)) / predicted;
            if (gain > 0) {
                accept();
                double cube = 2 * gain - 1;
                lambda = Math.max(lambda * Math.max(1.0 / 8, 1 - cube * cube * cube), LEAST_DAMPING);
                growth = 2;
            } else if (here.isRounding(predicted)) {
                break;
            } else {
                lambda *= growth;
                growth *= 2;
            }
        }
        return outcome();
    }

    private Minimizer.Outcome outcome() {
        double gradient = gradient();
        Stop stop = here.isRounding(here.error())
                ? new Stop.Exact(here.error())
                : gradient <= Stages.CLOSE ? new Stop.Converged(gradient) : new Stop.Stalled(gradient);
        return new Minimizer.Outcome(theta.clone(), here.error(), gradient, stop);
    }

    private void accept() {
        Projection.Point point = here;
        here = there;
        there = point;
        double[] swap = theta;
        theta = trial;
        trial = swap;
        here.bend();
    }

    /** Whether a parameter may move: it has an influence, and does not lean against a bound. */
    private boolean isActive(int k) {
        int j = nonlinear[k];
        boolean leans = theta[j] <= problem.lower[j] && here.gradient[k] > 0
                || theta[j] >= problem.upper[j] && here.gradient[k] < 0;
        return !leans && here.curvature[Packed.at(k, k)] > 0;
    }

    /** The largest cosine between the residuals and a column of the Jacobian. */
    private double gradient() {
        double largest = 0;
        for (int k = 0; k < nonlinear.length; k++) {
            if (isActive(k)) {
                double length = Math.sqrt(here.curvature[Packed.at(k, k)] * here.error());
                largest = Math.max(largest, Math.abs(here.gradient[k]) / length);
            }
        }
        return largest;
    }

    /** Fills the step and the trial point; false if there is none. */
    private boolean step(double lambda) {
        int free = 0;
        double[] right = new double[nonlinear.length];
        for (int k = 0; k < nonlinear.length; k++) {
            step[k] = 0;
            if (isActive(k)) {
                for (int f = 0; f < free; f++) {
                    double unit = unit(k) * unit(active[f]);
                    system[Packed.at(free, f)] = here.curvature[Packed.at(k, active[f])] / unit;
                }
                system[Packed.at(free, free)] = 1 + lambda;
                right[free] = -here.gradient[k] / unit(k);
                active[free++] = k;
            }
        }
        if (free == 0 || !Packed.solve(system, right, free)) {
            return false;
        }
        System.arraycopy(theta, 0, trial, 0, theta.length);
        for (int f = 0; f < free; f++) {
            int k = active[f];
            int j = nonlinear[k];
            step[k] = right[f] / unit(k);
            trial[j] = Math.clamp(theta[j] + step[k], problem.lower[j], problem.upper[j]);
        }
        return true;
    }

    private double unit(int k) {
        return Math.sqrt(here.curvature[Packed.at(k, k)]);
    }

    /** What the quadratic model promises of the error for the step. */
    private double predictedReduction(double lambda) {
        double sum = 0;
        for (int k = 0; k < nonlinear.length; k++) {
            double scaled = isActive(k) ? step[k] * unit(k) : 0;
            sum += lambda * scaled * scaled - step[k] * here.gradient[k];
        }
        return sum;
    }
}
