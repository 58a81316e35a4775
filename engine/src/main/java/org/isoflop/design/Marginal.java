package org.isoflop.design;

/**
 * What a run adds to those that are proposed before it.
 *
 * @param candidate the run
 * @param seeds how many times it is made
 * @param before the spread of the target without it
 * @param after the spread with it
 */
public record Marginal(Candidate candidate, int seeds, Spread before, Spread after) {

    /** What all its seeds cost. */
    public double flops() {
        return seeds * candidate.flops();
    }

    /** By how much it narrows the spread, per FLOP. */
    public double perFlop() {
        return (before.total() - after.total()) / flops();
    }
}
