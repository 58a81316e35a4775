package org.isoflop.forecast;

/**
 * What a careful reviewer would hold against a table or a fit.
 *
 * @param code a short name for programs, such as {@code few-runs}
 * @param severity how much it matters
 * @param message the evidence in this table
 * @param advice what to do about it; empty if the message says so
 */
public record Objection(String code, Severity severity, String message, String advice) {

    /** An objection of middling severity whose message says what to do. */
    public Objection(String code, String message) {
        this(code, Severity.CAUTION, message, "");
    }
}
