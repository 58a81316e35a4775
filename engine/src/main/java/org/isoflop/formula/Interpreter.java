package org.isoflop.formula;

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

/** Walks a bound tree: slow, obvious, and therefore what every faster way of evaluating is held against. */
public final class Interpreter {
    private Interpreter() {}

    /**
     * The value of {@code tree} at one row.
     *
     * @param row the value of each variable, by its index
     * @param theta the value of each parameter, by its index
     * @return the value; NaN where the formula is not defined
     * @throws IllegalArgumentException if the tree still holds a name that no table has given a meaning
     */
    public static double value(Expr tree, double[] row, double[] theta) {
        return switch (tree) {
            case Num(var value) -> value;
            case Variable v -> row[v.index()];
            case Parameter p -> theta[p.index()];
            case Negate(var a) -> -value(a, row, theta);
            case Not(var a) -> Operator.holds(value(a, row, theta)) ? 0 : 1;
            case Call(var function, var a) -> function.at(value(a, row, theta));
            case Binary(var operator, var a, var b) -> operator.at(value(a, row, theta), value(b, row, theta));
            case If(var condition, var a, var b) ->
                value(Operator.holds(value(condition, row, theta)) ? a : b, row, theta);
            case Text _, Symbol _, Indexed _, Fold _ ->
                throw new IllegalArgumentException("'" + tree + "' has not been bound to a table");
        };
    }
}
