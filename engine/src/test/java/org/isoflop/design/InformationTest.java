package org.isoflop.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Penalty;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Miss;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.law.Simulation;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;

/** What goes into an information matrix, against other ways to know it. */
class InformationTest {
    private static final Model MODEL = DesignTest.model("loss = E + A/N^alpha + B/D^beta", "N", "D");

    private static final double[] TRUTH =
            DesignTest.theta(MODEL, Map.of("E", 1.82, "A", 482.0, "alpha", 0.348, "B", 2085.0, "beta", 0.366));

    /** Central differences, whose error is of the order of their step squared. */
    @Test
    void slopesAreDifferenceQuotients() {
        var places = new Places(new double[][] {{1e8, 3e9}, {2e9, 6e10}}, new double[] {1.2e18, 1.08e21});
        Knowledge law = Knowledge.assumed(MODEL, true, List.of(TRUTH), Precision.assumed(Objective.DEFAULT, 0.003));
        double[][] slopes = new Geometry(law, TRUTH).slopes(places);
        for (Target target : List.of(
                new Target.BestResponse(1e23),
                new Target.BestSize(1e23),
                new Target.Response(Map.of("N", 7e10, "D", 1.4e12), 5.88e23))) {
            var functional = new Functional(MODEL, true, target);
            double[] slope = functional.slope(TRUTH);
            for (int j = 0; j < TRUTH.length; j++) {
                double h = 1e-5 * TRUTH[j];
                double[] above = TRUTH.clone();
                double[] below = TRUTH.clone();
                above[j] += h;
                below[j] -= h;
                assertThat(slope[j])
                        .isCloseTo(
                                (functional.value(above) - functional.value(below)) / (2 * h),
                                within(1e-5 * Math.abs(slope[j]) + 1e-12));
                for (int i = 0; i < places.size(); i++) {
                    double quotient = (Math.log(MODEL.predict(places.row(i), above))
                                    - Math.log(MODEL.predict(places.row(i), below)))
                            / 2e-5;
                    assertThat(slopes[i][j]).isCloseTo(quotient, within(1e-7));
                }
            }
        }
    }

    /** Huber 1964, table I: bent at 1.4 standard deviations, 1/1.0467 of the information is left; a median has 2/pi. */
    @Test
    void penaltiesUseTheShareOfTheInformationThatIsKnownOfThem() {
        assertThat(Precision.efficiency(new Penalty.Huber(1.4), 1)).isCloseTo(1 / 1.047, within(5e-4));
        assertThat(Precision.efficiency(new Penalty.Huber(1e-9), 1)).isCloseTo(2 / Math.PI, within(1e-9));
        assertThat(Precision.efficiency(new Penalty.Huber(1.1e-3), 1)).isCloseTo(2 / Math.PI, within(1e-3));
        assertThat(Precision.efficiency(new Penalty.Huber(50), 1)).isCloseTo(1, within(1e-9));
        assertThat(Precision.efficiency(new Penalty.Laplace(), 3)).isCloseTo(2 / Math.PI, within(1e-12));
        assertThat(Precision.efficiency(new Penalty.Student(4), 1)).isBetween(0.85, 1.0);
        assertThat(Precision.efficiency(new Penalty.Student(1000), 1)).isCloseTo(1, within(1e-3));
    }

    /** With squares and equal noise, the variance is the classical one; the prior weighs next to nothing. */
    @Test
    void whatIsKnownBeforeIsWhatTheFitSays() {
        Runs places = Grid.parse("N=5e7..3e9*8, D=1e9..1e11*8").runs();
        Runs runs = new Simulation(MODEL, TRUTH, 0.003).of(places, "loss", new SplittableRandom(3));
        Search search = Fitter.withDefaults()
                .with(Objective.parse("squared-log"))
                .threads(1)
                .search(MODEL, Sample.of(MODEL, runs));
        Fit fit = search.fit();
        int[] units = java.util.stream.IntStream.range(0, runs.size()).toArray();
        double[] flops =
                runs.evaluate(org.isoflop.formula.Formula.parse("6*N*D").body());
        double[] ones = new double[flops.length];
        java.util.Arrays.fill(ones, 1);
        Precision seen = Precision.of(search.sandwich(units), fit.objective(), fit.residuals(), flops);
        assertThat(1 / Math.sqrt(seen.information())).isCloseTo(0.003, Percentage.withPercentage(20));
        var law = new Knowledge(
                "",
                MODEL,
                true,
                List.of(fit.theta()),
                new boolean[5],
                new Places(search.sample().columns(), flops),
                ones,
                Precision.assumed(fit.objective(), 1 / Math.sqrt(seen.information())),
                Misfit.NONE);
        var target = new Target.Response(Map.of("N", 1e11, "D", 1e12), 6e23);
        double[] slope = new Functional(MODEL, true, target).slope(fit.theta());
        double expected = Math.sqrt(search.sandwich(units).inverseCurvature(slope) * 2 / seen.information());
        double found = new Appraisal(
                        List.of(law), target, List.of(new Candidate(0, new double[] {1e9, 2e10}, 1.2e20, 1)))
                .of(new int[1])
                .law();
        assertThat(found).isCloseTo(expected, Percentage.withPercentage(2));
    }

