package org.isoflop.fit;

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
     * @param threads how many threads to use
     */
    List<Candidate> candidates(int points, long seed, Prepared rows, int threads) {
        var sequence = new Additive(ranges.length, seed);
        var found = new Candidate[points];
        Workers.run(
                points,
                threads,
                problem.projection::point,
                (i, point) -> {
                    double[] theta = theta(sequence.point(i));
                    found[i] = new Candidate(theta, point.solve(theta, rows));
                },
                Progress.NONE,
                "points");
        return Arrays.stream(found)
                .filter(candidate -> Double.isFinite(candidate.error()))
                .sorted(Comparator.comparingDouble(Candidate::error))
                .toList();
    }

    /** The parameters at a place of the ranges; the linear ones are left to be solved for. */
    private double[] theta(double[] place) {
        double[] theta = new double[problem.parameters()];
        for (int k = 0; k < ranges.length; k++) {
            int j = problem.nonlinear[k];
            theta[j] = Math.clamp(ranges[k].at(place[k]), problem.lower[j], problem.upper[j]);
        }
        return theta;
    }

    /** The mildest law there is: small rates, middling exponents. With many parameters the likeliest way in. */
    Optional<Candidate> mildest(Prepared rows) {
        double[] theta = new double[problem.parameters()];
        for (int k = 0; k < ranges.length; k++) {
            int j = problem.nonlinear[k];
            theta[j] = Math.clamp(ranges[k].mildest(), problem.lower[j], problem.upper[j]);
        }
        double error = problem.projection.point().solve(theta, rows);
        return Double.isFinite(error) ? Optional.of(new Candidate(theta, error)) : Optional.empty();
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
