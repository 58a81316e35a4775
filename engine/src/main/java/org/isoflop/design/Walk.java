package org.isoflop.design;

/**
 * A random walk by which the truth may leave a law in one direction: its variance grows with the logarithm of how far a
 * place lies in that direction. It is taken in steps, each of which is one more parameter to be learned, with a prior of
 * mean 0; between their ends it is straight.
 *
 * @param along the direction
 * @param deviation the standard deviation over a factor of e
 * @param from where it starts, in units of the direction
 * @param to the furthest place that runs can tell of
 */
public record Walk(Along along, double deviation, double from, double to) {
    /**
     * Steps of a factor of two and less: a run would else be believed to err as its neighbours do, and designs would lay
     * theirs side by side.
     */
    private static final double LONGEST_STEP = Math.log(2);

    private static final int MOST_STEPS = 20;

    /** The directions. */
    public enum Along {
        /** FLOPs. */
        SIZE,
        /** Tokens per parameter. */
        TOKENS,
        /** Parameters per token. */
        PARAMETERS;

        /** Where a place lies; NaN if it lies nowhere in this direction. */
        double of(double flops, double ratio) {
            return switch (this) {
                case SIZE -> flops;
                case TOKENS -> ratio;
                case PARAMETERS -> 1 / ratio;
            };
        }
    }

    public Walk {
        if (!(deviation >= 0) || !(from > 0) || !(to > 0) || Double.isInfinite(deviation)) {
            throw new IllegalArgumentException("a drift of " + deviation + " from " + from + " to " + to);
        }
    }

    /** How many steps of it runs can tell of. */
    int steps() {
        double way = Math.log(to / from);
        return deviation == 0 || way <= 0 ? 0 : Math.clamp((long) Math.ceil(way / LONGEST_STEP), 1, MOST_STEPS);
    }

    /** Writes the share of each step that lies before a place. */
    void at(double value, double[] into, int offset) {
        int steps = steps();
        double step = Math.log(to / from) / Math.max(1, steps);
        for (int j = 0; j < steps; j++) {
            double share = (Math.log(value / from) - j * step) / step;
            into[offset + j] = Double.isNaN(share) ? 0 : Math.clamp(share, 0, 1);
        }
    }

    /** The variance of each step before any run. */
    double variance() {
        return deviation * deviation * Math.log(to / from) / Math.max(1, steps());
    }

    /** The variance of what no run can tell about a place. */
    double beyond(double value) {
        return value > 0 ? deviation * deviation * Math.max(0, Math.log(value / Math.max(from, to))) : 0;
    }
}