    /** Twelve runs for five parameters: a median fits five of them exactly, and must not be believed for it. */
    @Test
    void fewRunsDoNotClaimToKnowMuch() {
        double[] ratios = new double[41];
        Fitter fitter = Fitter.withDefaults().threads(1).starts(6).scan(64);
        for (int k = 0; k < ratios.length; k++) {
            Runs places = Grid.parse("N=5e7..3e9*4, D=1e9..1e11*3").runs();
            Runs runs = new Simulation(MODEL, TRUTH, 0.004).of(places, "loss", new SplittableRandom(50 + k));
            Search search = fitter.search(MODEL, Sample.of(MODEL, runs));
            int[] units = java.util.stream.IntStream.range(0, runs.size()).toArray();
            double[] flops =
                    runs.evaluate(org.isoflop.formula.Formula.parse("6*N*D").body());
            double seen = Precision.of(
                            search.sandwich(units),
                            search.fit().objective(),
                            search.fit().residuals(),
                            flops)
                    .information();
            ratios[k] = seen / (2 / Math.PI / square(0.004));
        }
        java.util.Arrays.sort(ratios);
        // In the middle of the tables; the sandwich alone claims several times as much.
        // In the middle of the tables 2.6; the sandwich alone claims 6.1. What is left is the deviation of the
        // residuals, which
        // is too small as well, since a median bends towards the runs more than squares do.
        assertThat(ratios[20]).isBetween(0.5, 3.0);
    }

    private static double square(double x) {
        return x * x;
    }

    @Test
    void aDriftIsFoundWhereForecastsShowIt() {
        var random = new SplittableRandom(11);
        for (double drift : new double[] {0.002, 0.01}) {
            var misses = new ArrayList<Miss>();
            for (int cut = 0; cut < 40; cut++) {
                double reach = 1 + random.nextDouble(3);
                double error = drift * Math.sqrt(reach) * random.nextGaussian() + 1e-3 * random.nextGaussian();
                misses.add(new Miss(cut, cut, reach, error, 0, 1e-3));
            }
            assertThat(Misfit.deviation(misses)).isCloseTo(drift, Percentage.withPercentage(40));
        }
        assertThat(Misfit.deviation(List.of())).isCloseTo(Misfit.USUAL, Percentage.withPercentage(1e-3));
    }

    /** A law that drifts is not known beyond the largest run, and less known the further the target lies. */
    @Test
    void theFloorIsTheDriftBeyondTheLargestCandidate() {
        Misfit misfit = Misfit.drifting(0.004, 1e18, 1e21);
        assertThat(misfit.beyond(1e23, Double.NaN)).isCloseTo(0.004 * 0.004 * Math.log(100), within(1e-12));
        assertThat(misfit.beyond(1e20, Double.NaN)).isZero();
        // No step leads over more than a factor of two: ten of them over a factor of 1000.
        assertThat(misfit.steps()).isEqualTo(10);
        assertThat(misfit.at(1e20, Double.NaN))
                .containsExactly(new double[] {1, 1, 1, 1, 1, 1, 2.0 / 3, 0, 0, 0}, within(1e-12));
        Misfit bent = misfit.bending(0.004, 20, 2, 200);
        assertThat(bent.steps()).isEqualTo(18);
        assertThat(bent.at(1e18, 20)).containsExactly(new double[18], within(1e-12));
        assertThat(ones(bent.at(1e18, 200))).isEqualTo(new int[] {10, 11, 12, 13});
        assertThat(ones(bent.at(1e18, 2))).isEqualTo(new int[] {14, 15, 16, 17});
    }

    private static int[] ones(double[] shares) {
        return IntStream.range(0, shares.length)
                .filter(j -> Math.abs(shares[j] - 1) < 1e-12)
                .toArray();
    }

    /**
     * The squared difference of two places is {@code deviation^2 log ratio} for a random walk. Straight steps make it less,
     * by a quarter of one step at each end at most; were they long, neighbours would seem to err alike, and a design would
     * put its runs side by side.
     */
    @Test
    void placesAFewTimesApartErrAsARandomWalkDoes() {
        Misfit misfit = Misfit.drifting(0.004, 1e18, 1e22);
        double[] variances = misfit.variances();
        for (double from = 1e18; from < 1e21; from *= 1.3) {
            double[] before = misfit.at(from, Double.NaN);
            double[] after = misfit.at(4 * from, Double.NaN);
            double sum = 0;
            for (int j = 0; j < variances.length; j++) {
                sum += variances[j] * square(after[j] - before[j]);
            }
            double walked = 0.004 * 0.004 * Math.log(4);
            assertThat(sum).isBetween(0.74 * walked, walked * (1 + 1e-12));
        }
    }
}
