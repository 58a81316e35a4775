package org.isoflop.cli;

import java.io.Console;

/** Bold and dim text, on a terminal that wants it: never in a file or a pipe, nor where {@code NO_COLOR} is set. */
record Style(boolean active) {
    static final Style PLAIN = new Style(false);

    /** The style for standard output. */
    static Style ofTerminal() {
        String noColor = System.getenv("NO_COLOR");
        return new Style(isTerminal() && (noColor == null || noColor.isEmpty()));
    }

    /** Whether a person sits in front of a terminal that can do more than print lines. */
    @SuppressWarnings("SystemConsoleNull") // null is possible still: with a jar of another console provider
    static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }

    String bold(String text) {
        return wrap(text, "1");
    }

    String dim(String text) {
        return wrap(text, "2");
    }

    String warning(String text) {
        return wrap(text, "33");
    }

    private String wrap(String text, String code) {
        return active && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
