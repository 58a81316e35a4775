package org.isoflop.plan;

/**
 * A run of one shape, such as a patch size, a context length or a width: its loss as a function of the FLOPs spent on it,
 * {@code L(C)}, which falls. The inverse {@code C(L)} says what a loss takes, and {@code -dC/dL} what it takes to lower
 * the loss further from there.
 *
 * @param name of the shape
 * @param landscape its law
 * @param parameters N, which is the same throughout
 * @param perToken FLOPs of training per token
 * @param theta the parameters of the law; not to be written to
 */
public record Course(String name, Landscape landscape, double parameters, double perToken, double[] theta) {
    /** A run begins here: no network of any use takes as little. */
    static final double START = 1e6;

    /** Losses are sought up to here. */
    static final double END = 1e36;

    public Course {
        if (!(parameters > 0 && perToken > 0)) {
            throw new IllegalArgumentException("%s parameters, %s FLOP per token".formatted(parameters, perToken));
        }
    }

    /** The same shape with other parameters of the law. */
    public Course with(double[] other) {
        return new Course(name, landscape, parameters, perToken, other);
    }

    /** The loss after so many FLOPs. */
    public double loss(double flops) {
        return landscape.loss(parameters, flops / perToken, theta);
    }

    /** The FLOPs that a loss takes: {@value #START} for one that the run has from the start, infinite for one out of reach. */
    public double flops(double loss) {
        return loss >= loss(START)
                ? START
                : loss(END) < loss ? Rising.root(c -> loss - loss(c), START, END) : Double.POSITIVE_INFINITY;
    }

    /** {@code -dC/dL}, the FLOPs per loss that a run pays where it has a loss: none before its start, infinite out of reach. */
    double price(double loss) {
        double flops = flops(loss);
        if (flops == START) {
            return 0;
        }
        // d loss / d log C is that in log D, since N stands still.
        double falls = -landscape.slopeOfTokens(parameters, flops / perToken, theta);
        return Double.isInfinite(flops) || !(falls > 0) ? Double.POSITIVE_INFINITY : flops / falls;
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
