package org.isoflop.training;

import java.util.Set;
import org.isoflop.architecture.Experts;
import org.isoflop.architecture.Transformer;

/**
 * How a job is spread over accelerators.
 *
 * <p>A model replica takes {@code tensor x pipeline x sequence} accelerators, tensor parallelism innermost; there are
 * {@code data} replicas. Experts are spread over accelerators that otherwise share the data.
 *
 * @param data replicas, {@code d}
 * @param tensor accelerators that share every matrix, {@code t}
 * @param pipeline stages, {@code p}
 * @param sequence accelerators that share the tokens of a sequence (context parallelism, ring attention), {@code c}
 * @param expert accelerators that share the experts of a layer, {@code e}; a divisor of {@code data}
 * @param chunks runs of layers per stage, {@code v}; more than 1 is the interleaved schedule
 * @param splitNorms whether norms and dropout are split over the tensor-parallel group too (sequence parallelism of
 *     Korthikanti et al. 2022)
 * @param zero what replicas share: 0 nothing, 1 the optimizer's state, 2 gradients too, 3 weights too (ZeRO, FSDP)
 * @param microbatch sequences per replica at a time, {@code b}
 * @param recompute of activations
 * @param offload to the host
 */
public record Layout(
        int data,
        int tensor,
        int pipeline,
        int sequence,
        int expert,
        int chunks,
        boolean splitNorms,
        int zero,
        int microbatch,
        Recompute recompute,
        Set<Offload> offload) {

    public Layout {
        require("data parallelism", data);
        require("tensor parallelism", tensor);
        require("pipeline parallelism", pipeline);
        require("sequence parallelism", sequence);
        require("expert parallelism", expert);
        require("chunks per stage", chunks);
        require("microbatch", microbatch);
        if (zero < 0 || zero > 3) {
            throw new IllegalArgumentException("ZeRO has stages 0 to 3, not " + zero);
        }
        offload = Set.copyOf(offload);
        if (offload.contains(Offload.WEIGHTS) && zero < 3) {
            throw new IllegalArgumentException("weights are moved to the host only with ZeRO stage 3, not " + zero);
        }
        if (offload.contains(Offload.ACTIVATIONS) && recompute != Recompute.FULL) {
            throw new IllegalArgumentException(
                    "activations are moved to the host only where layers are recomputed in full");
        }
    }

    /** The same with another stage of ZeRO. */
    public Layout withZero(int stage) {
        return new Layout(
                data, tensor, pipeline, sequence, expert, chunks, splitNorms, stage, microbatch, recompute, offload);
    }

    /** The same with other activations recomputed. */
    public Layout withRecompute(Recompute what) {
        return new Layout(
                data, tensor, pipeline, sequence, expert, chunks, splitNorms, zero, microbatch, what, offload);
    }

    /** The same with this on the host. */
    public Layout withOffload(Set<Offload> what) {
        return new Layout(
                data, tensor, pipeline, sequence, expert, chunks, splitNorms, zero, microbatch, recompute, what);
    }

    private static void require(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s: at least 1, not %d".formatted(what, value));
        }
    }

    /** Replicas on one accelerator each, which share what a stage of ZeRO shares. */
    public static Layout replicas(int data, int zero) {
        return new Layout(data, 1, 1, 1, 1, 1, false, zero, 1, Recompute.NONE, Set.of());
    }

    /** Accelerators that it takes. */
    public int accelerators() {
        return data * tensor * pipeline * sequence;
    }

    /** Accelerators of a replica. */
    public int replica() {
        return tensor * pipeline * sequence;
    }

    /** Microbatches per step and replica, {@code m}. */
    public int microbatches(int batch) {
        return batch / (data * microbatch);
    }

    /** Layers of the fullest stage. */
    public int stageLayers(Transformer model) {
        return chunkLayers(model) * chunks;
    }

    private int chunkLayers(Transformer model) {
        int runs = pipeline * chunks;
        return (model.layers() + runs - 1) / runs;
    }

    /**
     * Layers whose activations the first stage holds at once: of as many microbatches as there are stages (1F1B, Narayanan
     * et al. 2019), and {@code 1 + (p - 1)/(p v)} times as much when interleaved (Korthikanti et al. 2022, 4.2.3); never
     * more than of all microbatches.
     */
    public double layersInFlight(Transformer model, int microbatches) {
        double stage = stageLayers(model);
        double schedule = chunks == 1 ? pipeline : pipeline + (pipeline - 1.0) / chunks;
        return stage * Math.min(schedule, microbatches);
    }

    /** Idle time over busy time, {@code (p - 1)/(v m)} (Narayanan et al. 2021, 2.2). */
    public double bubble(int microbatches) {
        return (pipeline - 1.0) / (chunks * (double) microbatches);
    }

    /** Whether the model has experts to spread as this layout does. */
    boolean spreadsExperts(Transformer model) {
        int count = model.experts().map(Experts::count).orElse(1);
        return expert == 1 || count % expert == 0 && data % expert == 0;
    }
}
