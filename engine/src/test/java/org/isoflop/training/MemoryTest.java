package org.isoflop.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.isoflop.architecture.Experts;
import org.isoflop.architecture.Transformer;
import org.isoflop.hardware.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryTest {
    /** 7.5B, as in figure 1 of ZeRO. */
    private static final Transformer MODEL = Transformer.gpt(36, 4096, 32, 51200, 2048);

    private static final double P = MODEL.parameters().total();

    private static Memory memory(Layout layout) {
        return Memory.of(Job.of(MODEL, 64, Machines.mixedAdam()), layout);
    }

    /** Rajbhandari et al. 2019, figure 1: 120, 31.4, 16.6 and 1.9 GB for 7.5B parameters on 64 devices. */
    @ParameterizedTest
    @CsvSource({"0, 120", "1, 31.4", "2, 16.6", "3, 1.88"})
    void statesOfZerosFigure(int stage, double gigabytes) {
        double states = memory(Layout.replicas(64, stage)).states();
        // The figure is for 7.5B exactly; it has three digits.
        assertThat(states / 1e9 * 7.5e9 / P).isCloseTo(gigabytes, within(gigabytes * 0.01));
    }

    /** 4 P + 12 P/d is stage 1 and 16 P/d is stage 3: two public notes print 4 P + 4 P and 12 P/n. */
    @Test
    void statesByFormula() {
        assertThat(memory(Layout.replicas(64, 0)).states()).isCloseTo(16 * P, within(1.0));
        assertThat(memory(Layout.replicas(64, 1)).states()).isCloseTo(4 * P + 12 * P / 64, within(1.0));
        assertThat(memory(Layout.replicas(64, 2)).states()).isCloseTo(2 * P + 14 * P / 64, within(1.0));
        assertThat(memory(Layout.replicas(64, 3)).states()).isCloseTo(16 * P / 64, within(1.0));
    }

    /** Zhao et al. 2023: sum of units over F, and the largest unit on top; here a layer of 12 h^2 + 13 h. */
    @Test
    void stageThreeGathersALayer() {
        double layer = 12.0 * 4096 * 4096 + 13 * 4096;
        double table = 51200.0 * 4096;
        // The last norm is spread over the layers.
        assertThat(memory(Layout.replicas(64, 3)).gathered()).isCloseTo(2 * Math.max(layer, table), within(2.0 * 4096));
    }

    /** Korthikanti et al. 2022, table 2, per layer and microbatch; bytes already, which a third public note multiplies again. */
    @ParameterizedTest
    @CsvSource({
        "false, none, 10 + 24/t + 5as/ht",
        "true, none, 34/t + 5as/ht",
        "false, selective, 10 + 24/t",
        "true, selective, 34/t",
        "false, full, 2"
    })
    void activationsOfKorthikantisTable(boolean splitNorms, String recompute, String formula) {
        double t = 8;
        double h = 12288;
        double as = 96.0 * 2048;
        double expected = switch (formula) {
            case "10 + 24/t + 5as/ht" -> 10 + 24 / t + 5 * as / (h * t);
            case "34/t + 5as/ht" -> 34 / t + 5 * as / (h * t);
            case "10 + 24/t" -> 10 + 24 / t;
            case "34/t" -> 34 / t;
            default -> 2;
        };
        var layout = new Layout(1, 8, 1, 1, 1, 1, splitNorms, 0, 1, Recompute.of(recompute), Set.of());
        double kept = Activations.of(Machines.megatron(Machines.GPT_175B, 1)).kept(layout);
        assertThat(kept / h).isCloseTo(expected, within(1e-12));
    }

    /** Korthikanti et al. 2022, 4.2.3: a first stage holds L layers of one microbatch, and with v chunks (1 + (p-1)/(p v)) L. */
    @Test
    void layersInFlight() {
        var plain = new Layout(1, 8, 8, 1, 1, 1, false, 0, 1, Recompute.NONE, Set.of());
        assertThat(plain.layersInFlight(Machines.GPT_175B, 64)).isEqualTo(96);
        assertThat(plain.layersInFlight(Machines.GPT_175B, 4)).isEqualTo(48);
        var interleaved = new Layout(1, 8, 8, 1, 1, 3, false, 0, 1, Recompute.NONE, Set.of());
        assertThat(interleaved.layersInFlight(Machines.GPT_175B, 64)).isCloseTo(96 * (1 + 7.0 / 24), within(1e-9));
    }

    /** Rajbhandari et al. 2021, 3: 20 bytes per parameter of states for their Adam; ours has no copy of the gradients. */
    @Test
    void whatIsOffloadedIsHeldByTheHost() {
        var layout = new Layout(64, 1, 1, 1, 1, 1, false, 3, 1, Recompute.FULL, Set.of(Offload.values()));
        Memory memory = memory(layout);
        assertThat(memory.states()).isZero();
        assertThat(memory.activations()).isZero();
        assertThat(memory.host()).isCloseTo(16 * P / 64 + 36 * 2.0 * 4096 * 2048, within(1.0));
    }

    @Test
    void statesByOptimizer() {
        assertThat(Optimizer.ADAM.stateBytes(MODEL)).isEqualTo(8 * P);
        assertThat(Optimizer.SGD.stateBytes(MODEL)).isZero();
        assertThat(Optimizer.LION.stateBytes(MODEL)).isEqualTo(4 * P);
        // Dettmers et al. 2021: 2 GB saved of 8 GB for ... a byte each and a scale of 4 bytes per 2048.
        assertThat(Optimizer.ADAM_8BIT.stateBytes(MODEL)).isCloseTo(P * (2 + 8.0 / 2048), within(1.0));
        // One layer of a small model by hand: 4 matrices h x h, 2 of h x 4h, a table V x h; 13 h + 2 h of vectors, s h
        // of positions.
        var tiny = Transformer.gpt(1, 64, 1, 1000, 16);
        double factors = 4 * 128 + 2 * 320 + 1064;
        assertThat(Optimizer.ADAFACTOR.stateBytes(tiny)).isEqualTo(4 * (factors + 15 * 64 + 16 * 64));
        assertThat(Optimizer.MUON.stateBytes(tiny))
                .isEqualTo(4.0 * 12 * 64 * 64 + 8.0 * (tiny.parameters().total() - 12 * 64 * 64));
    }

    @Test
    void expertsAreSpreadAndSharedByFewer() {
        var dense = Transformer.gpt(4, 512, 8, 32000, 1024);
        var model = new Transformer(
                4,
                512,
                dense.attention(),
                dense.feedForward(),
                java.util.Optional.of(new Experts(4, 16, 2, 0, 2048)),
                dense.embedding(),
                dense.trimmings(),
                1024);
        var job = Job.of(model, 64, Machines.mixedAdam());
        double routed = 4.0 * 16 * 2 * 512 * 2048;
        double rest = model.parameters().total() - routed;
        var layout = new Layout(16, 1, 1, 1, 8, 1, false, 1, 1, Recompute.NONE, Set.of());
        double expected = 4 * (rest + routed / 8) + 12 * (rest / 16 + routed / 8 / 2);
        assertThat(Memory.of(job, layout).states()).isCloseTo(expected, within(4096 * 16.0));
    }

    @Test
    void fullPrecisionHasNoCopy() {
        var job = Job.of(MODEL, 64, Numerics.of(Precision.FP32, Optimizer.ADAM));
        assertThat(Memory.of(job, Layout.replicas(64, 0)).states()).isCloseTo(16 * P, within(1.0));
        assertThat(Memory.of(job, Layout.replicas(64, 0)).master()).isZero();
    }
}
