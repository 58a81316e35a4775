package org.isoflop.formula;

import static org.isoflop.formula.Expr.call;
import static org.isoflop.formula.Expr.choose;
import static org.isoflop.formula.Expr.compare;
import static org.isoflop.formula.Expr.divide;
import static org.isoflop.formula.Expr.multiply;
import static org.isoflop.formula.Expr.negate;
import static org.isoflop.formula.Expr.num;
import static org.isoflop.formula.Expr.power;
import static org.isoflop.formula.Expr.subtract;
import static org.isoflop.formula.Expr.sum;

import org.isoflop.formula.Expr.Binary;
import org.isoflop.formula.Expr.Call;
import org.isoflop.formula.Expr.Fold;
import org.isoflop.formula.Expr.If;
import org.isoflop.formula.Expr.Indexed;
import org.isoflop.formula.Expr.Negate;
import org.isoflop.formula.Expr.Not;
import org.isoflop.formula.Expr.Num;
import org.isoflop.formula.Expr.Parameter;
import org.isoflop.formula.Expr.Symbol;
import org.isoflop.formula.Expr.Text;
import org.isoflop.formula.Expr.Variable;

/**
 * Symbolic differentiation of bound trees.
 *
 * <p>At a kink ({@code abs}, {@code min}, {@code if}) the derivative is that of the branch taken. Truth values are
 * piecewise constant: their derivative is zero.
 */
public final class Derivative {
    /** Larger slopes are not tested for zero: nested roots would grow twofold with every level. */
    private static final int MAX_GUARD = 50;

    private Derivative() {}

    /** The partial derivative of {@code tree} with respect to a {@link Variable} or a {@link Parameter}. */
    public static Expr of(Expr tree, Expr by) {
        if (tree.equals(by)) {
            return num(1);
        }
        return switch (tree) {
            case Num _, Variable _, Parameter _, Not _ -> num(0);
            case Negate(var a) -> negate(of(a, by));
            case Call(var function, var a) -> chain(function, a, of(a, by));
            case Binary(var operator, var a, var b) -> binary(tree, operator, a, b, by);
            case If(var condition, var a, var b) -> choose(condition, of(a, by), of(b, by));
            case Text _, Symbol _, Indexed _, Fold _ ->
                throw new IllegalArgumentException("'" + tree + "' has not been bound to a table");
        };
    }

    private static Expr chain(Function function, Expr argument, Expr slope) {
        if (isZero(slope)) {
            return num(0);
        }
        Expr full = multiply(function.slope(argument), slope);
        boolean steep = function == Function.SQRT || function == Function.CBRT;
        return steep ? unlessAbsent(argument, slope, full) : full;
    }

    /**
     * Roots and powers are infinitely steep at zero. Where the parameter has no influence on the base, because its
     * column is zero in that row, the slope is 0 and not the NaN of infinity times zero.
     */
    private static Expr unlessAbsent(Expr base, Expr slope, Expr full) {
        boolean guarded = mayVanish(base) && mayVanish(slope) && slope.size() <= MAX_GUARD;
        return guarded ? choose(compare(Operator.EQUAL, slope, num(0)), num(0), full) : full;
    }

    /** Whether a tree may be zero where its parts are finite; only what is plain to see counts as never zero. */
    private static boolean mayVanish(Expr tree) {
        return switch (tree) {
            case Num(var value) -> value == 0;
            case Negate(var a) -> mayVanish(a);
            case Call(var function, var _) -> function != Function.EXP && function != Function.COSH;
            case Binary(var operator, var a, var b) ->
                switch (operator) {
                    case MULTIPLY -> mayVanish(a) || mayVanish(b);
                    case DIVIDE, POWER -> mayVanish(a);
                    default -> true;
                };
            default -> true;
        };
    }

    private static Expr binary(Expr tree, Operator operator, Expr a, Expr b, Expr by) {
        if (operator.isTruth()) {
            return num(0);
        }
        Expr da = of(a, by);
        Expr db = of(b, by);
        if (isZero(da) && isZero(db)) {
            return num(0);
        }
        return switch (operator) {
            case ADD -> sum(da, db);
            case SUBTRACT -> subtract(da, db);
            case MULTIPLY -> sum(multiply(da, b), multiply(a, db));
            // (a/b)' = (a' - (a/b) b') / b reuses the quotient itself.
            case DIVIDE -> divide(subtract(da, multiply(tree, db)), b);
            case POWER -> sum(baseSlope(a, b, da), exponentSlope(tree, a, db));
            case MIN -> choose(compare(Operator.AT_MOST, a, b), da, db);
            case MAX -> choose(compare(Operator.AT_LEAST, a, b), da, db);
            case LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, DIFFERENT, AND, OR -> num(0);
        };
    }

    private static Expr baseSlope(Expr base, Expr exponent, Expr slope) {
        if (isZero(slope)) {
            return num(0);
        }
        Expr full = multiply(multiply(exponent, power(base, subtract(exponent, num(1)))), slope);
        boolean steep = !(exponent instanceof Num(var value) && value >= 1);
        return steep ? unlessAbsent(base, slope, full) : full;
    }

    /** {@code a^b log(a) b'}, which tends to 0 with a: a mixture may hold none of a domain. */
    private static Expr exponentSlope(Expr tree, Expr base, Expr slope) {
        if (isZero(slope)) {
            return num(0);
        }
        Expr full = multiply(multiply(tree, call(Function.LOG, base)), slope);
        boolean safe = base instanceof Num(var value) && value > 0
                || base instanceof Call(var function, var _) && function == Function.EXP;
        return safe ? full : choose(compare(Operator.EQUAL, base, num(0)), num(0), full);
    }

    static boolean isZero(Expr tree) {
        return tree instanceof Num(var value) && value == 0;
    }
}
