package org.isoflop.comparison;

import java.util.List;
import org.isoflop.law.Model;

/**
 * A recipe that takes part in a comparison, with the law that was fitted to its runs.
 *
 * @param name what tells it from the others
 * @param model its law
 * @param theta the estimated parameters; not to be written to
 * @param draws what resamples made of them, draw k from the same resample as draw k of every other contender; NaN where
 *     a resample could not be fitted; empty if there were none
 * @param rows how many runs it was fitted to
 * @param span the scales at which there are runs
 */
public record Contender(String name, Model model, double[] theta, List<double[]> draws, int rows, Span span) {
    public Contender {
        draws = List.copyOf(draws);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
