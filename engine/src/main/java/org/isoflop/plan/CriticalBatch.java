package org.isoflop.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.formula.Binding;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.UnknownNameException;

/**
 * A law of the critical batch, in tokens: there a run takes twice the steps and twice the tokens of either extreme
 * (McCandlish et al. 2018, equation 2.11).
 *
 * @param tree over the columns N, D and loss
 */
public record CriticalBatch(Expr tree) {
    private static final List<String> COLUMNS = List.of("N", "D", "loss");

    /**
     * Reads an expression of N, D and loss, such as {@code 2e8/loss^(1/0.21)} or {@code 1e6}.
     *
     * @throws InputException if it names anything else
     */
    public static CriticalBatch of(Formula formula) {
        try {
            return new CriticalBatch(
                    numbered(Binding.columns(Set.copyOf(COLUMNS), Map.of()).bind(formula.body())));
        } catch (UnknownNameException e) {
            throw new InputException(
                    "the batch law '%s' names %s".formatted(formula.text(), e.name()),
                    "Write it with N, D and loss alone, such as 2e8/loss^(1/0.21).");
        }
    }

    private static Expr numbered(Expr tree) {
        return tree instanceof Expr.Variable(var _, var name)
                ? new Expr.Variable(COLUMNS.indexOf(name), name)
                : tree.mapChildren(CriticalBatch::numbered);
    }

    double tokens(double parameters, double tokens, double loss) {
        return Interpreter.value(tree, new double[] {parameters, tokens, loss}, new double[0]);
    }
}
