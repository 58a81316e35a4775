package org.isoflop.training;

import org.isoflop.architecture.Experts;
import org.isoflop.architecture.Matrix;
import org.isoflop.architecture.Transformer;
import org.isoflop.hardware.Accelerator;

/**
 * The forward pass of one layer over a microbatch, in seconds, by the roofline of Williams et al. 2009: each operation takes
 * as long as its arithmetic or its memory traffic, whichever is longer.
 *
 * @param products matrices with weights
 * @param attention products over the context and the softmax between them
 * @param passes over memory: norms, residuals, activation functions, dropout
 * @param tensor communication of a tensor-parallel group
 * @param exchange of tokens between experts, and of keys and values around a ring
 */
record LayerTime(double products, double attention, double passes, double tensor, double exchange) {
    /** Traffic of an unfused softmax in numbers per score: written, read and written, read for the values. */
    private static final double SOFTMAX = 4;

    /** Dropout reads and writes them once more, with a mask. */
    private static final double SOFTMAX_DROPOUT = 2.5;

    /** Both norms read and write, both residuals read two vectors and write one. */
    private static final double VECTORS_PER_NORM = 5;

    static LayerTime of(Job job, Layout layout, Accelerator accelerator, Assumptions assumptions) {
        Transformer model = job.model();
        double tokens = Memory.tokens(job, layout);
        double rate = assumptions.productRate(accelerator, job.numerics().products());
        double memory = assumptions.memory() * accelerator.memoryBandwidth();
        var links = new Links(accelerator.node(), assumptions.network());
        return new LayerTime(
                products(job, layout, tokens, rate, memory),
                attention(job, layout, tokens, rate, memory, assumptions),
                passes(job, layout, tokens) / memory,
                // Two sums over the group, after attention and after the feed-forward block (Shoeybi et al. 2019).
                model.trimmings().norms() * links.reduce(vectors(job, tokens), layout.tensor(), 1),
                exchange(job, layout, tokens, links));
    }

    private static double vectors(Job job, double tokens) {
        return tokens * job.model().width() * job.numerics().activationBytes();
    }

    /** Each kind of matrix by itself, as the mean over all layers. */
    private static double products(Job job, Layout layout, double tokens, double rate, double memory) {
        Transformer model = job.model();
        double seconds = 0;
        for (Matrix matrix : model.attention().matrices(model.width())) {
            seconds += product(job, layout, matrix, tokens, rate, memory);
        }
        double plain = 0;
        for (Matrix matrix : model.feedForward().matrices(model.width())) {
            plain += product(job, layout, matrix, tokens, rate, memory);
        }
        double chosen = 0;
        if (model.experts().isPresent()) {
            Experts experts = model.experts().get();
            // Every expert on this accelerator reads its weights; the tokens are spread over all of them.
            double here = (double) experts.count() / layout.expert();
            double each = tokens * experts.active() / here;
            for (Matrix matrix : model.expert(experts).matrices(model.width())) {
                chosen += here * product(job, layout, matrix, each, rate, memory);
                chosen += experts.shared() * product(job, layout, matrix, tokens, rate, memory);
            }
        }
        double layers = model.layers();
        return seconds + (plain * model.plainLayers() + chosen * (layers - model.plainLayers())) / layers;
    }

    /** A product of tokens with a matrix of which this accelerator has a {@code t}-th. */
    private static double product(Job job, Layout layout, Matrix matrix, double tokens, double rate, double memory) {
        double weights = (double) matrix.weights() / layout.tensor();
        double size = job.numerics().activationBytes();
        double wide = Math.max(matrix.rows(), matrix.columns()) * matrix.copies() / (double) layout.tensor();
        double narrow = Math.min(matrix.rows(), matrix.columns());
        double traffic = job.numerics().weightBytes() * weights + size * tokens * (wide + narrow);
        return Math.max(2 * tokens * weights / rate, traffic / memory);
    }

    private static double attention(
            Job job, Layout layout, double tokens, double rate, double memory, Assumptions assumptions) {
        Transformer model = job.model();
        double context = model.context();
        double flop = 2 * model.attention().reach() * context * tokens / layout.tensor();
        double size = job.numerics().activationBytes();
        double vectors = size
                * tokens
                * (2.0 * model.attention().queryWidth() + model.attention().cached())
                / layout.tensor();
        if (job.fusedAttention()) {
            // A fused kernel leaves out the half that causality forbids.
            return Math.max(flop / 2 / (assumptions.attention() * rate), vectors / memory);
        }
        double perScore = SOFTMAX + (job.dropout() ? SOFTMAX_DROPOUT : 0);
        double scores = model.attention().heads() * context * tokens / layout.tensor();
        return Math.max(flop / rate, vectors / memory) + size * perScore * scores / memory;
    }

    /** Bytes read and written by what is no product. */
    private static double passes(Job job, Layout layout, double tokens) {
        Transformer model = job.model();
        double size = job.numerics().activationBytes();
        double t = layout.tensor();
        double whole = model.trimmings().norms() * (VECTORS_PER_NORM * size + (job.dropout() ? 1 : 0)) * model.width();
        double perHidden = model.feedForward().gated() ? 3 : 2;
        return tokens * (whole / (layout.splitNorms() ? t : 1) + size * perHidden * passed(model) / t);
    }

    /** Hidden numbers that a token passes in a layer, mean over all layers. */
    private static double passed(Transformer model) {
        double plain = (double) model.plainLayers() * model.feedForward().width();
        double chosen = model.experts()
                .map(e -> (double) e.layers() * (e.active() + e.shared()) * e.width())
                .orElse(0.0);
        return (plain + chosen) / model.layers();
    }

    private static double exchange(Job job, Layout layout, double tokens, Links links) {
        Transformer model = job.model();
        double ring = layout.sequence() == 1
                ? 0
                : (layout.sequence() - 1)
                        * links.send(
                                tokens
                                        * model.attention().cached()
                                        * job.numerics().activationBytes()
                                        / layout.tensor(),
                                layout.tensor() * layout.sequence());
        if (model.experts().isEmpty()) {
            return ring;
        }
        Experts experts = model.experts().get();
        double there = links.exchange(
                vectors(job, tokens) * experts.active() / layout.tensor(), layout.expert(), layout.tensor());
        return ring + 2 * there * experts.layers() / model.layers();
    }

    /** All that computes. */
    double computing() {
        return products + attention + passes;
    }

    double total() {
        return computing() + tensor + exchange;
    }
}
