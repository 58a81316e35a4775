package org.isoflop.architecture;

/**
 * The small tensors of a layer, which count only where a count should be exact.
 *
 * @param norms normalisations per layer; one more stands at the end of the model
 * @param centred whether they subtract the mean and so have two vectors (LayerNorm) and not one (RMSNorm)
 * @param biases which matrices have a bias
 */
public record Trimmings(int norms, boolean centred, Biases biases) {
    /** As GPT-2 and GPT-3: LayerNorm, and a bias for every matrix of a layer. */
    public static final Trimmings GPT = new Trimmings(2, true, Biases.ALL);

    /** As Llama: RMSNorm, and no bias anywhere. */
    public static final Trimmings LLAMA = new Trimmings(2, false, Biases.NONE);

    /** Which matrices have a bias. */
    public enum Biases {
        NONE,
        /** Queries, keys and values alone, as in Qwen2. */
        QKV,
        ALL
    }

    public Trimmings {
        if (norms < 0) {
            throw new IllegalArgumentException("norms per layer: 0 or more, not " + norms);
        }
    }

    /** Parameters of one norm. */
    long norm(int width) {
        return (centred ? 2L : 1L) * width;
    }
}
