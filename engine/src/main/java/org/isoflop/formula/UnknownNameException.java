package org.isoflop.formula;

import org.isoflop.InputException;

/** A name in a formula means nothing in the table that the formula met. */
public final class UnknownNameException extends InputException {
    private static final long serialVersionUID = 1L;

    private final String name;

    UnknownNameException(String name, String message) {
        this(name, message, "");
    }

    UnknownNameException(String name, String message, String wayOut) {
        super(message, wayOut);
        this.name = name;
    }

    /** The name as it was written. */
    public String name() {
        return name;
    }
}
