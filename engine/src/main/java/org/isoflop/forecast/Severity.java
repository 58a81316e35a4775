package org.isoflop.forecast;

import java.util.Locale;

/** How much an objection matters. */
public enum Severity {
    /** Worth knowing; no reason to change anything. */
    NOTE,
    /** Likely to move estimates or intervals. */
    CAUTION,
    /** What is built on these runs may be wrong altogether. */
    GRAVE;

    /** In small letters. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
