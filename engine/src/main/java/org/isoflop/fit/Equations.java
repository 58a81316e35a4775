package org.isoflop.fit;

/**
 * Objective, gradient and curvature of a sum over rows.
 *
 * <p>{@code far = sum w psi(r)/r J J'} is the curvature of the least-squares problem with the same gradient, which lies
 * above the objective everywhere; {@code near = sum w psi'(r) J J'} that of the objective itself without the second
 * derivatives of the law. For squared errors they are the same.
 *
 * <p>Where the scale of the errors is free, {@code widthSlope = sum w dloss/dh} and the sum of the weights are known too.
 *
 * <p>For one thread at a time: the next evaluation overwrites it.
 */
final class Equations {
    /**
     * Value, gradient, far and, where it differs, near, then, for a free scale, its two sums: the terms of a problem's
     * summation in their order.
     */
    final double[] sums;

    final double[] gradient;
    final double[] near;
    final double[] far;
    double value;
    double widthSlope;
    double weights;

    private final int parameters;

    Equations(int parameters) {
        this.parameters = parameters;
        int pairs = Packed.length(parameters);
        sums = new double[1 + parameters + 2 * pairs + 2];
        gradient = new double[parameters];
        near = new double[pairs];
        far = new double[pairs];
    }

    /** Takes its parts from {@link #sums}, of which {@code terms} were summed. */
    void read(int terms) {
        int pairs = far.length;
        readSlopes();
        System.arraycopy(sums, 1 + parameters, far, 0, pairs);
        boolean differs = terms > 1 + parameters + pairs;
        System.arraycopy(sums, 1 + parameters + (differs ? pairs : 0), near, 0, pairs);
        widthSlope = sums[1 + parameters + 2 * pairs];
        weights = sums[1 + parameters + 2 * pairs + 1];
    }

    /** Takes value and gradient from {@link #sums}. */
    void readSlopes() {
        value = sums[0];
        System.arraycopy(sums, 1, gradient, 0, parameters);
    }
}
