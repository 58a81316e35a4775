package org.isoflop.training;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.architecture.Transformer;
import org.isoflop.hardware.Accelerator;
import org.isoflop.hardware.Cluster;
import org.isoflop.hardware.Precision;

/** What the tests of this room train, and on what. */
final class Machines {
    static final double GIB = 1L << 30;

    /** Sizes of GPT-3 with Megatron's vocabulary (Korthikanti et al. 2022, table 3). */
    static final Transformer GPT_175B = Transformer.gpt(96, 12288, 96, 51200, 2048);

    private Machines() {}

    static Accelerator a100() {
        return new Accelerator(
                "a100-80gb",
                "A100",
                Map.of(Precision.BF16, new Accelerator.Rate(312e12, OptionalDouble.of(271.2e12))),
                80 * GIB,
                2.039e12,
                new Accelerator.Node(8, 300e9, 25e9, 32e9),
                OptionalDouble.of(400),
                Optional.empty());
    }

    static Cluster a100s(int count) {
        return Cluster.of(a100(), count);
    }

    static Numerics mixedAdam() {
        return Numerics.of(Precision.BF16, Optimizer.ADAM);
    }

    /** With dropout and an unfused softmax, as Megatron had them in 2021 and 2022. */
    static Job megatron(Transformer model, int batch) {
        return new Job(model, batch, mixedAdam(), false, true);
    }
}
