package org.isoflop.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.formula.Binding;
import org.isoflop.formula.Derivative;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.Kernel;
import org.isoflop.formula.UnknownNameException;
import org.isoflop.law.Model;

/**
 * A law as a surface over the parameters N and the tokens D of a run: what else it reads has been given a meaning, a
 * number or an expression of N and D. Its height is the response, its slopes are those in log N and log D.
 */
public final class Landscape {
    /** The parameters of a model, as a leaf of a meaning. */
    public static final Expr SIZE = new Expr.Variable(0, "N");

    /** The tokens of a run, as a leaf of a meaning. */
    public static final Expr TOKENS = new Expr.Variable(1, "D");

    private static final List<String> OWN = List.of("N", "D");

    private final Expr height;
    private final Expr sizeSlope;
    private final Expr tokenSlope;
    private final Kernel kernel;

    private Landscape(Expr height) {
        this.height = height;
        sizeSlope = Expr.multiply(SIZE, Derivative.of(height, SIZE));
        tokenSlope = Expr.multiply(TOKENS, Derivative.of(height, TOKENS));
        kernel = Kernel.of(List.of(height, sizeSlope, tokenSlope), index -> true);
    }

    /** For a law in N and D alone. */
    public static Landscape of(Model model) {
        return of(model, Map.of());
    }

    /**
     * For a law that reads more.
     *
     * @param meanings for a column its value over {@link #SIZE} and {@link #TOKENS}; one for N or D replaces what the
     *     law reads there, such as the tokens that repeated ones are worth
     * @throws InputException if the law reads a column that is neither N nor D and has no meaning
     */
    public static Landscape of(Model model, Map<String, Expr> meanings) {
        var all = new HashMap<String, Expr>(Map.of("N", SIZE, "D", TOKENS));
        all.putAll(meanings);
        for (String name : model.variables()) {
            if (!all.containsKey(name)) {
                throw new InputException(
                        "%s reads %s, which is not told by N and D"
                                .formatted(model.law().id(), name),
                        "Say what it is: --with %s=…, or --let \"%s = …\" as an expression of N and D."
                                .formatted(name, name));
            }
        }
        return new Landscape(replaced(model.body(), all));
    }

    /**
     * An expression of N and D.
     *
     * @throws InputException if it names anything else
     */
    public static Expr meaning(Formula formula) {
        try {
            Expr bound = Binding.columns(Set.copyOf(OWN), Map.of()).bind(formula.body());
            return replaced(bound, Map.of("N", SIZE, "D", TOKENS));
        } catch (UnknownNameException e) {
            throw new InputException(
                    "'%s' names %s; a plan chooses N and D".formatted(formula.text(), e.name()),
                    "Write it with N and D alone, such as D/N.");
        }
    }

    private static Expr replaced(Expr tree, Map<String, Expr> meanings) {
        return tree instanceof Expr.Variable(var _, var name)
                ? meanings.getOrDefault(name, tree)
                : tree.mapChildren(part -> replaced(part, meanings));
    }

    /** The tree over {@link #SIZE}, {@link #TOKENS} and the parameters of the law. */
    Expr tree() {
        return height;
    }

    /** Whether the response depends on N at all. */
    public boolean readsSize() {
        return height.contains(SIZE);
    }

    /** Whether the response depends on D at all. */
    public boolean readsTokens() {
        return height.contains(TOKENS);
    }

    /** The response. */
    public double loss(double parameters, double tokens, double[] theta) {
        return Interpreter.value(height, new double[] {parameters, tokens}, theta);
    }

    /**
     * How the response changes with log N along a line.
     *
     * @param elasticity {@code d log D / d log N} along that line
     */
    double slope(double parameters, double tokens, double elasticity, double[] theta) {
        double[] row = {parameters, tokens};
        return Interpreter.value(sizeSlope, row, theta) + elasticity * Interpreter.value(tokenSlope, row, theta);
    }

    /** How the response changes with log D where N stands still. */
    double slopeOfTokens(double parameters, double tokens, double[] theta) {
        return Interpreter.value(tokenSlope, new double[] {parameters, tokens}, theta);
    }

    /** Response and both slopes, in that order. */
    Kernel kernel() {
        return kernel;
    }
}
