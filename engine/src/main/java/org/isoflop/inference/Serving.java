package org.isoflop.inference;

import org.isoflop.architecture.Experts;
import org.isoflop.architecture.Transformer;
import org.isoflop.hardware.Accelerator;
import org.isoflop.hardware.Cluster;
import org.isoflop.hardware.Precision;
import org.isoflop.training.Assumptions;

/**
 * A model whose matrices are shared by the accelerators of a cluster (tensor parallelism).
 *
 * <p>A prompt is bound by arithmetic, a token after it by memory traffic: all weights that the batch touches are read
 * once, and the cache of every sequence. Each takes as long as the longer of both (Williams et al. 2009; Pope et al. 2022,
 * arXiv:2211.05102). Two sums per layer go over the links, each with a latency.
 *
 * @param model what is served
 * @param cluster all of it, one replica
 * @param weights format of the weights, and of the products where the accelerator has it
 * @param cacheBytes per number of the cache
 * @param assumptions about the machine
 */
public record Serving(
        Transformer model, Cluster cluster, Precision weights, double cacheBytes, Assumptions assumptions) {
    /** Seconds before the first byte of a sum over a group has arrived: some launches and hops. */
    public static final double LATENCY = 10e-6;

    private static final double ACTIVATION = 2;

    /** Bytes of weights on one accelerator. */
    public double weightBytes() {
        return model.parameters().total() * weights.bytes() / cluster.count();
    }

    /** Bytes of cache of one sequence of so many tokens, on one accelerator; key-value heads are shared as far as they go. */
    public double cacheBytes(double tokens) {
        return model.cacheBytesPerToken(cacheBytes) * tokens / cluster.count();
    }

    /** Sequences of so many tokens that fit beside the weights; 0 if not even the weights fit. */
    public int largestBatch(double tokens) {
        double room = assumptions.usable(cluster.accelerator()) - weightBytes();
        return (int) Math.clamp(Math.floor(room / cacheBytes(tokens)), 0, 1 << 20);
    }

    /** Seconds until the first token, for so many prompts at once. */
    public double prefill(int batch, double prompt) {
        double tokens = batch * prompt;
        double flop = 2 * tokens * model.matrixWeights() + attention(batch, prompt) + head(batch);
        return longer(flop, touched(tokens), tokens);
    }

    /** Seconds for one more token of every sequence, at a length of so many tokens. */
    public double decode(int batch, double length) {
        double flop = batch * (2 * model.matrixWeights() + 2 * model.reach() * length) + head(batch);
        double traffic = touched(batch) + batch * model.cacheBytesPerToken(cacheBytes) * length;
        return longer(flop, traffic, batch);
    }

    /** Scores and values of a prompt, the causal half. */
    private double attention(int batch, double prompt) {
        return batch * model.reach() * prompt * prompt;
    }

    private double head(int batch) {
        return 2.0 * batch * model.embedding().vocabulary() * model.width();
    }

    /** Bytes of all weights that so many tokens pass: of experts, those that somebody chose. */
    private double touched(double tokens) {
        double all = model.parameters().total()
                - model.parameters().input()
                - (double) model.parameters().positions();
        if (model.embedding().tied()) {
            all += model.parameters().input();
        }
        if (model.experts().isPresent()) {
            Experts experts = model.experts().get();
            double missed = Math.pow(1 - (double) experts.active() / experts.count(), tokens);
            double routed = (double) experts.layers()
                    * experts.count()
                    * model.expert(experts).weights(model.width());
            all -= routed * missed;
        }
        return all * weights.bytes();
    }

    private double longer(double flop, double traffic, double tokens) {
        Accelerator accelerator = cluster.accelerator();
        double shared = cluster.count();
        double arithmetic = flop / shared / assumptions.productRate(accelerator, products());
        double memory = traffic / shared / (assumptions.memory() * accelerator.memoryBandwidth());
        return Math.max(arithmetic, memory) / assumptions.whole() + sums(tokens);
    }

    /** Narrow weights are widened where the accelerator has no units for them. */
    private Precision products() {
        return cluster.accelerator().rates().containsKey(weights)
                ? weights
                : cluster.accelerator().training();
    }

    private double sums(double tokens) {
        int members = cluster.count();
        if (members == 1) {
            return 0;
        }
        Accelerator.Node node = cluster.accelerator().node();
        double bandwidth = assumptions.network() * (members <= node.size() ? node.link() : node.network());
        double bytes = 2.0 * (members - 1) / members * tokens * model.width() * ACTIVATION;
        return 2 * model.layers() * (LATENCY + bytes / bandwidth);
    }

    /** Seconds for a prompt and all tokens of its answer, for so many sequences at once. */
    public double answer(int batch, double prompt, double generated) {
        // The time of a token is linear in the length, so the mean length has the mean time.
        return prefill(batch, prompt) + generated * decode(batch, prompt + generated / 2);
    }

    /** Generated tokens per second of all sequences together. */
    public double throughput(int batch, double prompt, double generated) {
        return batch * generated / answer(batch, prompt, generated);
    }
}
