package org.isoflop.fit;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.isoflop.formula.Prepared;
import org.isoflop.law.Sample;

/**
 * A finished fit with what it takes to fit the same law to resamples of the same rows.
 *
 * <p>Immutable; {@link #refitter()} gives each thread its own scratch space.
 */
public final class Search {
    private static final int MAX_ITERATIONS = 100;

    /** An optimum is another one only if it is lower by this share; searches of resamples end a little before. */
    private static final double BETTER = 1e-6;

    private final Fit fit;
    private final Problem problem;
    private final List<double[]> alternatives;

    /**
     * @param otherOptima local optima over all rows other than that of the fit
     * @param starts points from which to search afresh
     */
    Search(Fit fit, Problem problem, List<double[]> otherOptima, List<double[]> starts) {
        this.fit = fit;
        this.problem = problem;
        alternatives = Stream.concat(otherOptima.stream(), starts.stream()).toList();
    }

    public Fit fit() {
        return fit;
    }

    /** The optimum first, then where else a search over nearly the same rows may end. */
    public List<double[]> ends() {
        return Stream.concat(Stream.of(fit.theta()), alternatives.stream()).toList();
    }

    /** For searches that go on from here. */
    Problem problem() {
        return problem;
    }

    /** The rows that were fitted. */
    public Sample sample() {
        return problem.sample;
    }

    /**
     * What the curvature and the scores at the optimum say about the spread of the parameters.
     *
     * @param unitOf for each row the number of its unit, from 0; rows of one unit may depend on each other
     */
    public Sandwich sandwich(int[] unitOf) {
        return Sandwich.of(fit, problem.sample, width(), unitOf);
    }

    /** The width of the penalty at the optimum: its own, or the most likely one where the scale is free. */
    public double width() {
        return problem.workspace().width(fit.theta(), problem.rows());
    }

    /** Finds the optimum where a quantity has a given value; for one thread at a time. */
    public Constrained constrained(ToDoubleFunction<double[]> quantity) {
        return new Constrained(problem.workspace(), quantity, fit.theta());
    }

    /** Refits for one thread. */
    public Refitter refitter() {
        return new Refitter();
    }

    /** What is fitted instead of the rows themselves. */
    private sealed interface Resample {
        /** How often each row was drawn. */
        record Drawn(int[] counts) implements Resample {}

        /** Another response and other weights of all rows. */
        record Changed(double[] response, double[] weights) implements Resample {}
    }

    /** Fits the law to rows drawn with repetition; for one thread at a time. */
    public final class Refitter {
        private final Stages stages = new Stages(problem.workspace());
        private final Optional<TangentSearch.Refinement> tangents =
                problem.tangents().map(search -> search.refinement(fit.theta()));

        /**
         * The optimum over a resample, searched from the optimum over all rows.
         *
         * @param counts how often each row was drawn
         * @return the parameters; NaN where no search ended at a finite objective
         */
        public double[] refit(int[] counts) {
            return refine(fit.theta(), new Resample.Drawn(counts)).theta();
        }

        /**
         * The same for another response or other weights of all rows.
         *
         * @param response one per row; positive where the objective takes logarithms
         * @param weights one per row
         */
        public double[] refit(double[] response, double[] weights) {
            return refine(fit.theta(), new Resample.Changed(response, weights)).theta();
        }

        /**
         * The optimum over a resample, searched from the other local optima over all rows and from fresh starts as well.
         *
         * @return the parameters, the same array as {@code warm} if nothing better was found
         */
        public double[] refitThoroughly(int[] counts, double[] warm) {
            return refitThoroughly(new Resample.Drawn(counts), warm);
        }

        /** The same for another response or other weights of all rows. */
        public double[] refitThoroughly(double[] response, double[] weights, double[] warm) {
            return refitThoroughly(new Resample.Changed(response, weights), warm);
        }

        private double[] refitThoroughly(Resample resample, double[] warm) {
            double[] best = warm;
            double value = refine(warm, resample).value();
            for (double[] other : alternatives) {
                var end = refine(approach(other, resample), resample);
                if (end.value() < value * (1 - BETTER)) {
                    best = end.theta();
                    value = end.value();
                }
            }
            return best;
        }

        /** From a point that may be far away to one from which {@link #refine} is safe. */
        private double[] approach(double[] from, Resample resample) {
            if (problem.isProjected() && tangents.isPresent()) {
                Prepared rows = switch (resample) {
                    case Resample.Drawn(var counts) -> problem.projection.rows().drawn(counts);
                    case Resample.Changed(var response, var weights) -> problem.projectedRows(response, weights);
                };
                return new ProjectedSearch(problem)
                        .search(from, rows, MAX_ITERATIONS)
                        .theta();
            }
            Prepared rows = rows(resample);
            return stages.narrow(stages.approach(from, rows, MAX_ITERATIONS), rows, MAX_ITERATIONS)
                    .theta();
        }

        private TangentSearch.End refine(double[] from, Resample resample) {
            return onTangents(from, resample).orElseGet(() -> carefully(from, resample));
        }

        private Optional<TangentSearch.End> onTangents(double[] from, Resample resample) {
            double enough = Stages.enough(problem.sample.size());
            return tangents.flatMap(search -> switch (resample) {
                case Resample.Drawn(var counts) -> search.refine(from, counts, enough);
                case Resample.Changed(var response, var weights) -> search.refine(from, response, weights, enough);
            });
        }

        /** Where tangents do not lead there; along a long valley they may from where this search has grown tired. */
        private TangentSearch.End carefully(double[] from, Resample resample) {
            Minimizer.Outcome outcome = stages.refine(from, rows(resample), MAX_ITERATIONS);
            var end = new TangentSearch.End(outcome.theta(), outcome.value());
            return outcome.stop() instanceof Stop.Exhausted && Double.isFinite(outcome.value())
                    ? onTangents(outcome.theta(), resample)
                            .filter(further -> further.value() < end.value())
                            .orElse(end)
                    : end;
        }

        private Prepared rows(Resample resample) {
            return switch (resample) {
                case Resample.Drawn(var counts) -> problem.rows().drawn(counts);
                case Resample.Changed(var response, var weights) -> problem.rows(response, weights);
            };
        }
    }
}
