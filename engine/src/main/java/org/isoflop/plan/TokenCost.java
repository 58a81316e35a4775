package org.isoflop.plan;

import java.util.function.DoubleUnaryOperator;

/**
 * A convention for counting floating-point operations: what one token costs a model of N parameters, forwards and
 * backwards. A forward pass alone, which is what a served token costs, is a third of it.
 *
 * @param name of the convention, as a person calls it
 * @param perToken FLOPs of training per token over N, positive and rising
 */
public record TokenCost(String name, DoubleUnaryOperator perToken) {
    /** Two FLOPs per parameter and token for the forward pass, four for the backward: Kaplan et al. 2020, 2.1. */
    public static final TokenCost SIX_ND = new TokenCost("6ND", n -> 6 * n);

    private static final double PASSES = 3;

    /** Half a step in log N over which a convention is differentiated: its error is then about 1e-10. */
    private static final double STEP = 1e-5;

    /** FLOPs of training per token. */
    public double training(double parameters) {
        return perToken.applyAsDouble(parameters);
    }

    /** FLOPs per token that is read or written by the model that was trained. */
    public double serving(double parameters) {
        return training(parameters) / PASSES;
    }

    /** {@code d log f / d log N}: 1 where FLOPs are proportional to parameters. */
    double elasticity(double parameters) {
        if (name.equals(SIX_ND.name)) {
            return 1;
        }
        return Math.log(training(parameters * Math.exp(STEP)) / training(parameters * Math.exp(-STEP))) / (2 * STEP);
    }
}
