package org.isoflop.architecture;

/**
 * The two or three matrices between a token's vector and itself.
 *
 * @param width of the hidden vector
 * @param gated whether a third matrix gates it, as in SwiGLU (Shazeer 2020)
 */
public record FeedForward(int width, boolean gated) {
    public FeedForward {
        Positive.require("feed-forward width", width);
    }

    /** Weights of its matrices for a model of some width, without biases. */
    public long weights(int modelWidth) {
        return (gated ? 3L : 2L) * width * modelWidth;
    }

    /** Its biases, where a model has them. */
    long biases(int modelWidth) {
        return (gated ? 2L : 1L) * width + modelWidth;
    }
}
