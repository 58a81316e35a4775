package org.isoflop.formula;

import org.isoflop.formula.Expr.Binary;
import org.isoflop.formula.Expr.Call;
import org.isoflop.formula.Expr.If;
import org.isoflop.formula.Expr.Negate;
import org.isoflop.formula.Expr.Not;

/**
 * The value of a tree, and a bound on what rounding may have done to it: two right ways of computing the same formula
 * differ by no more than the sum of their bounds.
 *
 * <p>Every operation may be off by {@link #ULPS} units in the last place, and passes on the errors of its arguments to
 * first order. Where that says nothing (a comparison of two numbers that rounding could swap, a function near the edge
 * of its domain, numbers near overflow) the bound is infinite.
 *
 * @param value the value as the {@link Interpreter} has it
 * @param error the bound; infinite if nothing can be said
 */
record Rounded(double value, double error) {
    /** The functions of {@link Math} are right to 1 or 2.5 units; repeated squaring up to x^8 takes 3 products. */
    private static final double ULPS = 4;

    private static final double EPSILON = ULPS * Math.ulp(1.0);
    private static final double HUGE = 1e150;

    static Rounded of(Expr tree, double[] row, double[] theta) {
        double value = Interpreter.value(tree, row, theta);
        double error = switch (tree) {
            case Negate(var a) -> of(a, row, theta).error;
            case Not(var a) -> truth(of(a, row, theta));
            case Call(var function, var a) -> call(function, a, of(a, row, theta), row, theta) + own(value);
            case Binary(var operator, var a, var b) -> binary(operator, of(a, row, theta), of(b, row, theta), value);
            case If(var condition, var a, var b) -> {
                Rounded c = of(condition, row, theta);
                yield truth(c) + of(c.value != 0 ? a : b, row, theta).error;
            }
            default -> 0;
        };
        boolean known = Double.isNaN(value) || value == 0 || Math.abs(value) < HUGE && Math.abs(value) > 1 / HUGE;
        return new Rounded(value, known && error >= 0 ? error : Double.POSITIVE_INFINITY);
    }

    /** Whether another way of computing the same formula may give this: NaN may only stand for NaN. */
    boolean agreesWith(double other, double otherError) {
        return Double.isNaN(value) ? Double.isNaN(other) : Math.abs(value - other) <= error + otherError;
    }

    /** Whether anything can be said. */
    boolean isCertain() {
        return error < Double.POSITIVE_INFINITY;
    }

    /** The rounding of the last operation; none where NaN came out. */
    private static double own(double value) {
        return Double.isNaN(value) ? 0 : EPSILON * Math.abs(value);
    }

    private static double call(Function function, Expr argument, Rounded a, double[] row, double[] theta) {
        if (a.error == 0 || function == Function.ABS) {
            return a.error;
        }
        double slope = Interpreter.value(function.slope(argument), row, theta);
        return (Double.isNaN(slope) ? 0 : Math.abs(slope)) * firstOrder(a);
    }

    private static double binary(Operator operator, Rounded a, Rounded b, double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value)) {
            return 0 * (operator == Operator.POWER ? firstOrder(a) + firstOrder(b) : a.error + b.error);
        }
        return switch (operator) {
            case ADD, SUBTRACT -> a.error + b.error + own(value);
            case MULTIPLY -> Math.abs(a.value) * b.error + Math.abs(b.value) * a.error + a.error * b.error + own(value);
            case DIVIDE -> (a.error + size * firstOrder(b)) / Math.abs(b.value) + own(value);
            case POWER -> power(a, b, size);
            case MIN, MAX -> Math.max(a.error, b.error);
            case AND, OR -> truth(a) + truth(b);
            case LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, DIFFERENT ->
                truth(new Rounded(a.value - b.value, a.error + b.error));
        };
    }

    /** {@code a^b} may be computed as {@code exp(b log a)}, which rounds {@code b log a}. */
    private static double power(Rounded a, Rounded b, double size) {
        boolean wholeByChance = a.value <= 0 && b.error > 0;
        if (wholeByChance || a.value == 0) {
            return wholeByChance || a.error > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        double log = Math.abs(Math.log(Math.abs(a.value)));
        double exponent = Math.abs(b.value);
        double passedOn = exponent * firstOrder(a) / Math.abs(a.value) + log * b.error;
        return size * (passedOn + EPSILON * (1 + exponent * log));
    }

    /** The error, if it is so small that a function is a straight line over it. */
    private static double firstOrder(Rounded a) {
        return a.error <= 1e-6 * Math.abs(a.value) ? a.error : Double.POSITIVE_INFINITY;
    }

    private static double truth(Rounded a) {
        return Double.isNaN(a.value) || a.error == 0 || Math.abs(a.value) > a.error ? 0 : Double.POSITIVE_INFINITY;
    }
}
