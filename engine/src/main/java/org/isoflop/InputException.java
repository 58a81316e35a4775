package org.isoflop;

/**
 * Something that was given to Isoflop cannot be worked with, and its giver can mend it.
 *
 * <p>The message names the place and says what was found and what was expected; {@link #wayOut()} names one thing to
 * do about it. Mistakes of a programmer are {@link IllegalArgumentException}s instead.
 */
public class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String wayOut;

    /**
     * @param message the place, what was found there, and what was expected; no full stop at the end
     * @param wayOut one thing to do about it, as a full sentence; may be empty
     */
    public InputException(String message, String wayOut) {
        super(message);
        this.wayOut = wayOut;
    }

    /** One thing to do about it; empty when the message says it all. */
    public String wayOut() {
        return wayOut;
    }
}
