package org.isoflop.plan;

import java.util.function.DoubleUnaryOperator;

/** Where a function meets a value: one root in an interval, in the logarithm of the argument. */
final class Rising {
    /** Rounding of a logarithm near 50, the logarithm of the largest budgets. */
    private static final double ROUNDING = 1e-15;

    private static final int MOST_STEPS = 200;

    private Rising() {}

    /**
     * The argument between {@code low} and {@code high} where a rising function is zero; an end where it has no zero
     * between them.
     */
    static double root(DoubleUnaryOperator rising, double low, double high) {
        return Math.exp(zero(x -> rising.applyAsDouble(Math.exp(x)), Math.log(low), Math.log(high)));
    }

    /**
     * Where a function that rises through zero between two points is zero: regula falsi that halves the weight of an end
     * which stays (Dowell and Jarratt's Illinois method), with bisection while that does not shrink the bracket.
     */
    static double zero(DoubleUnaryOperator rising, double from, double to) {
        double low = from;
        double high = to;
        double below = rising.applyAsDouble(low);
        double above = rising.applyAsDouble(high);
        if (!(below < 0)) {
            return low;
        }
        if (!(above > 0)) {
            return high;
        }
        double width = high - low;
        for (int i = 0; i < MOST_STEPS; i++) {
            boolean slow = i % 3 == 2 && high - low > 0.25 * width;
            if (i % 3 == 2) {
                width = high - low;
            }
            double middle = slow || !Double.isFinite(above) || !Double.isFinite(below)
                    ? 0.5 * (low + high)
                    : low - below * (high - low) / (above - below);
            if (!(middle > low && middle < high)) {
                middle = 0.5 * (low + high);
            }
            double value = rising.applyAsDouble(middle);
            if (value == 0 || high - low <= ROUNDING * Math.max(1, Math.abs(middle))) {
                return middle;
            }
            if (value < 0) {
                low = middle;
                below = value;
                above *= 0.5;
            } else {
                high = middle;
                above = value;
                below *= 0.5;
            }
        }
        return 0.5 * (low + high);
    }
}
