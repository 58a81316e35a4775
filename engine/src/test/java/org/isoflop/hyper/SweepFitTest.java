package org.isoflop.hyper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.isoflop.InputException;
import org.isoflop.SharedData;
import org.isoflop.fit.Progress;
import org.isoflop.formula.Formula;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SweepFitTest {
    private static final OptimumLaw.Form RATE = new OptimumLaw.Form("lr", List.of("N", "D"));
    private static final OptimumLaw.Form BATCH = new OptimumLaw.Form("batch", List.of("D"));
    private static final PlantedSweep TRUTH = PlantedSweep.usual("N=1e8..1e9*3, D=4e9..4e10*3");

    private static SweepFit fit(Sweep sweep, SweepFit.Method method, int resamples) {
        return SweepFit.of(sweep, method, method.within(), new SweepFit.Drawing(resamples, 1, 1), Progress.NONE);
    }

    private static Sweep sweep(Runs runs, String... factors) {
        return Sweep.of(runs, List.of("N", "D"), List.of(factors), "loss");
    }

    private static Sweep planted(PlantedSweep truth) {
        return sweep(truth.draw(new SplittableRandom(3)), "lr", "batch");
    }

    @Test
    void aSweepWithoutChanceGivesItsLawsBack() {
        SweepFit fit = fit(planted(TRUTH.noisy(0, 0, 0)), SweepFit.Method.SURFACE, 20);
        OptimumLaw rate = fit.law(RATE).orElseThrow();
        OptimumLaw batch = fit.law(BATCH).orElseThrow();
        assertThat(fit.found()).isEqualTo(9);
        assertThat(rate.theta()).containsExactly(TRUTH.rate(), within(1e-6));
        assertThat(batch.theta()[0]).isCloseTo(Math.log(0.58), within(1e-6));
        assertThat(batch.theta()[1]).isCloseTo(0.571, within(1e-7));
        assertThat(rate.scatter()).isLessThan(1e-6);
        assertThat(java.util.Arrays.stream(fit.regrets(List.of(RATE, BATCH))).boxed())
                .allMatch(regret -> Math.abs(regret) < 1e-9);
    }

    /** Half of the Hessian planted is (0.012, -0.006; -0.006, 0.012): its inverse has 111.1 on the diagonal. */
    @Test
    void aPlateauIsWhereTheParabolaSaysSo() {
        SweepFit fit = fit(planted(TRUTH.noisy(0, 0, 0)), SweepFit.Method.SURFACE, 10);
        var found = (Optimum.Found) fit.optima().get(4);
        assertThat(found.inverse()[0][0]).isCloseTo(111.111, within(0.01));
        assertThat(found.reach(0, 0.001)).isCloseTo(Math.sqrt(2 * Math.log(1.001) * 111.111), within(1e-4));
    }

    @Test
    void oneRunThatIsOffMovesAnOptimumLittle() {
        Runs runs = TRUTH.noisy(0, 0.0005, 0).draw(new SplittableRandom(5));
        Sweep clean = sweep(runs, "lr", "batch");
        double[] losses = runs.numbers("loss").clone();
        int[] near = clean.cells().get(4).within(0.01);
        losses[clean.cells().get(4).rows()[near[near.length / 3]]] *= 1.008;
        Sweep spoilt = sweep(runs.with(new org.isoflop.runs.Column.Numbers("loss", losses)), "lr", "batch");
        double before = ((Optimum.Found)
                        fit(clean, SweepFit.Method.SURFACE, 10).optima().get(4))
                .at()[0];
        double after = ((Optimum.Found)
                        fit(spoilt, SweepFit.Method.SURFACE, 10).optima().get(4))
                .at()[0];
        // Sixteen standard deviations of the noise in one of some sixty runs; least squares would go 0.03.
        assertThat(after).isCloseTo(before, within(0.012));
    }

    @Test
    void aCellWhoseOptimumIsBeyondTheSweepIsLeftOutAndSaysWhere() {
        PlantedSweep cut =
                TRUTH.noisy(0, 0.0005, 0).over("N=1e8..1e9*3, D=4e9..4e10*3, lr=2.5e-4..2e-3*8, batch=3.3e4..4.2e6*15");
        SweepFit fit = fit(planted(cut), SweepFit.Method.SURFACE, 10);
        for (int c = 0; c < 9; c++) {
            double[] scale = fit.sweep().cells().get(c).scale();
            double best = TRUTH.rateAt(scale[0], scale[1]);
            if (best > 2e-3) {
                assertThat(fit.optima().get(c)).isEqualTo(new Optimum.AtEdge("lr", true));
            } else if (best < 1.6e-3) {
                assertThat(fit.optima().get(c)).isInstanceOf(Optimum.Found.class);
            }
        }
        assertThat(fit.found()).isBetween(2, 5);
    }

    @Test
    void runsThatDivergedAreCountedAndTakeNoPart() {
        Runs runs = TRUTH.noisy(0, 0, 0).draw(new SplittableRandom(3));
        Sweep sweep = sweep(runs, "lr", "batch");
        assertThat(sweep.diverged()).isPositive();
        Runs finite = runs.where(Formula.parse("loss < 1e9").body());
        assertThat(fit(sweep, SweepFit.Method.SURFACE, 10)
                        .law(RATE)
                        .orElseThrow()
                        .theta())
                .containsExactly(
                        fit(sweep(finite, "lr", "batch"), SweepFit.Method.SURFACE, 10)
                                .law(RATE)
                                .orElseThrow()
                                .theta(),
                        within(1e-9));
    }

    @Test
    void aSweepOfTheLearningRateAloneHasALawToo() {
        PlantedSweep alone = TRUTH.noisy(0, 0, 0).over("N=1e8..1e9*3, D=4e9..4e10*3, lr=2.5e-4..1.6e-2*9");
        SweepFit fit = fit(sweep(alone.draw(new SplittableRandom(1)), "lr"), SweepFit.Method.SURFACE, 10);
        assertThat(fit.law(RATE).orElseThrow().theta()).containsExactly(TRUTH.rate(), within(1e-6));
    }

    @Test
    void threadsChangeNothing() {
        Sweep sweep = planted(TRUTH);
        var one = SweepFit.of(sweep, SweepFit.Method.SURFACE, 0.02, new SweepFit.Drawing(50, 1, 1), Progress.NONE);
        var four = SweepFit.of(sweep, SweepFit.Method.SURFACE, 0.02, new SweepFit.Drawing(50, 1, 4), Progress.NONE);
        assertThat(four.law(RATE).orElseThrow().draws().theta())
                .usingRecursiveComparison()
                .isEqualTo(one.law(RATE).orElseThrow().draws().theta());
    }

    /** Units of parameters, tokens and batch change prefactors alone. */
    @Test
    void otherUnitsMoveNoExponent() {
        Runs runs = TRUTH.draw(new SplittableRandom(9));
        Runs other = runs.let("N", Formula.parse("N/1e6").body())
                .let("D", Formula.parse("D/1e9").body())
                .let("batch", Formula.parse("batch/2048").body());
        double[] before = fit(sweep(runs, "lr", "batch"), SweepFit.Method.SURFACE, 10)
                .law(RATE)
                .orElseThrow()
                .theta();
        double[] after = fit(sweep(other, "lr", "batch"), SweepFit.Method.SURFACE, 10)
                .law(RATE)
                .orElseThrow()
                .theta();
        assertThat(after[1]).isCloseTo(before[1], within(1e-9));
        assertThat(after[2]).isCloseTo(before[2], within(1e-9));
    }

    @Test
    void scalesThatGrowInStepAllowNoLawOfBoth() {
        PlantedSweep chain = TRUTH.over("N=1e8, D=2e9, lr=2.5e-4..1.6e-2*9");
        var runs = chain.draw(new SplittableRandom(1));
        SweepFit one = fit(sweep(runs, "lr"), SweepFit.Method.SURFACE, 10);
        assertThat(one.law(RATE)).isEmpty();
        assertThat(one.regrets(List.of(RATE))).isEmpty();
    }

    @Test
    void aTableWithoutASweepIsRefused() {
        Runs runs = TRUTH.over("N=1e8..1e9*3, D=4e9..4e10*3, lr=1e-3..2e-3*2").draw(new SplittableRandom(1));
        assertThatThrownBy(() -> sweep(runs, "lr"))
                .isInstanceOf(InputException.class)
                .hasMessage("grid: nowhere has lr three values among runs of equal N, D");
    }

    @Test
    void aRateOfZeroIsRefusedWithItsPlace() {
        Runs runs = TRUTH.draw(new SplittableRandom(1))
                .let("lr", Formula.parse("0*lr").body());
        assertThatThrownBy(() -> sweep(runs, "lr"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("lr is 0, and a logarithm of it is needed");
    }

    /**
     * The released dense runs of Li et al. 2025. Published: lr exponents -0.713 (sd 0.030) and 0.307 (0.019), batch 0.58
     * D^0.571 (0.019; ln 0.58 between -1.36 and 0.33). Two of the three exponents are met; the exponent of data in the
     * learning rate is not, by this method or by the authors' own, whose fit rested on more runs than were released.
     */
    @Test
    void stepLawsRunsGiveItsLaws() {
        Sweep sweep = Sweep.of(
                SharedData.read("steplaw_dense.csv"), List.of("N", "D"), List.of("lr", "batch_tokens"), "smooth_loss");
        SweepFit surface = fit(sweep, SweepFit.Method.SURFACE, 10);
        double[] rate = surface.law(RATE).orElseThrow().theta();
        double[] batch = surface.law(new OptimumLaw.Form("batch_tokens", List.of("D")))
                .orElseThrow()
                .theta();
        assertThat(surface.found()).isEqualTo(17);
        assertThat(rate[1]).isCloseTo(-0.713, within(0.030));
        assertThat(batch[1]).isCloseTo(0.571, within(0.019));
        assertThat(batch[0]).isBetween(-1.356, 0.326);
        assertThat(rate[2]).isCloseTo(0.22, within(0.02));
        // What the laws cost in cells that they have not seen: less than the 0.09 % of the paper.
        double[] regrets = surface.regrets(List.of(RATE, new OptimumLaw.Form("batch_tokens", List.of("D"))));
        assertThat(java.util.Arrays.stream(regrets).max().orElseThrow()).isLessThan(9e-4);

        SweepFit near = fit(sweep, SweepFit.Method.STEP_LAW, 400);
        OptimumLaw theirs = near.law(RATE).orElseThrow();
        // SciPy's regression over the same 129 runs: -0.76623, 0.19701; 400 bootstraps move a mean by 0.003.
        assertThat(near.used()).isEqualTo(129);
        assertThat(theirs.theta()[1]).isCloseTo(-0.76623, within(0.01));
        assertThat(theirs.theta()[2]).isCloseTo(0.19701, within(0.006));
    }

    /** Of 60 sweeps, 48 to 60 intervals hold the truth 97 times in 100 if each does so nine times in ten. */
    @Test
    @Tag("slow")
    void intervalsHoldTheTruth() {
        int[] inside = new int[3];
        PlantedSweep truth = PlantedSweep.usual("N=1e8..1e9*4, D=4e9..4e10*3");
        for (int t = 0; t < 60; t++) {
            Sweep sweep = sweep(truth.draw(new SplittableRandom(100 + t)), "lr", "batch");
            SweepFit fit =
                    SweepFit.of(sweep, SweepFit.Method.SURFACE, 0.02, new SweepFit.Drawing(150, t, 2), Progress.NONE);
            OptimumLaw rate = fit.law(RATE).orElseThrow();
            OptimumLaw batch = fit.law(BATCH).orElseThrow();
            inside[0] += rate.draws().interval(theta -> theta[1], 0.9).contains(-0.713) ? 1 : 0;
            inside[1] += rate.draws().interval(theta -> theta[2], 0.9).contains(0.307) ? 1 : 0;
            inside[2] += batch.draws().interval(theta -> theta[1], 0.9).contains(0.571) ? 1 : 0;
        }
        assertThat(java.util.Arrays.stream(inside).boxed()).allMatch(count -> count >= 48);
    }
}
