package org.isoflop.formula;

import org.isoflop.InputException;

/** A mistake in the text of a formula, with the place where it was noticed. */
public final class FormulaException extends InputException {
    private static final long serialVersionUID = 1L;

    private static final int WINDOW = 72;

    private final String text;
    private final int position;
    private final String reason;

    FormulaException(String text, int position, String reason, String wayOut) {
        super("formula, column " + (position + 1) + ": " + reason + "\n" + excerpt(text, position), wayOut);
        this.text = text;
        this.position = position;
        this.reason = reason;
    }

    /** The whole formula. */
    public String text() {
        return text;
    }

    /** Where in {@link #text()} it went wrong, from 0. */
    public int position() {
        return position;
    }

    /** What was expected and found, without the place. */
    public String reason() {
        return reason;
    }

    /** The text around the place on one line, and a caret under the place on the next. */
    private static String excerpt(String text, int position) {
        int from = Math.max(0, Math.min(position - WINDOW / 2, text.length() - WINDOW));
        int to = Math.min(text.length(), from + WINDOW);
        String head = from > 0 ? "…" : "";
        String tail = to < text.length() ? "…" : "";
        String line = head + text.substring(from, to).replaceAll("\\s", " ") + tail;
        return "  " + line + "\n  " + " ".repeat(head.length() + position - from) + "^";
    }
}
