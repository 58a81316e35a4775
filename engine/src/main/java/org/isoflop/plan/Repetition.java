package org.isoflop.plan;

import static org.isoflop.formula.Expr.binary;
import static org.isoflop.formula.Expr.call;
import static org.isoflop.formula.Expr.choose;
import static org.isoflop.formula.Expr.divide;
import static org.isoflop.formula.Expr.multiply;
import static org.isoflop.formula.Expr.num;
import static org.isoflop.formula.Expr.subtract;
import static org.isoflop.formula.Expr.sum;

import org.isoflop.formula.Expr;
import org.isoflop.formula.Function;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.Operator;

/**
 * Text that is read more than once: D tokens of which U differ are worth {@code U (1 + R (1 - exp(-(D/U - 1)/R)))} new
 * ones (Muennighoff et al. 2023, equation 5).
 *
 * @param unique U, how many different tokens there are
 * @param decay R, the repetitions after which text is used up by a factor e
 */
public record Repetition(double unique, double decay) {

    /** The different tokens among D, for laws that know of repetition themselves: their column U. */
    public static Expr distinct(double unique) {
        return binary(Operator.MIN, Landscape.TOKENS, num(unique));
    }

    /** What so many tokens are worth. */
    public double worth(double tokens) {
        return Interpreter.value(worth(), new double[] {Double.NaN, tokens}, new double[0]);
    }

    /** What the tokens are worth, for laws that know nothing of repetition: their column D. */
    public Expr worth() {
        Expr passes = divide(Landscape.TOKENS, num(unique));
        Expr left = call(Function.EXP, divide(subtract(num(1), passes), num(decay)));
        Expr worth = multiply(num(unique), sum(num(1), multiply(num(decay), subtract(num(1), left))));
        return choose(binary(Operator.AT_MOST, Landscape.TOKENS, num(unique)), Landscape.TOKENS, worth);
    }
}
