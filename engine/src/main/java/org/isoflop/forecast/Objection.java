package org.isoflop.forecast;

/**
 * What a careful reviewer would hold against a fit.
 *
 * @param code a short name for programs, such as {@code few-runs}
 * @param message the evidence in this table, and what to do about it
 */
public record Objection(String code, String message) {}
