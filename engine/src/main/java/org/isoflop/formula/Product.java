package org.isoflop.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A product, quotient or negation as what it multiplies and what it divides by.
 *
 * <p>Derivatives bring long quotients whose parts cancel, and one division costs as much as eight multiplications. So
 * {@code a / x^p} becomes {@code a * x^-p}, {@code a / exp(u)} becomes {@code a * exp(-u)}, a positive factor above and
 * below the line is left out, and what remains below it is divided by once. Values may differ in the last bit from
 * those of the tree, and are finite where only a step on the way overflows.
 *
 * @param isNegative whether the product is to be negated
 * @param above the factors
 * @param below the divisors
 */
record Product(boolean isNegative, List<Expr> above, List<Expr> below) {

    /**
     * @param isWhole parts that must not be taken apart, since others need them as they are
     * @param signs what is known to be above zero in every row
     */
    static Product of(Expr tree, Predicate<Expr> isWhole, Signs signs) {
        var builder = new Builder(isWhole, signs);
        builder.open(tree, true);
        builder.cancel();
        return new Product(builder.isNegative, List.copyOf(builder.above), List.copyOf(builder.below));
    }

    private static final class Builder {
        private final Predicate<Expr> isWhole;
        private final Signs signs;
        private final List<Expr> above = new ArrayList<>();
        private final List<Expr> below = new ArrayList<>();
        private boolean isNegative;

        Builder(Predicate<Expr> isWhole, Signs signs) {
            this.isWhole = isWhole;
            this.signs = signs;
        }

        private void add(Expr tree, boolean isAbove) {
            if (isWhole.test(tree)) {
                factor(tree, isAbove);
            } else {
                open(tree, isAbove);
            }
        }

        private void open(Expr tree, boolean isAbove) {
            switch (tree) {
                case Expr.Negate(var a) -> {
                    isNegative = !isNegative;
                    add(a, isAbove);
                }
                case Expr.Binary(var operator, var a, var b)
                when operator == Operator.MULTIPLY -> {
                    add(a, isAbove);
                    add(b, isAbove);
                }
                case Expr.Binary(var operator, var a, var b)
                when operator == Operator.DIVIDE -> {
                    add(a, isAbove);
                    add(b, !isAbove);
                }
                case Expr.If guard when signs.isIdleGuard(guard) -> add(guard.otherwise(), isAbove);
                default -> factor(tree, isAbove);
            }
        }

        private void factor(Expr tree, boolean isAbove) {
            if (isAbove) {
                above.add(tree);
            } else {
                below.add(tree);
            }
        }

        void cancel() {
            below.removeIf(divisor -> signs.isPositive(divisor) && above.remove(divisor));
            for (int i = below.size() - 1; i >= 0; i--) {
                switch (below.get(i)) {
                    case Expr.Call(var function, var u)
                    when function == Function.EXP -> above.add(Expr.call(Function.EXP, Expr.negate(u)));
                    case Expr.Binary(var operator, var base, var exponent)
                    when operator == Operator.POWER && signs.isPositive(base) && !(exponent instanceof Expr.Num) ->
                        above.add(Expr.power(base, Expr.negate(exponent)));
                    default -> {
                        continue;
                    }
                }
                below.remove(i);
            }
        }
    }
}
