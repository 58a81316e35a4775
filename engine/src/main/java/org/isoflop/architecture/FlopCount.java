package org.isoflop.architecture;

import java.util.Arrays;
import java.util.List;

/**
 * What is counted as an operation. Papers differ, and a factor of 1.2 between two of them is common; so every count of
 * FLOP has one of these names beside it.
 *
 * <p>One multiply-add is two operations, and a backward pass is two forward passes. Recomputed activations are not
 * counted by any of them. Of experts, those count that a token passes.
 */
public enum FlopCount {
    /** {@code 6 N} per token, N all parameters that a token passes, with the embeddings (Hoffmann et al. 2022, 3.3). */
    SIX_N("6nd", "6 N D, N with embeddings") {
        @Override
        public double forwardPerToken(Transformer model) {
            return 2.0 * model.parameters().active();
        }
    },

    /** {@code 6 N} per token, N without the tables (Kaplan et al. 2020, 2.1). */
    SIX_N_WITHOUT_EMBEDDINGS("6nd-without-embeddings", "6 N D, N without embeddings") {
        @Override
        public double forwardPerToken(Transformer model) {
            return 2.0 * model.parameters().activeWithoutEmbeddings();
        }
    },

    /** {@code 2 N + 2 l s d_attn} forward, N without the tables, the causal half of attention (Kaplan et al. 2020, table 1). */
    KAPLAN("kaplan", "6 N without embeddings + causal attention") {
        @Override
        public double forwardPerToken(Transformer model) {
            return 2.0 * model.parameters().activeWithoutEmbeddings() + model.reach() * model.context();
        }
    },

    /** {@code 6 N + 12 l a d s} per token, all of attention (Chowdhery et al. 2022, appendix B); what MFU is counted with. */
    PALM("palm", "6 N D + all of attention; MFU counts so") {
        @Override
        public double forwardPerToken(Transformer model) {
            return 2.0 * model.parameters().active() + 2.0 * model.reach() * model.context();
        }
    },

    /**
     * Sums of all products with the embedding and the softmax counted too (Hoffmann et al. 2022, appendix F):
     * {@code 2 V h} for the table, {@code 3 a s} for the softmax.
     */
    CHINCHILLA("chinchilla", "products, embedding, softmax, logits") {
        @Override
        public double forwardPerToken(Transformer model) {
            double table = 2.0 * model.embedding().vocabulary() * model.width();
            double softmax = 3.0 * model.attention().heads() * (double) model.context() * model.layers();
            return EXACT.forwardPerToken(model) + table + softmax;
        }
    },

    /**
     * Matrix products as they are, per layer and head of the model; of a GPT shape {@code 72 B s l h^2 (1 + s/6h + V/12lh)}
     * per iteration, three quarters of Narayanan et al. 2021, equation 3, which counts the recomputed forward pass too.
     */
    EXACT("exact", "every matrix product, all of attention") {
        @Override
        public double forwardPerToken(Transformer model) {
            return 2 * model.matrixWeights() + 2 * model.reach() * model.context() + logits(model);
        }
    },

    /** {@link #EXACT} with the half of attention that a causal kernel computes. */
    EXACT_CAUSAL("exact-causal", "the same, the causal half of attention") {
        @Override
        public double forwardPerToken(Transformer model) {
            return 2 * model.matrixWeights() + model.reach() * model.context() + logits(model);
        }
    };

    /** A backward pass takes two products where the forward pass has one. */
    private static final double PASSES = 3;

    private final String id;
    private final String description;

    FlopCount(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** How it is called in options and documents. */
    public String id() {
        return id;
    }

    /** What is counted, in a few words. */
    public String description() {
        return description;
    }

    /** The names of all. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(FlopCount::id).toList();
    }

    private static double logits(Transformer model) {
        return 2.0 * model.embedding().vocabulary() * model.width();
    }

    /** Operations of the forward pass per token of a full sequence. */
    public abstract double forwardPerToken(Transformer model);

    /** Operations of forward and backward pass per token of a full sequence. */
    public double trainingPerToken(Transformer model) {
        return PASSES * forwardPerToken(model);
    }
}
