package org.isoflop.formula;

/** A piece of a formula's text; {@code position} is where it begins. */
record Token(Kind kind, String text, int position, double value) {
    enum Kind {
        NUMBER,
        NAME,
        /** A name in backquotes, which never is a word of the language. */
        QUOTED,
        TEXT,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbol);
    }

    /** Whether it may name a column or a parameter. */
    boolean isName() {
        return kind == Kind.QUOTED || kind == Kind.NAME && !Lexer.WORDS.contains(text);
    }

    /** As it is called in an error. */
    String describe() {
        return switch (kind) {
            case END -> "the end of the formula";
            case TEXT -> "the text '" + text + "'";
            case QUOTED -> "`" + text + "`";
            case NUMBER, NAME, SYMBOL -> "'" + text + "'";
        };
    }
}
