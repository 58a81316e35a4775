package org.isoflop.fit;

import java.util.List;
import org.isoflop.formula.Prepared;

/**
 * A finished fit with what it takes to fit the same law to resamples of the same rows.
 *
 * <p>Immutable; {@link #refitter()} gives each thread its own scratch space.
 */
public final class Search {
    private static final int MAX_ITERATIONS = 100;

    private final Fit fit;
    private final Problem problem;
    private final List<double[]> otherOptima;

    Search(Fit fit, Problem problem, List<double[]> otherOptima) {
        this.fit = fit;
        this.problem = problem;
        this.otherOptima = List.copyOf(otherOptima);
    }

    public Fit fit() {
        return fit;
    }

    /** Refits for one thread. */
    public Refitter refitter() {
        return new Refitter();
    }

    /** Fits the law to rows drawn with repetition; for one thread at a time. */
    public final class Refitter {
        private final Minimizer minimizer = new Minimizer(problem.workspace());

        /**
         * The optimum over a resample, searched from the optimum over all rows.
         *
         * @param counts how often each row was drawn
         * @return the parameters; NaN where no search ended at a finite objective
         */
        public double[] refit(int[] counts) {
            return minimizer
                    .refine(fit.theta(), problem.rows().drawn(counts), MAX_ITERATIONS)
                    .theta();
        }

        /**
         * The optimum over a resample, searched from the local optima over all rows as well.
         *
         * @return the parameters, the same array as {@code warm} if nothing better was found
         */
        public double[] refitThoroughly(int[] counts, double[] warm) {
            Prepared rows = problem.rows().drawn(counts);
            double[] best = warm;
            double value = minimizer.refine(warm, rows, MAX_ITERATIONS).value();
            for (double[] other : otherOptima) {
                var outcome = minimizer.refine(
                        minimizer.approach(other, rows, MAX_ITERATIONS).theta(), rows, MAX_ITERATIONS);
                if (outcome.value() < value * (1 - 1e-9)) {
                    best = outcome.theta();
                    value = outcome.value();
                }
            }
            return best;
        }
    }
}
