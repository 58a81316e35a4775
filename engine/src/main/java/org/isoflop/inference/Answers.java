package org.isoflop.inference;

import org.isoflop.architecture.Transformer;

/**
 * What one question takes when it is answered several times or at length, with attention and its memory traffic counted
 * (Sadhukhan et al. 2025, Kinetics, arXiv:2506.05333). The traffic of weights is left out: a large batch shares it.
 *
 * @param trials answers to the question, which share the cache of its prompt; retries may make it a mean
 * @param prompt tokens of the question
 * @param generated tokens of one answer
 */
public record Answers(double trials, double prompt, double generated) {
    /** Operations per byte of a machine that Kinetics counts with. */
    public static final double KINETICS_INTENSITY = 562.5;

    public Answers {
        if (!(trials > 0 && prompt >= 0 && generated > 0)) {
            throw new IllegalArgumentException("answers have trials and tokens above zero");
        }
    }

    /** Operations of generation: {@code n (2 N L + 2 (2 P + L) L h d)}, {@code h d} the query numbers of all layers. */
    public double flop(Transformer model) {
        double weights = 2.0 * model.parameters().active() * generated;
        return trials * (weights + (2 * prompt + generated) * generated * model.reach());
    }

    /** Numbers of cache that are read: {@code 2 (2 P + n L) L g d / 2} keys and as many values; in units of 2 bytes. */
    public double traffic(Transformer model) {
        return (2 * prompt + generated * trials)
                * generated
                * model.layers()
                * model.attention().cached();
    }

    /**
     * Operations, and traffic as the operations that would take as long.
     *
     * @param intensity operations that a machine does while it moves two bytes
     */
    public double equivalentFlop(Transformer model, double intensity) {
        return flop(model) + intensity * traffic(model);
    }

    /** The mean number of trials when one stops at the first right answer, of at most so many: {@code (1 - (1 - p)^k)/p}. */
    public static double retries(double chance, double atMost) {
        return chance == 0 ? atMost : -Math.expm1(atMost * Math.log1p(-chance)) / chance;
    }
}
