package org.isoflop.architecture;

/**
 * The tables between tokens and vectors.
 *
 * @param vocabulary tokens, {@code V}, as many as the matrix has rows
 * @param tied whether the output matrix is the input table
 * @param positions learned positions; 0 if positions have no table
 */
public record Embedding(int vocabulary, boolean tied, int positions) {
    public Embedding {
        Positive.require("vocabulary", vocabulary);
        if (positions < 0) {
            throw new IllegalArgumentException("learned positions: 0 or more, not " + positions);
        }
    }
}
