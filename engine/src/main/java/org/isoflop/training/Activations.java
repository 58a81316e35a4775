package org.isoflop.training;

import org.isoflop.architecture.Attention;
import org.isoflop.architecture.Experts;
import org.isoflop.architecture.Transformer;

/**
 * What a layer keeps for the backward pass, in bytes per token of a microbatch.
 *
 * <p>The count of Korthikanti et al. 2022, section 4.1, for any shape: inputs of norms and of matrices, queries, keys and
 * values, the input of the output matrix, the inputs of the activation function and of the matrix behind it, and with
 * dropout its masks of one byte. A GPT layer in 16 bits comes to {@code 34 h + 5 a s} bytes, of which {@code 10 h} are
 * replicated in a tensor-parallel group unless norms are split as well. These are bytes already.
 *
 * @param replicated every member of a tensor-parallel group has them, unless norms are split
 * @param split over a tensor-parallel group
 * @param scores of attention, split as well; what selective recomputation throws away
 * @param input of the layer, which is all that full recomputation keeps: {@code 2 h}, of which each member of a group that
 *     splits norms has its part
 */
record Activations(double replicated, double split, double scores, double input) {
    /** A fused softmax keeps one number in 32 bits per query and head. */
    private static final double STATISTICS = 4;

    static Activations of(Job job) {
        Transformer model = job.model();
        double size = job.numerics().activationBytes();
        double h = model.width();
        double masks = job.dropout() ? 2 * h : 0;
        // Norms of PaLM's parallel layers are one, and so is the input of what stands behind it.
        double replicated = 2 * model.trimmings().norms() * size * h + masks;
        Attention attention = model.attention();
        double projections = size * (2.0 * attention.queryWidth() + attention.cached());
        return new Activations(replicated, projections + size * hidden(model), scores(job, size), size * h);
    }

    /** Numbers of the hidden vectors: before and after the activation function, and with a gate both of its inputs. */
    private static double hidden(Transformer model) {
        double perWidth = model.feedForward().gated() ? 3 : 2;
        double plain = perWidth * model.feedForward().width() * model.plainLayers();
        double chosen = 0;
        if (model.experts().isPresent()) {
            Experts experts = model.experts().get();
            double passed = experts.active() + experts.shared();
            // A copy of the token goes to each expert.
            chosen = experts.layers() * passed * (perWidth * experts.width() + model.width());
        }
        return (plain + chosen) / model.layers();
    }

    private static double scores(Job job, double size) {
        double heads = job.model().attention().heads();
        if (job.fusedAttention()) {
            return STATISTICS * heads;
        }
        double context = job.model().context();
        // The softmax; with dropout what it leaves over, and its mask.
        return heads * context * (job.dropout() ? 2 * size + 1 : size);
    }

    /** Bytes per token that one accelerator keeps of a layer. */
    double kept(Layout layout) {
        return switch (layout.recompute()) {
            case NONE -> working(layout);
            case SELECTIVE -> together(layout, 0);
            case FULL -> input / (layout.splitNorms() ? layout.tensor() : 1);
        };
    }

    /** Bytes per token of a layer that is being computed. */
    double working(Layout layout) {
        return together(layout, scores);
    }

    private double together(Layout layout, double withScores) {
        double t = layout.tensor();
        return replicated / (layout.splitNorms() ? t : 1) + (split + withScores) / t;
    }
}
