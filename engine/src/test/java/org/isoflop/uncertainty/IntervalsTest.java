package org.isoflop.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.fit.Tables;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;

class IntervalsTest {

    @Test
    void quantilesAreThoseOfAnotherLibrary() {
        var normal = new NormalDistribution();
        for (double p : new double[] {1e-6, 0.025, 0.3, 0.5, 0.95, 0.999}) {
            assertThat(Normal.quantile(p)).isCloseTo(normal.inverseCumulativeProbability(p), within(1e-9));
        }
        for (double freedom : new double[] {1, 2, 5, 30, 235}) {
            var t = new TDistribution(freedom);
            for (double level : new double[] {0.5, 0.9, 0.99}) {
                double expected = t.inverseCumulativeProbability((1 + level) / 2);
                assertThat(StudentT.quantile(level, freedom)).isCloseTo(expected, within(1e-7 * expected));
            }
        }
    }

    /** Through the origin everything has a closed form: a = Sxy/Sxx, without row i (Sxy - xy)/(Sxx - xx). */
    @Test
    void theAccelerationIsThatOfTheClosedForm() {
        Runs runs = skewed(25, 5);
        Search search = origin(runs);
        double[] x = runs.numbers("x");
        double[] y = runs.numbers("y");
        double sxx = 0;
        double sxy = 0;
        for (int i = 0; i < x.length; i++) {
            sxx += x[i] * x[i];
            sxy += x[i] * y[i];
        }
        double[] without = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            without[i] = (sxy - x[i] * y[i]) / (sxx - x[i] * x[i]);
        }
        double mean = java.util.Arrays.stream(without).average().orElseThrow();
        double squares = 0;
        double cubes = 0;
        for (double value : without) {
            squares += Math.pow(mean - value, 2);
            cubes += Math.pow(mean - value, 3);
        }
        var jackknife = Jackknife.of(search, rows(search), 2, Progress.NONE);
        assertThat(jackknife.acceleration(theta -> theta[0]))
                .isCloseTo(cubes / 6 / Math.pow(squares, 1.5), within(1e-6));
    }

    /** Without bias and skewness BCa is the percentile interval; with them it moves towards the long tail. */
    @Test
    void correctedIntervalsMoveTowardsTheLongTail() {
        var draws = new ArrayList<double[]>();
        IntStream.rangeClosed(-500, 500).forEach(i -> draws.add(new double[] {i / 100.0}));
        var all = new Draws(draws, 0, 0, 0);
        var symmetric = new Jackknife(List.of(new double[] {-1}, new double[] {1}));
        Interval same = new Intervals.BiasCorrected(all, symmetric, new double[] {0})
                .of(theta -> theta[0], 0.9)
                .orElseThrow();
        assertThat(same.low()).isCloseTo(all.interval(theta -> theta[0], 0.9).low(), within(1e-9));
        assertThat(same.high()).isCloseTo(all.interval(theta -> theta[0], 0.9).high(), within(1e-9));
        // Efron 1987: with z0 = 0 the ends lie at Phi(z/(1 - a z)), z = -+1.645; here a = sum d^3/(6 (sum d^2)^1.5).
        double a = (27 - 3) / (6 * Math.pow(12, 1.5));
        var skewed = new Jackknife(List.of(new double[] {-3}, new double[] {1}, new double[] {1}, new double[] {1}));
        Interval moved = new Intervals.BiasCorrected(all, skewed, new double[] {0})
                .of(theta -> theta[0], 0.9)
                .orElseThrow();
        double z = 1.6448536269514722;
        assertThat(moved.low()).isCloseTo(-5 + 10 * Normal.probability(-z / (1 + a * z)), within(1e-3));
        assertThat(moved.high()).isCloseTo(-5 + 10 * Normal.probability(z / (1 - a * z)), within(1e-3));
    }

    /** White's covariance of a line in its closed form, with the factors for few rows. */
    @Test
    void deltaIntervalsOfALineAreThoseOfWhite() {
        Runs runs = skewed(30, 8);
        Search search = Tables.search(Fitter.withDefaults().with(Objective.parse("squared")), "y = a + b*x", runs);
        double[] x = runs.numbers("x");
        double[] r = search.fit().residuals();
        double n = x.length;
        double mean = java.util.Arrays.stream(x).average().orElseThrow();
        double sxx = 0;
        double meat = 0;
        for (int i = 0; i < n; i++) {
            sxx += (x[i] - mean) * (x[i] - mean);
            meat += (x[i] - mean) * (x[i] - mean) * r[i] * r[i];
        }
        double white = Math.sqrt(meat) / sxx * Math.sqrt(n / (n - 1) * (n - 1) / (n - 2));
        var delta =
                new Intervals.Delta(search.sandwich(rows(search)), search.fit().theta());
        assertThat(delta.standardError(theta -> theta[1])).isCloseTo(white, within(1e-9 * white));
        double t = StudentT.quantile(0.9, n - 2);
        assertThat(delta.of(theta -> theta[1], 0.9).orElseThrow().high())
                .isCloseTo(search.fit().theta()[1] + t * white, within(1e-9));
    }

    /** Rows that stand four times say no more than once, if they are one unit. */
    @Test
    void unitsAreTakenTogether() {
        Runs runs = skewed(30, 8);
        int[] fourTimes = IntStream.range(0, 120).map(i -> i / 4).toArray();
        Search once = origin(runs);
        Search often = origin(runs.at(fourTimes));
        double honest = often.sandwich(fourTimes).standardErrors()[0];
        double naive = often.sandwich(rows(often)).standardErrors()[0];
        double single = once.sandwich(rows(once)).standardErrors()[0];
        assertThat(honest / naive).isCloseTo(2, within(0.05));
        assertThat(honest / single).isCloseTo(1, within(0.02));
    }

    /** Resamples of three rows for two parameters leave two distinct rows more often than not: rows are weighed then. */
    @Test
    void tooFewDistinctRowsAreWeighed() {
        Runs runs = skewed(4, 3);
        Search search = Tables.search(Fitter.withDefaults().with(Objective.parse("squared")), "y = a + b*x", runs);
        Draws draws = new Bootstrap(200, 1, 2, Progress.NONE).draw(search);
        assertThat(draws.smoothed()).isBetween(50, 150);
        assertThat(draws.failed()).isZero();
        assertThat(draws.theta()).allSatisfy(theta -> assertThat(theta).doesNotContain(Double.NaN));
    }

    /** Errors alike everywhere: the residual and the wild bootstrap give the classical standard error of a line. */
    @Test
    void residualsAndSignsGiveTheClassicalError() {
        var random = new SplittableRandom(11);
        double[] x = random.doubles(300).toArray();
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = 2 + 3 * x[i] + random.nextGaussian();
        }
        Search search =
                Tables.search(Fitter.withDefaults().with(Objective.parse("squared")), "y = a + b*x", table(x, y));
        double classical = search.fit().standardErrors()[1];
        for (Resampling kind : Resampling.values()) {
            Draws draws = new Bootstrap(1500, 1, 2, Progress.NONE, kind).draw(search);
            assertThat(draws.standardError(theta -> theta[1]))
                    .as(kind.label())
                    .isCloseTo(classical, within(0.12 * classical));
        }
    }

    /** Errors that grow with x: signs see it, residuals that change places do not. */
    @Test
    void onlyResidualsThatStayWhereTheyAreSeeUnequalErrors() {
        var random = new SplittableRandom(12);
        double[] x = random.doubles(400).map(u -> 4 * u).toArray();
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = 2 + 3 * x[i] + x[i] * x[i] * random.nextGaussian();
        }
        Search search =
                Tables.search(Fitter.withDefaults().with(Objective.parse("squared")), "y = a + b*x", table(x, y));
        double white = search.sandwich(rows(search)).standardErrors()[1];
        double wild = new Bootstrap(1000, 1, 2, Progress.NONE, Resampling.WILD)
                .draw(search)
                .standardError(theta -> theta[1]);
        double moved = new Bootstrap(1000, 1, 2, Progress.NONE, Resampling.RESIDUALS)
                .draw(search)
                .standardError(theta -> theta[1]);
        assertThat(wild / white).isCloseTo(1, within(0.1));
        assertThat(moved / white).isLessThan(0.85);
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        Runs runs = skewed(20, 3);
        Search search = origin(runs);
        int[] pairs = IntStream.range(0, 20).map(i -> i / 2).toArray();
        assertThatThrownBy(() -> new Bootstrap(10, 1, 1, Progress.NONE, Resampling.RESIDUALS).draw(search, pairs))
                .hasMessage("residuals of dependent rows cannot change places");
        Search lopsided = Tables.search(Fitter.withDefaults().with(Objective.parse("quantile:0.9")), "y = a*x", runs);
        assertThatThrownBy(() -> new Bootstrap(10, 1, 1, Progress.NONE, Resampling.WILD).draw(lopsided))
                .hasMessage("residuals that cost more on one side cannot change their sign");
    }

    private static Search origin(Runs runs) {
        return Tables.search(Fitter.withDefaults().with(Objective.parse("squared")), "y = a*x", runs);
    }

    private static int[] rows(Search search) {
        return IntStream.range(0, search.fit().rows()).toArray();
    }

    /** Errors with a long tail upwards. */
    private static Runs skewed(int rows, long seed) {
        var random = new SplittableRandom(seed);
        double[] x = random.doubles(rows).map(u -> 1 + u).toArray();
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = 2 * x[i] - Math.log(1 - random.nextDouble());
        }
        return table(x, y);
    }

    private static Runs table(double[] x, double[] y) {
        return Runs.of(List.of(new Column.Numbers("x", x), new Column.Numbers("y", y)), Origin.of("table"));
    }
}
