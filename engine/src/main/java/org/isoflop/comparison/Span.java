package org.isoflop.comparison;

import java.util.Arrays;

/**
 * The scales at which there are runs.
 *
 * @param low the smallest
 * @param high the largest
 */
public record Span(double low, double high) {
    public Span {
        if (!(low > 0 && low <= high)) {
            throw new IllegalArgumentException("from " + low + " to " + high);
        }
    }

    /** Of some scales, of which there must be one. */
    public static Span of(double[] scales) {
        return new Span(
                Arrays.stream(scales).min().orElseThrow(),
                Arrays.stream(scales).max().orElseThrow());
    }

    /** Where both have runs; where that is nowhere, all that lies between the ends of either. */
    public Span with(Span other) {
        double from = Math.max(low, other.low);
        double to = Math.min(high, other.high);
        return from < to ? new Span(from, to) : new Span(Math.min(low, other.low), Math.max(high, other.high));
    }
}
