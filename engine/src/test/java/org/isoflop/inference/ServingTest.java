package org.isoflop.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.architecture.Attention;
import org.isoflop.architecture.Embedding;
import org.isoflop.architecture.FeedForward;
import org.isoflop.architecture.Transformer;
import org.isoflop.architecture.Trimmings;
import org.isoflop.hardware.Accelerator;
import org.isoflop.hardware.Cluster;
import org.isoflop.hardware.Precision;
import org.isoflop.training.Assumptions;
import org.junit.jupiter.api.Test;

class ServingTest {
    private static final Transformer LLAMA_70B = new Transformer(
            80,
            8192,
            new Attention.Grouped(64, 8, 128),
            new FeedForward(28672, true),
            Optional.empty(),
            new Embedding(128_256, false, 0),
            Trimmings.LLAMA,
            8192);

    /** Nothing lost, so that times can be told by hand. */
    private static final Assumptions PERFECT = new Assumptions(1, 1, 1, 1, 1, 0, 1, 1);

    private static Serving serving(int count, Precision weights) {
        var h100 = new Accelerator(
                "h100",
                "H100",
                Map.of(
                        Precision.BF16, Accelerator.Rate.of(1e15),
                        Precision.FP8, Accelerator.Rate.of(2e15)),
                80e9,
                3.35e12,
                new Accelerator.Node(8, 450e9, 50e9, 64e9),
                OptionalDouble.of(700),
                Optional.empty());
        return new Serving(LLAMA_70B, Cluster.of(h100, count), weights, 2, PERFECT);
    }

    /** One sequence reads 69.5B weights of two bytes on 8 x 3.35 TB/s, and waits for 160 sums: 5.19 + 1.6 ms. */
    @Test
    void aTokenOfOneSequence() {
        double weights = (70_553_706_496L - 128_256L * 8192) * 2.0;
        double byHand = (weights + 1000 * 327_680.0) / 8 / 3.35e12;
        double seconds = serving(8, Precision.BF16).decode(1, 1000);
        double sums = 160 * (10e-6 + 2.0 * 7 / 8 * 8192 * 2 / 450e9);
        assertThat(seconds).isCloseTo(byHand + sums, within(1e-12));
        assertThat(seconds).isBetween(0.0066, 0.0070);
    }

    /** A long prompt is bound by arithmetic. */
    @Test
    void aPrompt() {
        double weights = 70_553_706_496L - 2 * 128_256L * 8192 - 161 * 8192;
        double flop = 2 * weights * 8000 + 80 * 2.0 * 8192 * 8000 * 8000 + 2.0 * 128_256 * 8192;
        double sums = 160 * (10e-6 + 2.0 * 7 / 8 * 8000 * 8192 * 2 / 450e9);
        assertThat(serving(8, Precision.BF16).prefill(1, 8000)).isCloseTo(flop / 8e15 + sums, within(1e-9));
    }

    /** 141 GB of weights leave 62 GB on 8 x 80 GB in 8 bits, which is 568 GB; a sequence of 10,000 tokens takes 3.28 GB. */
    @Test
    void howManyFit() {
        assertThat(serving(1, Precision.BF16).largestBatch(1000)).isZero();
        double room = 640e9 - 70_553_706_496.0;
        assertThat(serving(8, Precision.FP8).largestBatch(10_000)).isEqualTo((int) (room / 3.2768e9));
    }

    @Test
    void batchesShareTheWeights() {
        Serving serving = serving(8, Precision.BF16);
        assertThat(serving.throughput(32, 1000, 500)).isGreaterThan(15 * serving.throughput(1, 1000, 500));
    }
}
