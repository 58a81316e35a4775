package org.isoflop.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isoflop.architecture.FlopCount;
import org.isoflop.architecture.Transformer;
import org.isoflop.hardware.Accelerator;
import org.isoflop.hardware.Cluster;

/**
 * One optimizer step in seconds, by what they go to. The sum is the step: what overlaps is in none of them.
 *
 * @param products matrices with weights, forward and backward
 * @param attention products over the context
 * @param passes over memory between products
 * @param recomputed forward work done again
 * @param tensor communication inside matrices
 * @param exchange between experts and around rings of sequence parallelism
 * @param handover from stage to stage
 * @param bubble waiting for the pipeline to fill and to drain, {@code (p - 1)/(v m)} of all before
 * @param replicas communication of data parallelism that does not hide behind computation
 * @param update of the weights
 * @param host traffic of what was moved there
 * @param lost what real steps lose besides, see {@link Assumptions#whole()}
 */
public record StepTime(
        double products,
        double attention,
        double passes,
        double recomputed,
        double tensor,
        double exchange,
        double handover,
        double bubble,
        double replicas,
        double update,
        double host,
        double lost) {
    /** A backward pass has two products where the forward pass has one. */
    private static final double BACKWARD = 2;

    /** A fused backward pass has five products where the forward pass has two (Dao et al. 2022, algorithm 4). */
    private static final double FUSED_BACKWARD = 2.5;

    /** Of a step of the optimizer in 32 bits: gradient, copy and state are read, copy, state and weight written. */
    private static final double READ_AND_WRITTEN = 2;

    /**
     * Of a job on a cluster under a layout.
     *
     * @throws org.isoflop.InputException if the accelerator has no rate for the job's precision
     */
    public static StepTime of(Job job, Layout layout, Cluster cluster, Assumptions assumptions) {
        Accelerator accelerator = cluster.accelerator();
        LayerTime layer = LayerTime.of(job, layout, accelerator, assumptions);
        var links = new Links(accelerator.node(), assumptions.network());
        int microbatches = Math.max(1, layout.microbatches(job.batch()));
        double layers = layout.stageLayers(job.model());
        double per = microbatches * layers;
        double tokens = Memory.tokens(job, layout);
        double logits = microbatches * head(job, layout, tokens, accelerator, assumptions);
        double attention = 1 + (job.fusedAttention() ? FUSED_BACKWARD : BACKWARD);
        double again = again(layout, layer);
        double communications = layout.recompute() == Recompute.FULL ? 3 : 2;
        var busy = new StepTime(
                per * layer.products() * (1 + BACKWARD) + logits,
                per * layer.attention() * attention,
                per * layer.passes() * (1 + BACKWARD),
                per * again,
                per * layer.tensor() * communications,
                per * layer.exchange() * communications,
                handover(job, layout, tokens, links) * microbatches,
                0,
                0,
                0,
                0,
                0);
        double forward = layers * layer.total();
        double backward = busy.total() / microbatches - forward;
        return busy.with(
                busy.total() * layout.bubble(microbatches),
                Replication.seconds(job, layout, links, forward, backward, assumptions),
                update(job, layout, accelerator, assumptions),
                HostTraffic.seconds(job, layout, links),
                assumptions.whole());
    }

    private StepTime with(double waiting, double replication, double updating, double moving, double whole) {
        double known = total() + waiting + replication + updating + moving;
        return new StepTime(
                products,
                attention,
                passes,
                recomputed,
                tensor,
                exchange,
                handover,
                waiting,
                replication,
                updating,
                moving,
                known / whole - known);
    }

    private static double again(Layout layout, LayerTime layer) {
        return switch (layout.recompute()) {
            case NONE -> 0;
            case SELECTIVE -> layer.attention();
            case FULL -> layer.computing();
        };
    }

    /** Logits and their softmax, forward and backward, which the last stage has on top. */
    private static double head(
            Job job, Layout layout, double tokens, Accelerator accelerator, Assumptions assumptions) {
        Transformer model = job.model();
        double rate = assumptions.productRate(accelerator, job.numerics().products());
        double vocabulary = (double) model.embedding().vocabulary() / layout.tensor();
        double product = 2 * tokens * vocabulary * model.width() / rate;
        // Written, read twice for the softmax, and its gradient written and read, in 32 bits.
        double traffic = 5 * 4 * tokens * vocabulary / (assumptions.memory() * accelerator.memoryBandwidth());
        // The other stages wait for the fullest one.
        return (1 + BACKWARD) * product + traffic;
    }

    private static double handover(Job job, Layout layout, double tokens, Links links) {
        if (layout.pipeline() == 1) {
            return 0;
        }
        double bytes = tokens * job.model().width() * job.numerics().activationBytes() / layout.tensor();
        int stride = layout.tensor() * layout.sequence() * layout.data();
        return 2 * layout.chunks() * links.send(bytes, stride);
    }

    private static double update(Job job, Layout layout, Accelerator accelerator, Assumptions assumptions) {
        if (layout.offload().contains(Offload.OPTIMIZER)) {
            return 0;
        }
        Holdings holdings = Holdings.first(job.model(), layout);
        double parameters = layout.zero() >= 1 ? holdings.shared(layout) : holdings.total();
        Numerics numerics = job.numerics();
        double state = numerics.optimizer().stateBytes(job.model())
                / job.model().parameters().total();
        double traffic =
                READ_AND_WRITTEN * (state + numerics.masterBytes()) + numerics.gradientBytes() + numerics.weightBytes();
        return parameters * traffic / (assumptions.memory() * accelerator.memoryBandwidth());
    }

    /** Seconds of a step. */
    public double total() {
        return products
                + attention
                + passes
                + recomputed
                + tensor
                + exchange
                + handover
                + bubble
                + replicas
                + update
                + host
                + lost;
    }

    /** Its parts by name, the largest first; those of no length left out. */
    public Map<String, Double> parts() {
        var all = new LinkedHashMap<String, Double>();
        all.put("matrix products", products);
        all.put("attention", attention);
        all.put("memory passes", passes);
        all.put("recomputation", recomputed);
        all.put("tensor parallelism", tensor);
        all.put("experts and rings", exchange);
        all.put("stage to stage", handover);
        all.put("pipeline bubble", bubble);
        all.put("data parallelism", replicas);
        all.put("weight update", update);
        all.put("host traffic", host);
        all.put("launches, stragglers", lost);
        var sorted = new LinkedHashMap<String, Double>();
        all.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(e -> sorted.put(e.getKey(), e.getValue()));
        return sorted;
    }

    /** Tokens per second of the whole cluster. */
    public double tokensPerSecond(Job job) {
        return job.tokensPerStep() / total();
    }

    /** Share of the peak that goes into operations of the model, by {@link FlopCount#PALM} unless said otherwise: MFU. */
    public double utilisation(Job job, Cluster cluster, FlopCount counted) {
        return tokensPerSecond(job)
                * counted.trainingPerToken(job.model())
                / cluster.peak(job.numerics().products());
    }

    /**
     * The same with what is computed again: HFU. Of selective recomputation that is the forward part of the attention core;
     * Korthikanti et al. 2022 count three times as much (their equation 9), which is a percent of a large model.
     */
    public double hardwareUtilisation(Job job, Layout layout, Cluster cluster, FlopCount counted) {
        double forward = counted.forwardPerToken(job.model());
        double core = 2 * job.model().reach() * job.model().context();
        double again = switch (layout.recompute()) {
            case NONE -> 0;
            case SELECTIVE -> core;
            case FULL -> forward;
        };
        return utilisation(job, cluster, counted) * (1 + again / counted.trainingPerToken(job.model()));
    }
}
