package org.isoflop.law;

/**
 * A column that a law reads.
 *
 * @param name its name in the formula
 * @param meaning what it stands for
 * @param unit the unit it is counted in; empty for a pure number
 */
public record Variable(String name, String meaning, String unit) {}
