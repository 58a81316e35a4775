package org.isoflop.comparison;

import java.util.OptionalDouble;

/**
 * A probability: a share of the draws, ties counting half.
 *
 * @param plain over the draws, which take the laws for right; empty without draws
 * @param calibrated over draws widened by what back-tests show; empty where there were none
 */
public record Chance(OptionalDouble plain, OptionalDouble calibrated) {

    /** The one to believe. */
    public OptionalDouble believed() {
        return calibrated.isPresent() ? calibrated : plain;
    }
}
