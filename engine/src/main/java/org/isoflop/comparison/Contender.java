package org.isoflop.comparison;

import java.util.List;
import org.isoflop.law.Model;

/**
 * A recipe that takes part in a comparison, with the law that was fitted to its runs.
 *
 * @param name what tells it from the others
 * @param model its law; the {@linkplain Blend blend} of several that speak together
 * @param theta the estimated parameters; not to be written to
 * @param draws what resamples made of it, draw k from the same resample as draw k of every other contender; NaN where
 *     a resample could not be fitted; empty if there were none. A published law without any is taken for exact
 * @param rows how many runs it was fitted to; 0 for a published law, whose runs nobody has seen
 * @param span the scales at which there are runs
 */
public record Contender(String name, Model model, double[] theta, List<Voice> draws, int rows, Span span) {
    public Contender {
        draws = List.copyOf(draws);
    }

    /** Of one law with resampled parameters. */
    public static Contender of(String name, Model model, double[] theta, List<double[]> draws, int rows, Span span) {
        return new Contender(name, model, theta, Voice.all(model, draws), rows, span);
    }

    /** Whether it is a law of the literature, and no recipe with runs of its own. */
    public boolean isPublished() {
        return rows == 0;
    }

    /** Whether one law speaks for it, whose parameters have a spread; else it is a blend. */
    public boolean isOneLaw() {
        return !model.law().id().equals(Blend.ID);
    }

    /** The law as estimated. */
    Voice estimate() {
        return new Voice(model, theta);
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
