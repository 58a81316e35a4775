package org.isoflop.architecture;

import java.util.List;

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

    /** Its matrices for a model of some width. */
    public List<Matrix> matrices(int modelWidth) {
        return List.of(
                new Matrix("feed-forward input", modelWidth, width, gated ? 2 : 1),
                new Matrix("feed-forward output", width, modelWidth, 1));
    }

    /** Weights of its matrices for a model of some width, without biases. */
    public long weights(int modelWidth) {
        return matrices(modelWidth).stream().mapToLong(Matrix::weights).sum();
    }

    /** Its biases, where a model has them. */
    long biases(int modelWidth) {
        return (gated ? 2L : 1L) * width + modelWidth;
    }
}
