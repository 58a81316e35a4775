package org.isoflop.plan;

import java.util.function.DoubleUnaryOperator;

/**
 * What can be had for a budget: for every number of parameters so many tokens.
 *
 * @param low the smallest N
 * @param high the largest N
 * @param tokens D over N
 * @param elasticity {@code d log D / d log N} over N
 * @param openBelow whether N ends at {@code low} because the search does, and not because of a limit
 * @param openAbove the same for {@code high}
 */
record Path(
        double low,
        double high,
        DoubleUnaryOperator tokens,
        DoubleUnaryOperator elasticity,
        boolean openBelow,
        boolean openAbove) {

    static Path point(double parameters, double tokens) {
        return new Path(parameters, parameters, n -> tokens, n -> 0, false, false);
    }

    boolean isPoint() {
        return low == high;
    }
}
