package org.isoflop.plan;

import org.isoflop.InputException;
import org.isoflop.runs.Magnitude;

/**
 * What a plan may look like, whatever the budget. A quantity that is given has a range of one point.
 *
 * @param parameters the range of N
 * @param tokens the range of D
 * @param ratio the range of D/N
 */
public record Limits(Range parameters, Range tokens, Range ratio) {
    /** Anything goes. */
    public static final Limits NONE = new Limits(Range.ALL, Range.ALL, Range.ALL);

    /**
     * A range of a positive quantity, both ends included.
     *
     * @param low 0 if there is no limit
     * @param high infinite if there is no limit
     */
    public record Range(double low, double high) {
        /** No limit. */
        public static final Range ALL = new Range(0, Double.POSITIVE_INFINITY);

        public Range {
            if (!(low >= 0 && low <= high && high > 0 && low < Double.POSITIVE_INFINITY)) {
                throw new InputException(
                        "no number lies between %s and %s".formatted(Magnitude.count(low), Magnitude.count(high)),
                        "Widen one of the limits.");
            }
        }

        /** One point. */
        public static Range at(double value) {
            return new Range(value, value);
        }

        /** From zero up to a value. */
        public static Range upTo(double high) {
            return new Range(0, high);
        }

        /** What lies in both. */
        public Range and(Range other) {
            return new Range(Math.max(low, other.low), Math.min(high, other.high));
        }

        boolean isPoint() {
            return low == high;
        }
    }

    /**
     * @throws InputException if no N and D are within all limits
     */
    public Limits {
        if (parameters.low() > 0 && tokens.high() < parameters.low() * ratio.low() * (1 - ROUNDING)) {
            throw contradiction("%s parameters with %s tokens each need more than %s tokens"
                    .formatted(
                            Magnitude.count(parameters.low()),
                            Magnitude.count(ratio.low()),
                            Magnitude.count(tokens.high())));
        }
        if (tokens.low() * (1 - ROUNDING) > parameters.high() * ratio.high()) {
            throw contradiction("%s parameters with %s tokens each cannot take %s tokens"
                    .formatted(
                            Magnitude.count(parameters.high()),
                            Magnitude.count(ratio.high()),
                            Magnitude.count(tokens.low())));
        }
    }

    private static final double ROUNDING = 1e-12;

    private static InputException contradiction(String what) {
        return new InputException("the limits contradict each other: " + what, "Leave one of them out.");
    }

    /** The same with another range of N. */
    public Limits parameters(Range range) {
        return new Limits(range, tokens, ratio);
    }

    /** The same with another range of D. */
    public Limits tokens(Range range) {
        return new Limits(parameters, range, ratio);
    }

    /** The same with another range of D/N. */
    public Limits ratio(Range range) {
        return new Limits(parameters, tokens, range);
    }

    /** The smallest model and the fewest tokens that are allowed. */
    double leastParameters() {
        return Math.max(parameters.low(), tokens.low() / ratio.high());
    }

    double leastTokens() {
        return Math.max(tokens.low(), ratio.low() * leastParameters());
    }

    /** The largest model that is allowed, and the most tokens for it; infinite where there is no limit. */
    double mostParameters() {
        return ratio.low() == 0 ? parameters.high() : Math.min(parameters.high(), tokens.high() / ratio.low());
    }

    double mostTokens() {
        return Math.min(tokens.high(), ratio.high() * mostParameters());
    }
}
