package org.isoflop.fit;

import org.isoflop.InputException;

/** The law cannot be fitted to these runs; the message says why. */
public final class FitException extends InputException {
    private static final long serialVersionUID = 1L;

    FitException(String message, String wayOut) {
        super(message, wayOut);
    }
}
