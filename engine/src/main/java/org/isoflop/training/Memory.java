package org.isoflop.training;

import org.isoflop.architecture.Transformer;

/**
 * What one accelerator has to hold, in bytes: the fuller one of the first and the last stage.
 *
 * <p>Of {@code P} parameters per accelerator with Adam in mixed precision (Rajbhandari et al. 2019, figure 1), on {@code d}
 * replicas: {@code 16 P} without ZeRO, {@code 4 P + 12 P/d} with stage 1, {@code 2 P + 14 P/d} with stage 2,
 * {@code 16 P/d} with stage 3, which gathers the largest layer on top (Zhao et al. 2023, FSDP).
 *
 * @param weights as the products use them
 * @param gradients of them
 * @param master the finer copy
 * @param optimizer its state
 * @param gathered the layer or table that ZeRO 3 has brought together
 * @param activations kept for the backward pass
 * @param working a layer that is computed again, and the logits
 * @param host what was moved to the memory of the host
 */
public record Memory(
        double weights,
        double gradients,
        double master,
        double optimizer,
        double gathered,
        double activations,
        double working,
        double host) {
    /** Logits are kept in 32 bits, {@code 4 s b V} (Korthikanti et al. 2022, 4.3). */
    private static final double LOGIT = 4;

    /** Of a job under a layout. */
    public static Memory of(Job job, Layout layout) {
        Memory first = stage(job, layout, Holdings.first(job.model(), layout), true, layout.pipeline() == 1);
        Memory last = stage(job, layout, Holdings.last(job.model(), layout), layout.pipeline() == 1, true);
        return first.total() >= last.total() ? first : last;
    }

    private static Memory stage(Job job, Layout layout, Holdings holdings, boolean first, boolean last) {
        Numerics numerics = job.numerics();
        double whole = holdings.total();
        double shared = holdings.shared(layout);
        double weights = numerics.weightBytes() * (layout.zero() >= 3 ? shared : whole);
        double gradients = numerics.gradientBytes() * (layout.zero() >= 2 ? shared : whole);
        double stepped = layout.zero() >= 1 ? shared : whole;
        double master = numerics.masterBytes() * stepped;
        double optimizer = statePerParameter(job) * stepped;
        double gathered = layout.zero() >= 3 ? numerics.weightBytes() * holdings.largest() : 0;
        double activations = activations(job, layout, first);
        double working = working(job, layout, last);
        double host = 0;
        if (layout.offload().contains(Offload.OPTIMIZER)) {
            host += master + optimizer;
            master = 0;
            optimizer = 0;
        }
        if (layout.offload().contains(Offload.WEIGHTS)) {
            host += weights + gradients;
            // The gradients of a layer are there before they leave.
            gathered += numerics.gradientBytes() * holdings.largest();
            weights = 0;
            gradients = 0;
        }
        if (layout.offload().contains(Offload.ACTIVATIONS)) {
            host += activations;
            activations = 0;
        }
        return new Memory(weights, gradients, master, optimizer, gathered, activations, working, host);
    }

    private static double statePerParameter(Job job) {
        Transformer model = job.model();
        return job.numerics().optimizer().stateBytes(model) / model.parameters().total();
    }

    /** Tokens of a microbatch on one accelerator. */
    static double tokens(Job job, Layout layout) {
        return layout.microbatch() * (double) job.model().context() / layout.sequence();
    }

    private static double activations(Job job, Layout layout, boolean first) {
        int microbatches = Math.max(1, layout.microbatches(job.batch()));
        double layers = first ? layout.layersInFlight(job.model(), microbatches) : layout.stageLayers(job.model());
        return layers * Activations.of(job).kept(layout) * tokens(job, layout);
    }

    private static double working(Job job, Layout layout, boolean last) {
        Activations layer = Activations.of(job);
        double again = layer.working(layout) - layer.kept(layout);
        double logits = last ? LOGIT * job.model().embedding().vocabulary() / layout.tensor() : 0;
        return (Math.max(0, again) + logits) * tokens(job, layout);
    }

    /** All that stays on the accelerator. */
    public double total() {
        return states() + gathered + activations + working;
    }

    /** Weights, gradients, copy and optimizer: what ZeRO calls model states. */
    public double states() {
        return weights + gradients + master + optimizer;
    }
}
