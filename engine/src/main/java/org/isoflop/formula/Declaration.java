package org.isoflop.formula;

import java.util.Optional;

/**
 * What a formula's {@code where} part says about one parameter.
 *
 * @param name the parameter ({@code alpha}, {@code C[web]}), or the family of parameters {@code C} when it was declared
 *     as {@code C[i]} with an index of the formula
 * @param lower the lower bound, −∞ if there is none
 * @param upper the upper bound, +∞ if there is none
 * @param startLow where the range to start from begins; NaN if none was given
 * @param startHigh where the range to start from ends; NaN if none was given
 * @param value the number at which it is held, or the expression of other parameters to which it is tied; that of a
 *     family may hold the index, {@code B[i] = 2*C[i]}, which stands for the member
 */
public record Declaration(
        String name, double lower, double upper, double startLow, double startHigh, Optional<Expr> value) {

    static Declaration bounds(String name, double lower, double upper) {
        return new Declaration(name, lower, upper, Double.NaN, Double.NaN, Optional.empty());
    }

    static Declaration start(String name, double low, double high) {
        return new Declaration(name, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, low, high, Optional.empty());
    }

    static Declaration value(String name, Expr value) {
        return new Declaration(
                name, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN, Optional.of(value));
    }

    /** Both declarations of the same parameter at once: the tighter bounds, the later start and value. */
    Declaration and(Declaration later) {
        boolean laterStart = !Double.isNaN(later.startLow);
        return new Declaration(
                name,
                Math.max(lower, later.lower),
                Math.min(upper, later.upper),
                laterStart ? later.startLow : startLow,
                laterStart ? later.startHigh : startHigh,
                later.value.or(() -> value));
    }

    /** What makes the declaration impossible; empty if nothing does. */
    Optional<String> contradiction() {
        if (!(lower <= upper) || lower == Double.POSITIVE_INFINITY || upper == Double.NEGATIVE_INFINITY) {
            return Optional.of("the bounds of " + name + " leave nothing between them");
        }
        if (Math.max(startLow, startHigh) < lower || Math.min(startLow, startHigh) > upper) {
            return Optional.of("the start of " + name + " lies outside its bounds");
        }
        if (value.orElse(null) instanceof Expr.Num(var number) && (number < lower || number > upper)) {
            return Optional.of("the value of " + name + " lies outside its bounds");
        }
        return Optional.empty();
    }
}
