package org.isoflop.formula;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A law as people write it: {@code loss = E + A / N^alpha where { alpha in (0, 2) }}.
 *
 * @param text the text it was read from, without surrounding space
 * @param equation the text without its {@code where} part
 * @param response the left side, a column or an expression of columns; empty when there was no {@code =}
 * @param body the right side, or the whole text when there was no {@code =}
 * @param declarations what the {@code where} part says, one entry per parameter in order of appearance
 */
public record Formula(
        String text, String equation, Optional<Expr> response, Expr body, List<Declaration> declarations) {

    /** A longer text is refused: nobody writes it, and trees are walked recursively. */
    static final int MAX_LENGTH = 20_000;

    public Formula {
        declarations = List.copyOf(declarations);
    }

    /**
     * Reads a formula; see the grammar in {@code docs/formula.md}.
     *
     * @throws FormulaException with the place, if the text is not a formula
     */
    public static Formula parse(String text) {
        return new Parser(text.strip()).formula();
    }

    /**
     * The names that a table or a fit must give a meaning, in order of appearance: those on both sides and in the
     * values of declarations. {@code h[i]} counts as {@code h}; the constant pi does not count.
     */
    public Set<String> names() {
        var names = new LinkedHashSet<String>();
        trees(tree -> {
            if (tree instanceof Expr.Symbol(var name) && !name.equals("pi")) {
                names.add(name);
            } else if (tree instanceof Expr.Indexed(var base, var _)) {
                names.add(base);
            }
        });
        return names;
    }

    /** The indices over which the sums and products of the equation range. */
    public Set<String> indices() {
        var indices = new LinkedHashSet<String>();
        response.ifPresent(left -> collectIndices(left, indices));
        collectIndices(body, indices);
        return indices;
    }

    static void collectIndices(Expr tree, Set<String> into) {
        visit(tree, part -> {
            if (part instanceof Expr.Fold fold) {
                into.add(fold.index());
            }
        });
    }

    private void trees(Consumer<Expr> visitor) {
        response.ifPresent(left -> visit(left, visitor));
        visit(body, visitor);
        declarations.forEach(d -> d.value().ifPresent(value -> visit(value, visitor)));
    }

    private static void visit(Expr tree, Consumer<Expr> visitor) {
        visitor.accept(tree);
        tree.children().forEach(child -> visit(child, visitor));
    }

    @Override
    public String toString() {
        return text;
    }
}
