package org.isoflop.fit;

import java.util.Arrays;
import java.util.Optional;
import org.isoflop.formula.Kernel;
import org.isoflop.formula.Prepared;

/**
 * Searches for the optimum over a resample, which lies near the optimum over all rows: the law is replaced by its
 * tangent, the regression that this makes of it is solved, and the law is looked at anew where that leads (the method of
 * Gauss and Newton, with a robust regression in the place of least squares). Most resamples need the law at three
 * points, since all bends of the penalty are dealt with by arithmetic on the tangent.
 *
 * <p>Immutable; {@link #refinement} gives each thread its scratch space.
 */
final class TangentSearch {

    /** Residuals and slopes of more rows and parameters than this are not worth keeping. */
    private static final long MOST_NUMBERS = 1 << 20;

    /** The slope of rho on either side, and where it bends. */
    private record Shape(double width, double below, double above) {}

    private final Problem problem;
    private final Shape shape;
    private final Kernel kernel;
    private final Prepared all;

    private TangentSearch(Problem problem, Shape shape) {
        this.problem = problem;
        this.shape = shape;
        kernel = problem.tangentKernel.kernel();
        all = kernel.prepare(problem.columns(problem.sample.response(), problem.weights), problem.sample.size());
    }

    /** The search for a problem; empty for a penalty of another shape and for tables too large. */
    static Optional<TangentSearch> of(Problem problem) {
        long numbers = (long) problem.sample.size() * (problem.parameters() + 1);
        if (numbers > MOST_NUMBERS || problem.parameters() > Stages.MANY || problem.hasBelief()) {
            return Optional.empty();
        }
        return shape(problem).map(shape -> new TangentSearch(problem, shape));
    }

    private static Optional<Shape> shape(Problem problem) {
        return switch (problem.objective.penalty()) {
            case Penalty.Squared _ -> Optional.of(new Shape(Double.POSITIVE_INFINITY, 2, 2));
            case Penalty.Huber(var delta) -> Optional.of(new Shape(delta, 1, 1));
            case Penalty.Asymmetric(var q, var delta) -> Optional.of(new Shape(delta, 2 * q, 2 * (1 - q)));
            // Bent too sharply for Newton's steps.
            case Penalty.Quantile _ -> Optional.empty();
            case Penalty.FreeScale _ -> Optional.empty();
        };
    }

    /**
     * Scratch space for one thread.
     *
     * @param familiar a point that many searches begin from: the law is looked at there only once
     */
    Refinement refinement(double[] familiar) {
        return new Refinement(familiar);
    }

    /** An optimum and the objective there. */
    record End(double[] theta, double value) {}

    /** One thread's search. */
    final class Refinement {
        private static final int MAX_TANGENTS = 12;

        private static final double ROUGH = 1000;
        private static final double CAREFUL = 0.1;

        /** A coefficient that moves further than this many times its size may be changing its sign. */
        private static final double MOST_LOGARITHM = 5;

        private final Kernel.Evaluator evaluator = kernel.evaluator();
        private final Regression regression =
                new Regression(problem.parameters(), shape.width(), shape.below(), shape.above());

        /** Where the kernel writes: residuals, then slopes. */
        private final double[][] outputs = new double[1 + problem.parameters()][];

        private final double[] familiar;
        private final double[] residuals;
        private final double[][] slopes;

        private Refinement(double[] familiar) {
            this.familiar = familiar;
            regression.resize(all.rows());
            look(familiar, all);
            residuals = regression.residuals.clone();
            slopes = Arrays.stream(regression.slopes).map(double[]::clone).toArray(double[][]::new);
        }

        /**
         * The optimum over rows drawn with repetition.
         *
         * @param counts how often each row was drawn
         * @param enough a step that promises less than this share of the objective is the last
         * @return empty if it was not found, and a more careful search is called for
         */
        Optional<End> refine(double[] from, int[] counts, double enough) {
            int[] drawn = Prepared.drawnRows(counts);
            Prepared table = all.drawn(counts, drawn);
            regression.resize(drawn.length);
            for (int k = 0; k < drawn.length; k++) {
                regression.weights[k] = problem.weights[drawn[k]] * counts[drawn[k]];
            }
            if (Arrays.equals(from, familiar)) {
                RegressionLoops.gather(residuals, drawn, regression.residuals, drawn.length);
                for (int j = 0; j < slopes.length; j++) {
                    RegressionLoops.gather(slopes[j], drawn, regression.slopes[j], drawn.length);
                }
            } else {
                look(from, table);
            }
            return refine(from, table, enough);
        }

        /** The optimum over all rows with another response and other weights. */
        Optional<End> refine(double[] from, double[] response, double[] weights, double enough) {
            Prepared table = kernel.prepare(problem.columns(response, weights), response.length);
            regression.resize(table.rows());
            System.arraycopy(weights, 0, regression.weights, 0, weights.length);
            look(from, table);
            return refine(from, table, enough);
        }

        /** From a point that has been looked at. */
        private Optional<End> refine(double[] from, Prepared table, double enough) {
            regression.begin();
            regression.measure();
            double first = regression.value();
            double value = first;
            double[] here = from;
            for (int tangent = 0; tangent < MAX_TANGENTS && Double.isFinite(value); tangent++) {
                double[] there = here.clone();
                // The first tangent only shows the way; in the last nothing of the regression's own search may be left.
                double care = tangent == 0 ? ROUGH : CAREFUL;
                if (!regression.solve(there, problem.lower, problem.upper, care * enough * value)) {
                    return Optional.empty();
                }
                double reached = regression.value();
                if (tangent > 0 && value - reached <= enough * value) {
                    return reached <= first ? Optional.of(new End(there, reached)) : Optional.empty();
                }
                bend(here, there);
                look(there, table);
                regression.begin();
                value = regression.value();
                here = there;
            }
            return Optional.empty();
        }

        /**
         * Along a valley a coefficient and the exponent beside it make good for each other. The law is nearly straight
         * there in the logarithm of the coefficient, and bent in the coefficient itself.
         */
        private void bend(double[] here, double[] there) {
            for (int j : problem.projection.coefficients()) {
                double share = (there[j] - here[j]) / here[j];
                if (Math.abs(share) < MOST_LOGARITHM) {
                    there[j] = Math.clamp(here[j] * Math.exp(share), problem.lower[j], problem.upper[j]);
                }
            }
        }

        /** Residuals and slopes at a point. */
        private void look(double[] theta, Prepared table) {
            evaluator.parameters(theta);
            outputs[0] = regression.residuals;
            System.arraycopy(regression.slopes, 0, outputs, 1, regression.slopes.length);
            evaluator.all(table, outputs);
        }
    }
}
