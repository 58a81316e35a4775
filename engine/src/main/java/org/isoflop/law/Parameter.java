package org.isoflop.law;

import java.util.Optional;
import org.isoflop.formula.Declaration;
import org.isoflop.formula.Expr;

/**
 * What is known of a parameter before it is fitted.
 *
 * @param name its name in the formula; {@code C} speaks for every {@code C[i]}
 * @param meaning what it stands for, with its unit; may be empty
 * @param lower the lower bound, −∞ if there is none
 * @param upper the upper bound, +∞ if there is none
 * @param startLow where the range to start from begins; NaN if nothing is known
 * @param startHigh where that range ends; equal to {@code startLow} for one point
 * @param value the number at which it is held, or the expression of other parameters to which it is tied
 */
public record Parameter(
        String name,
        String meaning,
        double lower,
        double upper,
        double startLow,
        double startHigh,
        Optional<Expr> value) {

    public Parameter {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException(name + ": no number lies between " + lower + " and " + upper);
        }
        if (Double.isNaN(startLow) != Double.isNaN(startHigh)) {
            throw new IllegalArgumentException(name + ": a start range with one end");
        }
        if (startLow > startHigh) {
            throw new IllegalArgumentException(name + ": start range from " + startLow + " to " + startHigh);
        }
    }

    /** A parameter of which nothing is known. */
    public static Parameter free(String name) {
        return new Parameter(
                name, "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN, Optional.empty());
    }

    static Parameter of(Declaration declared) {
        return new Parameter(
                declared.name(),
                "",
                declared.lower(),
                declared.upper(),
                Math.min(declared.startLow(), declared.startHigh()),
                Math.max(declared.startLow(), declared.startHigh()),
                declared.value());
    }

    /** Whether a range to start from is known. */
    public boolean hasStart() {
        return !Double.isNaN(startLow);
    }

    /** Whether one point to start from is known, as when somebody names it. */
    public boolean startsAtPoint() {
        return hasStart() && startLow == startHigh;
    }

    public Parameter named(String name) {
        return new Parameter(name, meaning, lower, upper, startLow, startHigh, value);
    }

    public Parameter meaning(String meaning) {
        return new Parameter(name, meaning, lower, upper, startLow, startHigh, value);
    }

    public Parameter within(double lower, double upper) {
        return new Parameter(name, meaning, lower, upper, startLow, startHigh, value);
    }

    public Parameter startingAt(double low, double high) {
        return new Parameter(name, meaning, lower, upper, low, high, value);
    }

    public Parameter held(Expr value) {
        return new Parameter(name, meaning, lower, upper, startLow, startHigh, Optional.of(value));
    }

    /** The nearest value within the bounds. */
    public double clamp(double value) {
        return Math.clamp(value, lower, upper);
    }
}
