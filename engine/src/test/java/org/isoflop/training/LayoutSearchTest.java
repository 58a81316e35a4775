package org.isoflop.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.isoflop.architecture.Counted;
import org.isoflop.architecture.ShapeStyle;
import org.isoflop.architecture.Transformer;
import org.isoflop.hardware.Cluster;
import org.junit.jupiter.api.Test;

class LayoutSearchTest {
    private static LayoutSearch search(Transformer model, int batch, int count) {
        return new LayoutSearch(Job.of(model, batch, Machines.mixedAdam()), Machines.a100s(count), Assumptions.usual());
    }

    /** Narayanan et al. 2021, takeaway 1: tensor parallelism inside a node, pipelines or shared weights across. */
    @Test
    void aLargeModelIsCutInsideTheNode() {
        var best = search(Machines.GPT_175B, 1536, 512)
                .among(layout -> true)
                .fastest()
                .orElseThrow();
        assertThat(best.layout().tensor()).isLessThanOrEqualTo(8);
        assertThat(best.layout().accelerators()).isEqualTo(512);
        assertThat(best.memory().total()).isLessThanOrEqualTo(0.92 * 80 * Machines.GIB);
    }

    @Test
    void aSmallModelIsOnlyReplicated() {
        Transformer small = ShapeStyle.usual().propose(1e9, Counted.TOTAL);
        var best = search(small, 512, 8).among(layout -> true).fastest().orElseThrow();
        assertThat(best.layout().replica()).isEqualTo(1);
    }

    /** Property: what is offered divides heads, layers and batch, uses every accelerator, fits, and nothing offered is faster. */
    @Test
    void noLayoutBreaksItsConstraints() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 6; i++) {
            double n = Math.exp(random.nextDouble(Math.log(1e9), Math.log(2e11)));
            int count = 8 << random.nextInt(7);
            LayoutSearch search = search(ShapeStyle.usual().propose(n, Counted.TOTAL), 1024, count);
            var outcome = search.among(layout -> true);
            double least = 0;
            for (var candidate : outcome.feasible()) {
                Layout layout = candidate.layout();
                assertThat(layout.accelerators()).isEqualTo(count);
                assertThat(search.objection(layout)).isEmpty();
                assertThat(1024 % (layout.data() * layout.microbatch())).isZero();
                assertThat(candidate.memory().total()).isLessThanOrEqualTo(0.92 * 80 * Machines.GIB);
                assertThat(candidate.time().total()).isGreaterThanOrEqualTo(least);
                least = candidate.time().total();
            }
            int refused = outcome.refused().values().stream().mapToInt(k -> k).sum();
            assertThat(refused + outcome.feasible().size()).isLessThanOrEqualTo(outcome.tried());
        }
    }

    @Test
    void whatNeverFitsSaysByHowMuch() {
        var outcome = search(Machines.GPT_175B, 8, 8).among(layout -> true);
        assertThat(outcome.feasible()).isEmpty();
        assertThat(outcome.refused()).containsKey(LayoutSearch.Reason.MEMORY);
        // 16 bytes for each of 174.6B parameters on 8 accelerators are 325 GiB.
        double least = outcome.nearest().orElseThrow().memory().total() / Machines.GIB;
        assertThat(least).isBetween(325.0, 345.0);
    }

    /** By hand: 300B tokens in steps of 1536 x 2048 are 95,368 steps. */
    @Test
    void aWholeRun() {
        var job = Machines.megatron(Machines.GPT_175B, 1536);
        var run = new TrainingRun(
                job,
                new Cluster(Machines.a100(), 1024, java.util.OptionalDouble.of(2), 1.2),
                new StepTime(30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                300e9);
        assertThat(run.steps()).isEqualTo(95_368);
        assertThat(run.seconds()).isEqualTo(95_368 * 30.0);
        assertThat(run.hours()).isCloseTo(95_368 * 30.0 / 3600 * 1024, within(1e-3));
        assertThat(run.cost().orElseThrow()).isCloseTo(2 * run.hours(), within(1e-3));
        assertThat(run.energy().orElseThrow()).isCloseTo(run.hours() * 0.4 * 1.2, within(1e-3));
    }
}
