package org.isoflop.formula;

import java.util.function.IntPredicate;

/**
 * What is known of the sign of a tree in every row of a table.
 *
 * @param positive whether the variable of an index is positive in every row
 */
record Signs(IntPredicate positive) {

    /** Whether the tree is above zero in every row whatever the parameters, as far as is plain to see. */
    boolean isPositive(Expr tree) {
        return switch (tree) {
            case Expr.Num(var value) -> value > 0;
            case Expr.Variable v -> positive.test(v.index());
            case Expr.Call(var function, var _) -> function == Function.EXP || function == Function.COSH;
            case Expr.Binary(var operator, var a, var b) ->
                switch (operator) {
                    case ADD, MULTIPLY, DIVIDE, MIN -> isPositive(a) && isPositive(b);
                    case POWER -> isPositive(a);
                    case MAX -> isPositive(a) || isPositive(b);
                    default -> false;
                };
            default -> false;
        };
    }

    /**
     * Whether {@code if(x == 0, …)} guards against a zero that does not occur. An exponential may underflow to zero; a
     * column may not.
     */
    boolean isIdleGuard(Expr.If guard) {
        return guard.condition() instanceof Expr.Binary(var operator, Expr.Variable x, Expr.Num(var value))
                && operator == Operator.EQUAL
                && value == 0
                && positive.test(x.index());
    }
}
