package org.isoflop.training;

import java.util.List;
import org.isoflop.hardware.Accelerator;
import org.isoflop.hardware.Precision;
import org.isoflop.runs.Magnitude;

/**
 * What is not known of a machine and yet needed. One set serves all machines and models; the table of published
 * throughputs in docs/machine.md says how far it leads astray.
 *
 * @param products share of the peak that large products reach where nobody measured it
 * @param shapes share of that rate which the shapes of a model reach
 * @param attention share of that rate which fused attention reaches
 * @param memory share of its bandwidth that the memory reaches
 * @param network share of their bandwidth that links reach
 * @param reserve share of the memory that is left to the runtime, to communication and to fragmentation
 * @param overlap share of the communication of replicas that can hide behind computation
 * @param whole share of the speed of its parts that a whole step reaches: launches, stragglers, uneven loads
 */
public record Assumptions(
        double products,
        double shapes,
        double attention,
        double memory,
        double network,
        double reserve,
        double overlap,
        double whole) {

    /** Nine of ten published steps of docs/machine.md took as long as computed within this factor. */
    public static final double SPREAD = 1.4;

    /** One assumption in words. */
    public record Stated(String what, double value, String because) {}

    public Assumptions {
        for (double share : new double[] {products, shapes, attention, memory, network, whole}) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("a share lies in (0, 1], not at " + Magnitude.exact(share));
            }
        }
        if (!(reserve >= 0 && reserve < 1) || !(overlap >= 0 && overlap <= 1)) {
            throw new IllegalArgumentException("reserve and overlap are shares");
        }
    }

    /**
     * Chosen once, from measurements of single operations and before any whole step was compared; {@code whole} alone is
     * the middle of the published steps of docs/machine.md.
     */
    public static Assumptions usual() {
        return new Assumptions(0.8, 0.9, 0.6, 0.85, 0.8, 0.08, 0.8, 0.85);
    }

    /** With another reserve of memory. */
    public Assumptions withReserve(double share) {
        return new Assumptions(products, shapes, attention, memory, network, share, overlap, whole);
    }

    /** Operations per second of the products of a model. */
    public double productRate(Accelerator accelerator, Precision precision) {
        Accelerator.Rate rate = accelerator.rate(precision);
        return shapes * rate.measured().orElse(products * rate.peak());
    }

    /** Bytes that may be used. */
    public double usable(Accelerator accelerator) {
        return (1 - reserve) * accelerator.memoryBytes();
    }

    /** With steps that run at another share of the speed of their parts, as measured on one's own cluster. */
    public Assumptions withWhole(double share) {
        return new Assumptions(products, shapes, attention, memory, network, reserve, overlap, share);
    }

    /** All of them, with reasons. */
    public List<Stated> stated() {
        return List.of(
                new Stated(
                        "large products, share of the peak, where it was not measured",
                        products,
                        "middle of the measured ones of the catalogue, 0.51 to 0.97"),
                new Stated(
                        "products of a model, share of that", shapes, "the best shape of a sweep is not the model's"),
                new Stated(
                        "fused attention, share of that",
                        attention,
                        "FlashAttention-2 on A100: 230 of 270 TFLOP/s forward, less backward (Dao 2023)"),
                new Stated("memory, share of its bandwidth", memory, "copies reach 0.8 to 0.9"),
                new Stated(
                        "links, share of their bandwidth",
                        network,
                        "all-reduce in an A100 node: 235 of 300 GB/s (stas00/ml-engineering)"),
                new Stated("memory kept free", reserve, "runtime, buffers of communication, fragmentation"),
                new Stated(
                        "communication of replicas that hides behind computation",
                        overlap,
                        "bucketed reductions; the last bucket cannot"),
                new Stated(
                        "a whole step, share of the speed of its parts",
                        whole,
                        "middle of the published steps of docs/machine.md; launches, stragglers, uneven loads"));
    }
}
