package org.isoflop.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A number that the paper prints or the authors' code computes, which the law must give again.
 *
 * @param set the name of the set of coefficients it belongs to; empty for a law without parameters
 * @param at the value of every variable
 * @param gives the response there, never 0
 * @param tolerance by how much of {@code gives} the law may differ, because of the digits that were printed
 * @param from where the number stands, or what it follows from
 */
public record Example(String set, Map<String, Double> at, double gives, double tolerance, String from) {
    public Example {
        at = Collections.unmodifiableMap(new LinkedHashMap<>(at));
    }
}
