package org.isoflop.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.isoflop.formula.Prepared;

/**
 * Looks over the start ranges of the nonlinear parameters with a low-discrepancy sequence; at each point the linear
 * ones are solved for. What comes out are the most promising points, best first.
 */
final class Scan {
    private final Problem problem;
    private final StartRange[] ranges;

    Scan(Problem problem) {
        this.problem = problem;
        var finder = new StartRanges(problem.model, problem.sample);
        ranges = Arrays.stream(problem.nonlinear).mapToObj(finder::of).toArray(StartRange[]::new);
    }

    /** A full parameter vector and the weighed squared error there. */
    record Candidate(double[] theta, double error) {}

    /**
     * The candidates at {@code points} places of the sequence.
     *
     * @param seed moves the sequence as a whole
     */
    List<Candidate> candidates(int points, long seed, Problem.Workspace workspace, Prepared rows) {
        var sequence = new Additive(ranges.length, seed);
        var equations = workspace.linearEquations();
        var found = new ArrayList<Candidate>();
        for (int i = 0; i < points; i++) {
            double[] u = sequence.point(i);
            double[] theta = new double[problem.parameters()];
            for (int k = 0; k < ranges.length; k++) {
                int j = problem.nonlinear[k];
                theta[j] = Math.clamp(ranges[k].at(u[k]), problem.lower[j], problem.upper[j]);
            }
            double error = solveLinear(theta, workspace, rows, equations);
            if (Double.isFinite(error)) {
                found.add(new Candidate(theta, error));
            }
        }
        found.sort(Comparator.comparingDouble(Candidate::error));
        return found;
    }

    /** The mildest law there is: small rates, middling exponents. With many parameters the likeliest way in. */
    Optional<Candidate> mildest(Problem.Workspace workspace, Prepared rows) {
        double[] theta = new double[problem.parameters()];
        for (int k = 0; k < ranges.length; k++) {
            int j = problem.nonlinear[k];
            theta[j] = Math.clamp(ranges[k].mildest(), problem.lower[j], problem.upper[j]);
        }
        double error = solveLinear(theta, workspace, rows, workspace.linearEquations());
        return Double.isFinite(error) ? Optional.of(new Candidate(theta, error)) : Optional.empty();
    }

    /**
     * Fills in the linear parameters of {@code theta} by weighed least squares within their bounds.
     *
     * @return the weighed squared error; NaN where the law is not defined
     */
    double solveLinear(double[] theta, Problem.Workspace workspace, Prepared rows, Equations equations) {
        for (int j : problem.linear) {
            theta[j] = Math.clamp(0, problem.lower[j], problem.upper[j]);
        }
        workspace.evaluateLinear(theta, rows, equations);
        boolean[] fixed = new boolean[problem.linear.length];
        double[] move = new double[problem.linear.length];
        // Each round fixes the parameters that would leave their bounds: crude, but it is only a start.
        for (int round = 0; round <= fixed.length; round++) {
            if (!solve(equations, fixed, move)) {
                return Double.NaN;
            }
            boolean within = true;
            for (int a = 0; a < move.length; a++) {
                int j = problem.linear[a];
                double value = theta[j] + move[a];
                if (!fixed[a] && (value < problem.lower[j] || value > problem.upper[j])) {
                    fixed[a] = true;
                    within = false;
                }
            }
            if (within) {
                break;
            }
        }
        double error = equations.value;
        for (int a = 0; a < move.length; a++) {
            theta[problem.linear[a]] += move[a];
            error += 0.5 * move[a] * equations.gradient[a];
        }
        return error;
    }

    private boolean solve(Equations equations, boolean[] fixed, double[] move) {
        int free = 0;
        double[] right = new double[move.length];
        double[] system = new double[Packed.length(move.length)];
        double[] unit = new double[move.length];
        for (int a = 0; a < move.length; a++) {
            unit[a] = Math.sqrt(equations.far[Packed.at(a, a)]);
            if (!fixed[a] && unit[a] > 0) {
                for (int b = 0, column = 0; b <= a; b++) {
                    if (!fixed[b] && unit[b] > 0) {
                        system[Packed.at(free, column++)] = equations.far[Packed.at(a, b)] / unit[a] / unit[b];
                    }
                }
                // A trace of ridge: columns that coincide share their part instead of stopping the scan.
                system[Packed.at(free, free)] += 1e-12;
                right[free++] = -equations.gradient[a] / unit[a];
            }
        }
        if (!Packed.solve(system, right, free)) {
            return false;
        }
        for (int a = 0, k = 0; a < move.length; a++) {
            move[a] = !fixed[a] && unit[a] > 0 ? right[k++] / unit[a] : 0;
        }
        return true;
    }

    /**
     * An additive recurrence on the generalised golden ratio: evenly spread in any number of dimensions, whichever
     * part of it is used (Roberts, The unreasonable effectiveness of quasirandom sequences, 2018).
     */
    private static final class Additive {
        private final double[] step;
        private final double offset;

        Additive(int dimensions, long seed) {
            double ratio = 2;
            for (int i = 0; i < 60; i++) {
                ratio = Math.pow(1 + ratio, 1.0 / (dimensions + 1));
            }
            step = new double[dimensions];
            for (int k = 0; k < dimensions; k++) {
                step[k] = Math.pow(1 / ratio, k + 1);
            }
            offset = 0.5 + (seed * 0x9E3779B97F4A7C15L >>> 11) * 0x1p-53;
        }

        double[] point(int i) {
            double[] u = new double[step.length];
            for (int k = 0; k < u.length; k++) {
                double x = offset + (i + 1) * step[k];
                u[k] = x - Math.floor(x);
            }
            return u;
        }
    }
}
