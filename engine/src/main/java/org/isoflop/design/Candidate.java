package org.isoflop.design;

import java.util.Arrays;

/**
 * A run that could be made.
 *
 * @param law the number of the law that it would tell of, from 0
 * @param row the values of that law's variables; not to be written to
 * @param flops what it costs
 * @param most how many times it can be made, with another seed each time
 */
public record Candidate(int law, double[] row, double flops, int most) {
    public Candidate {
        if (!(flops > 0) || flops == Double.POSITIVE_INFINITY || most < 1 || law < 0) {
            throw new IllegalArgumentException("a run of " + flops + " FLOPs, " + most + " times");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Candidate that
                && law == that.law
                && Arrays.equals(row, that.row)
                && flops == that.flops
                && most == that.most;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(row);
    }

    @Override
    public String toString() {
        return Arrays.toString(row) + " for " + flops + " FLOP";
    }
}
