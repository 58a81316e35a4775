package org.isoflop.formula;

/** A piece of a formula's text; {@code position} is where it begins. */
record Token(Kind kind, String text, int position, double value) {
    enum Kind {
        NUMBER,
        NAME,
        TEXT,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbol);
    }

    /** As it is called in an error. */
    String describe() {
        return switch (kind) {
            case END -> "the end of the formula";
            case TEXT -> "the text '" + text + "'";
            default -> "'" + text + "'";
        };
    }
}
