package org.isoflop.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.isoflop.architecture.FlopCount;
import org.isoflop.hardware.Accelerator;
import org.isoflop.hardware.Cluster;
import org.junit.jupiter.api.Test;

class StepTimeTest {
    private static final Assumptions USUAL = Assumptions.usual();

    private static Layout layout(int data, int tensor, int pipeline, int chunks, Recompute recompute) {
        return new Layout(data, tensor, pipeline, 1, 1, chunks, false, 0, 1, recompute, Set.of());
    }

    /** Narayanan et al. 2021, 2.2: idle over busy (p - 1)/m, and (p - 1)/(v m) interleaved. */
    @Test
    void theBubble() {
        assertThat(layout(1, 1, 8, 1, Recompute.NONE).bubble(64)).isCloseTo(7.0 / 64, within(1e-15));
        assertThat(layout(1, 1, 8, 4, Recompute.NONE).bubble(64)).isCloseTo(7.0 / 256, within(1e-15));
        Job job = Machines.megatron(Machines.GPT_175B, 64);
        StepTime time = StepTime.of(job, layout(1, 8, 8, 1, Recompute.FULL), Machines.a100s(64), USUAL);
        double busy = time.products()
                + time.attention()
                + time.passes()
                + time.recomputed()
                + time.tensor()
                + time.handover();
        assertThat(time.bubble()).isCloseTo(busy * 7 / 64, within(1e-9 * busy));
    }

    /** Korthikanti et al. 2022, table 5: 18.13 s with full recomputation, 13.75 s with selective, on 64 A100. */
    @Test
    void aStepOf175B() {
        Job job = Machines.megatron(Machines.GPT_175B, 64);
        StepTime full = StepTime.of(job, layout(1, 8, 8, 3, Recompute.FULL), Machines.a100s(64), USUAL);
        assertThat(full.total()).isCloseTo(18.13, within(0.2 * 18.13));
        var selective = new Layout(1, 8, 8, 1, 1, 3, true, 0, 1, Recompute.SELECTIVE, Set.of());
        StepTime saved = StepTime.of(job, selective, Machines.a100s(64), USUAL);
        assertThat(saved.total()).isCloseTo(13.75, within(0.2 * 13.75));
        assertThat(full.total() / saved.total()).isCloseTo(18.13 / 13.75, within(0.1));
    }

    /**
     * The table's own utilisation follows from its own seconds: 51.4 %. Its 52.8 % of the hardware counts the attention
     * core a second time as a whole (equation 9), forward and backward; what is computed again is the forward third.
     */
    @Test
    void utilisationByHand() {
        Job job = Machines.megatron(Machines.GPT_175B, 64);
        var time = new StepTime(13.75, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        var selective = new Layout(1, 8, 8, 1, 1, 3, true, 0, 1, Recompute.SELECTIVE, Set.of());
        Cluster cluster = Machines.a100s(64);
        assertThat(time.utilisation(job, cluster, FlopCount.EXACT)).isCloseTo(0.514, within(0.002));
        assertThat(time.hardwareUtilisation(job, selective, cluster, FlopCount.EXACT))
                .isCloseTo(0.514 + (0.528 - 0.514) / 3, within(0.002));
        assertThat(time.tokensPerSecond(job)).isCloseTo(64 * 2048 / 13.75, within(1e-9));
    }

    /** Tokens that cannot fill a matrix wait for its weights: one token takes the traffic and not the arithmetic. */
    @Test
    void theRooflineOfAProduct() {
        var one = Job.of(Machines.GPT_175B.withContext(1), 1, Machines.mixedAdam());
        Accelerator a100 = Machines.a100();
        LayerTime time = LayerTime.of(one, Layout.replicas(1, 0), a100, USUAL);
        double h = 12288;
        // 12 h^2 weights of two bytes, and 16 h^... vectors that go in and out: 2h, 2h, 2h, 2h, 5h, 5h.
        double bytes = 2 * (12 * h * h + 18 * h);
        assertThat(time.products()).isCloseTo(bytes / (0.85 * 2.039e12), within(1e-9));
        var many = Job.of(Machines.GPT_175B, 1, Machines.mixedAdam());
        double flop = 2 * 12 * h * h * 2048;
        assertThat(LayerTime.of(many, Layout.replicas(1, 0), a100, USUAL).products())
                .isCloseTo(flop / (0.9 * 271.2e12), within(1e-9));
    }

    /** By hand: two all-reduces per layer and pass of 2 s h bytes, 2 (t - 1)/t of them over 0.8 x 300 GB/s. */
    @Test
    void communicationInsideMatrices() {
        var job = Job.of(Machines.GPT_175B, 1, Machines.mixedAdam());
        LayerTime time = LayerTime.of(job, layout(1, 8, 1, 1, Recompute.NONE), Machines.a100(), USUAL);
        double expected = 2 * 2 * 7 / 8.0 * 2 * 2048 * 12288 / (0.8 * 300e9);
        assertThat(time.tensor()).isCloseTo(expected, within(1e-12));
    }

    /** ZeRO 3 moves one and a half times what a reduction moves (Rajbhandari et al. 2019, 7.2.2), for each microbatch. */
    @Test
    void communicationOfReplicas() {
        var job = Job.of(Machines.GPT_175B, 64, Machines.mixedAdam());
        var links = new Links(Machines.a100().node(), 0.8);
        double reduced = Replication.seconds(job, Layout.replicas(64, 0), links, 0, 0, USUAL);
        double sharded = Replication.seconds(job, Layout.replicas(64, 3), links, 0, 0, USUAL);
        assertThat(sharded / reduced).isCloseTo(1.5, within(1e-9));
        double bytes = 2.0 * job.model().parameters().total();
        // Eight members per node use their eight adapters of 25 GB/s together.
        assertThat(reduced).isCloseTo(2 * 63 / 64.0 * bytes / (0.8 * 200e9), within(1e-4 * reduced));
    }

    /**
     * Rajbhandari et al. 2021, section 4: with 1024 x batch operations per byte, 70 GB/s keep half of 70 TFLOP/s for weights
     * and gradients at a batch of 1 sequence of 1024 tokens. Four bytes of weights fetched and two of gradients sent are six
     * operations of theirs per parameter and token, eight with what is recomputed.
     */
    @Test
    void bandwidthThatOffloadNeeds() {
        var model = org.isoflop.architecture.Transformer.gpt(100, 8192, 64, 50257, 1024);
        var job = Job.of(model, 1, Machines.mixedAdam());
        var layout =
                new Layout(1, 1, 1, 1, 1, 1, false, 3, 1, Recompute.FULL, Set.of(Offload.WEIGHTS, Offload.OPTIMIZER));
        double p = model.parameters().total();
        double operations = 8 * p * 1024;
        double perByte = operations / HostTraffic.bytes(job, layout);
        assertThat(perByte).isCloseTo(1024, within(1.0));
        double efficiency = perByte * 70e9 / (perByte * 70e9 + 70e12);
        assertThat(efficiency).isCloseTo(0.5, within(0.01));
    }

    @Test
    void allPartsAreTheStep() {
        Job job = Machines.megatron(Machines.GPT_175B, 64);
        StepTime time = StepTime.of(job, layout(1, 8, 8, 1, Recompute.FULL), Machines.a100s(64), USUAL);
        double sum =
                time.parts().values().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(sum).isCloseTo(time.total(), within(1e-9));
    }
}
