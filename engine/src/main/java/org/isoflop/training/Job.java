package org.isoflop.training;

import org.isoflop.architecture.Transformer;

/**
 * What is to be trained, before anybody says on what.
 *
 * @param model with the context it is trained at
 * @param batch sequences per step
 * @param numerics in what precision
 * @param fusedAttention whether the matrix of scores is never written, as in FlashAttention (Dao et al. 2022)
 * @param dropout whether masks of dropout are kept
 */
public record Job(Transformer model, int batch, Numerics numerics, boolean fusedAttention, boolean dropout) {
    public Job {
        if (batch < 1) {
            throw new IllegalArgumentException("a batch has at least 1 sequence, not " + batch);
        }
    }

    /** As most train now: fused attention, no dropout. */
    public static Job of(Transformer model, int batch, Numerics numerics) {
        return new Job(model, batch, numerics, true, false);
    }

    /** Tokens per step. */
    public double tokensPerStep() {
        return (double) batch * model.context();
    }
}
