package org.isoflop.architecture;

/** The refusal that all sizes share. */
final class Positive {
    private Positive() {}

    static void require(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s: at least 1, not %d".formatted(what, value));
        }
    }
}
