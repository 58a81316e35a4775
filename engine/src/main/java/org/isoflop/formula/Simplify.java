package org.isoflop.formula;

import org.isoflop.formula.Expr.Binary;
import org.isoflop.formula.Expr.Call;
import org.isoflop.formula.Expr.If;
import org.isoflop.formula.Expr.Negate;
import org.isoflop.formula.Expr.Not;
import org.isoflop.formula.Expr.Num;

/**
 * The algebra behind the factories of {@link Expr}: each method builds one node from parts that are already simple.
 *
 * <p>A rewriting must hold for every finite value of its parts; those that would change the value there ({@code x / x}
 * at zero, {@code sqrt(x)^2} below zero) are left alone. Parts that are themselves not defined are another matter:
 * {@code 0 * x}, {@code x - x}, {@code 1^x} and {@code x^0} are numbers even where x is infinite or NaN, since a term
 * with the weight zero is absent.
 *
 * <p>Numbers are folded only into finite numbers, for others cannot be written.
 */
final class Simplify {
    private Simplify() {}

    static Expr sum(Expr a, Expr b) {
        if (a instanceof Num x && b instanceof Num y && Double.isFinite(x.value() + y.value())) {
            return new Num(x.value() + y.value());
        }
        if (isNumber(a, 0)) {
            return b;
        }
        if (isNumber(b, 0)) {
            return a;
        }
        if (b instanceof Negate(var inner)) {
            return subtract(a, inner);
        }
        if (a instanceof Negate(var inner)) {
            return subtract(b, inner);
        }
        return new Binary(Operator.ADD, a, b);
    }

    static Expr subtract(Expr a, Expr b) {
        if (a instanceof Num x && b instanceof Num y && Double.isFinite(x.value() - y.value())) {
            return new Num(x.value() - y.value());
        }
        if (isNumber(b, 0)) {
            return a;
        }
        if (isNumber(a, 0)) {
            return negate(b);
        }
        if (a.equals(b)) {
            return new Num(0);
        }
        if (b instanceof Negate(var inner)) {
            return sum(a, inner);
        }
        return new Binary(Operator.SUBTRACT, a, b);
    }

    static Expr multiply(Expr a, Expr b) {
        if (a instanceof Num x && b instanceof Num y && Double.isFinite(x.value() * y.value())) {
            return new Num(x.value() * y.value());
        }
        if (isNumber(a, 0) || isNumber(b, 0)) {
            return new Num(0);
        }
        if (isNumber(a, 1)) {
            return b;
        }
        if (isNumber(b, 1)) {
            return a;
        }
        if (isNumber(a, -1)) {
            return negate(b);
        }
        if (isNumber(b, -1)) {
            return negate(a);
        }
        if (a instanceof Negate(var x)) {
            return negate(multiply(x, b));
        }
        if (b instanceof Negate(var y)) {
            return negate(multiply(a, y));
        }
        if (b instanceof Num && !(a instanceof Num)) {
            return multiply(b, a);
        }
        if (a instanceof Num x
                && b instanceof Binary(var op, Num y, var rest)
                && op == Operator.MULTIPLY
                && isOrdinary(x.value() * y.value())) {
            return multiply(new Num(x.value() * y.value()), rest);
        }
        // (1 / b) * a is a / b: derivatives of logarithms produce it.
        if (b instanceof Binary(var op, var one, var below) && op == Operator.DIVIDE && isNumber(one, 1)) {
            return divide(a, below);
        }
        if (a instanceof Binary(var op, var one, var below) && op == Operator.DIVIDE && isNumber(one, 1)) {
            return divide(b, below);
        }
        return new Binary(Operator.MULTIPLY, a, b);
    }

    static Expr divide(Expr a, Expr b) {
        if (a instanceof Num x && b instanceof Num y && Double.isFinite(x.value() / y.value())) {
            return new Num(x.value() / y.value());
        }
        if (isNumber(a, 0) && !isNumber(b, 0)) {
            return new Num(0);
        }
        if (isNumber(b, 1)) {
            return a;
        }
        if (isNumber(b, -1)) {
            return negate(a);
        }
        if (a instanceof Negate(var x)) {
            return negate(divide(x, b));
        }
        if (b instanceof Negate(var y)) {
            return negate(divide(a, y));
        }
        return new Binary(Operator.DIVIDE, a, b);
    }

    static Expr power(Expr base, Expr exponent) {
        if (base instanceof Num x
                && exponent instanceof Num y
                && Double.isFinite(Elementary.pow(x.value(), y.value()))) {
            return new Num(Elementary.pow(x.value(), y.value()));
        }
        if (isNumber(exponent, 0) || isNumber(base, 1)) {
            return new Num(1);
        }
        if (isNumber(exponent, 1)) {
            return base;
        }
        if (isNumber(exponent, -1)) {
            return divide(new Num(1), base);
        }
        if (base instanceof Call(var f, var x) && f == Function.EXP) {
            return call(Function.EXP, multiply(x, exponent));
        }
        return new Binary(Operator.POWER, base, exponent);
    }

    static Expr negate(Expr a) {
        return switch (a) {
            case Num(var value) -> new Num(-value);
            case Negate(var inner) -> inner;
            case Binary(var op, var x, var y) when op == Operator.SUBTRACT -> subtract(y, x);
            case Binary(var op, Num(var value), var y)
            when op == Operator.MULTIPLY || op == Operator.DIVIDE -> binary(op, new Num(-value), y);
            default -> new Negate(a);
        };
    }

    static Expr not(Expr a) {
        return switch (a) {
            case Num(var value) -> new Num(Operator.holds(value) ? 0 : 1);
            case Not(var inner) when isTruth(inner) -> inner;
            default -> new Not(a);
        };
    }

    static Expr call(Function function, Expr argument) {
        if (argument instanceof Num(var value) && Double.isFinite(function.at(value))) {
            return new Num(function.at(value));
        }
        if (function == Function.LOG && argument instanceof Call(var inner, var x) && inner == Function.EXP) {
            return x;
        }
        if (function == Function.ABS && argument instanceof Negate(var x)) {
            return call(function, x);
        }
        return new Call(function, argument);
    }

    static Expr binary(Operator operator, Expr a, Expr b) {
        return switch (operator) {
            case ADD -> sum(a, b);
            case SUBTRACT -> subtract(a, b);
            case MULTIPLY -> multiply(a, b);
            case DIVIDE -> divide(a, b);
            case POWER -> power(a, b);
            case MIN, MAX, LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, DIFFERENT, AND, OR ->
                a instanceof Num x && b instanceof Num y && Double.isFinite(operator.at(x.value(), y.value()))
                        ? new Num(operator.at(x.value(), y.value()))
                        : new Binary(operator, a, b);
        };
    }

    static Expr choose(Expr condition, Expr then, Expr otherwise) {
        if (condition instanceof Num(var value)) {
            return Operator.holds(value) ? then : otherwise;
        }
        return then.equals(otherwise) ? then : new If(condition, then, otherwise);
    }

    private static boolean isNumber(Expr tree, double value) {
        return tree instanceof Num num && num.value() == value;
    }

    /** Whether neither overflow nor underflow has touched the number. */
    private static boolean isOrdinary(double value) {
        return Math.abs(value) < Double.MAX_VALUE && Math.abs(value) >= Double.MIN_NORMAL;
    }

    private static boolean isTruth(Expr tree) {
        return tree instanceof Not || tree instanceof Binary b && b.operator().isTruth();
    }
}
