package org.isoflop.plan;

/**
 * A limit of time. A larger batch keeps more accelerators busy, and pays for it: at the batch B a run needs
 * {@code 1 + B/B_crit} times the tokens and {@code 1 + B_crit/B} times the steps of either extreme (McCandlish et al.
 * 2018, equation 2.11, solved for both).
 *
 * <p>With C FLOPs to spend in all, and a FLOPs that can be done in the time at the critical batch, the largest c = f(N) D
 * that a batch exists for solves {@code (C/c - 1)(a/c - 1) = 1}: it is {@code 1/c = 1/C + 1/a}.
 *
 * @param flopsPerPlace FLOPs that can be done in the time for every token of the batch: seconds, times FLOP/s of an
 *     accelerator, over the tokens that it takes at a time
 * @param batch the critical batch
 */
public record Deadline(double flopsPerPlace, CriticalBatch batch) {
    public Deadline {
        if (!(flopsPerPlace > 0)) {
            throw new IllegalArgumentException("a deadline leaves some time, not " + flopsPerPlace);
        }
    }

    /**
     * How a run keeps its time.
     *
     * @param critical the critical batch, tokens
     * @param batch the batch that uses both the time and the compute up, tokens
     * @param tokens that are read in all; the law counts fewer, those that a small batch would need
     * @param steps of the optimizer
     */
    public record Pace(double critical, double batch, double tokens, double steps) {}

    /**
     * The pace of a run.
     *
     * @param spent FLOPs of training in all
     * @param needed FLOPs that a small batch would need, f(N) D
     */
    public Pace pace(Optimum run, double spent, double needed) {
        double critical = batch.tokens(run.parameters(), run.tokens(), run.loss());
        double over = spent / needed - 1;
        double tokens = run.tokens() * (1 + over);
        return new Pace(critical, over * critical, tokens, tokens / (over * critical));
    }

    /** FLOPs that can be done in the time at the critical batch. */
    double serial(double parameters, double tokens, double loss) {
        return flopsPerPlace * batch.tokens(parameters, tokens, loss);
    }
}
