package org.isoflop.design;

import java.util.List;

/**
 * The runs to make next, and what to expect of them.
 *
 * @param runs what to run, the most telling per FLOP first
 * @param before the spread of the target now
 * @param after the spread after these runs
 * @param best of all designs within the limits, even of parts of runs, none brings the spread below this share of what
 *     this one does, averaged over the draws; NaN where the law may be wrong, for then nothing is proved
 * @param floor the spread that no number of runs at the candidates can go below, because the law may drift between the
 *     largest of them and the target
 */
public record Proposal(List<Marginal> runs, Spread before, Spread after, double best, double floor) {
    public Proposal {
        runs = List.copyOf(runs);
    }

    /** What all runs cost. */
    public double flops() {
        return runs.stream().mapToDouble(Marginal::flops).sum();
    }

    /** How many runs there are, every seed counted. */
    public int count() {
        return runs.stream().mapToInt(Marginal::seeds).sum();
    }
}
