package org.isoflop.design;

import java.util.Arrays;
import java.util.List;

/**
 * Lays runs on a board: the best next one again and again, then exchanges (Fedorov, Theory of Optimal Experiments, 1972)
 * under the budget: one run is taken away, and what it cost is spent anew.
 *
 * <p>What is best next depends on what is scarce. Where it is FLOPs, the gain per FLOP counts, where it is the number of
 * runs, the gain itself; both are tried, and what lies between.
 */
final class Laying {
    /** Gains are divided by the cost to these powers. */
    private static final double[] THRIFT = {0, 0.5, 1};

    private static final int MOST_PASSES = 12;

    /** An exchange that is worth less than this share is rounding, or is not worth it. */
    private static final double WORTH = 1e-6;

    private final Board board;
    private final Limits limits;
    private final double[] flops;

    Laying(Board board, Limits limits) {
        this.board = board;
        this.limits = limits;
        List<Candidate> candidates = board.candidates();
        flops = candidates.stream().mapToDouble(Candidate::flops).toArray();
    }

    /** Leaves the best design that was found on the board. */
    void lay() {
        int[] best = {};
        double value = Double.POSITIVE_INFINITY;
        for (double thrift : THRIFT) {
            board.lay(new int[flops.length]);
            fill(thrift);
            exchange();
            board.rebuild();
            if (board.value() < value) {
                value = board.value();
                best = board.counts();
            }
        }
        board.lay(best);
    }

    /**
     * Takes away the runs that matter least, one after the other.
     *
     * @param most the criterion may rise so far
     * @param fewest so many runs stay at least
     */
    void thin(double most, int fewest) {
        while (board.runs() > fewest) {
            int least = leastMissed();
            board.remove(least);
            if (board.value() > most) {
                board.add(least);
                break;
            }
        }
        board.rebuild();
    }

    private int leastMissed() {
        int least = -1;
        double lowest = Double.POSITIVE_INFINITY;
        for (int c = 0; c < flops.length; c++) {
            if (board.count(c) > 0 && board.loss(c) < lowest) {
                lowest = board.loss(c);
                least = c;
            }
        }
        return least;
    }

    private void fill(double thrift) {
        for (int next = next(thrift); next >= 0; next = next(thrift)) {
            board.add(next);
        }
    }

    /** The best run that can still be afforded, or -1. */
    private int next(double thrift) {
        if (board.runs() >= limits.runs()) {
            return -1;
        }
        double left = left();
        int best = -1;
        double most = 0;
        for (int c = 0; c < flops.length; c++) {
            if (flops[c] <= left && board.count(c) < board.candidates().get(c).most()) {
                double score = board.gain(c) / Math.pow(flops[c], thrift);
                if (score > most) {
                    most = score;
                    best = c;
                }
            }
        }
        return best;
    }

    /** What is left of the budget; a sum of costs that meets it exactly is not refused for its rounding. */
    private double left() {
        return limits.flops() * (1 + 1e-12) - board.spent();
    }

    private void exchange() {
        boolean improved = true;
        for (int pass = 0; improved && pass < MOST_PASSES; pass++) {
            board.rebuild();
            improved = false;
            int[] laid = board.counts();
            for (int c = 0; c < laid.length; c++) {
                if (laid[c] > 0 && board.count(c) > 0) {
                    improved |= exchanged(c);
                }
            }
        }
    }

    /** Whether to spend what a run costs in another way is better; then that is done. */
    private boolean exchanged(int c) {
        double value = board.value();
        int[] before = board.counts();
        for (double thrift : THRIFT) {
            board.remove(c);
            fill(thrift);
            if (board.value() < value - WORTH * Math.abs(value)) {
                return true;
            }
            restore(before);
        }
        return false;
    }

    private void restore(int[] design) {
        int[] now = board.counts();
        if (Arrays.equals(now, design)) {
            return;
        }
        for (int c = 0; c < now.length; c++) {
            for (int i = now[c]; i < design[c]; i++) {
                board.add(c);
            }
        }
        for (int c = 0; c < now.length; c++) {
            for (int i = design[c]; i < now[c]; i++) {
                board.remove(c);
            }
        }
    }
}
