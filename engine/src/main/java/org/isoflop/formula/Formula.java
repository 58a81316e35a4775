package org.isoflop.formula;

import java.util.List;
import java.util.Optional;

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

    @Override
    public String toString() {
        return text;
    }
}
