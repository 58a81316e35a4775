package org.isoflop.design;

/**
 * What may be spent. Whatever else limits a run is a matter of the candidates.
 *
 * @param flops on all runs together
 * @param runs how many runs at most
 */
public record Limits(double flops, int runs) {
    public Limits {
        if (!(flops > 0) || flops == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("a budget is a positive number of FLOPs, not " + flops);
        }
        if (runs < 1) {
            throw new IllegalArgumentException("at least one run, not " + runs);
        }
    }

    /** So many times as much, in FLOPs and in runs. */
    Limits times(double factor) {
        return new Limits(flops * factor, Math.clamp(Math.round(runs * factor), 1, Integer.MAX_VALUE));
    }
}
