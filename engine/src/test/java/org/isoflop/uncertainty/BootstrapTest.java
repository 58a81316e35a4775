package org.isoflop.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Tables;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    /** The bootstrap of a straight line against its closed form, which holds for independent errors of equal size. */
    @Test
    void standardErrorsOfAStraightLineAreTheClassicalOnes() {
        Runs runs = line(400, 1);
        var search = Tables.search(Fitter.withDefaults().with(Objective.parse("squared")), "y = a + b*x", runs);
        Draws draws = new Bootstrap(2000, 1, 2, Progress.NONE).draw(search);
        for (int j = 0; j < 2; j++) {
            int index = j;
            double classical = search.fit().standardErrors()[j];
            // 2000 draws leave 1.6 % of sampling error, 400 rows about 5 % of real difference.
            assertThat(draws.standardError(t -> t[index])).isCloseTo(classical, within(0.15 * classical));
        }
    }

    /** Each row stands four times: as independent rows they promise twice the precision that they have. */
    @Test
    void wholeUnitsAreDrawnTogether() {
        Runs runs = line(100, 2);
        int[] fourTimes = IntStream.range(0, 400).map(i -> i / 4).toArray();
        var fitter = Fitter.withDefaults().with(Objective.parse("squared"));
        var search = Tables.search(fitter, "y = a + b*x", runs.at(fourTimes));
        var bootstrap = new Bootstrap(2000, 1, 2, Progress.NONE);
        double naive = bootstrap.draw(search).standardError(t -> t[1]);
        double honest = bootstrap.draw(search, fourTimes).standardError(t -> t[1]);
        assertThat(honest / naive).isCloseTo(2, within(0.2));
    }

    @Test
    void theSeedDecidesTheDraws() {
        var search = Tables.search(Fitter.withDefaults(), Tables.BOUNDED, Tables.chinchilla(0.005, 4));
        double[] first =
                new Bootstrap(5, 1, 1, Progress.NONE).draw(search).theta().get(3);
        double[] again =
                new Bootstrap(5, 1, 1, Progress.NONE).draw(search).theta().get(3);
        double[] other =
                new Bootstrap(5, 2, 1, Progress.NONE).draw(search).theta().get(3);
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void percentileIntervalsAreThoseOfOrderStatistics() {
        double[] sample = IntStream.rangeClosed(0, 100).mapToDouble(i -> i).toArray();
        Interval interval = Interval.ofSample(sample, 0.9);
        assertThat(interval.low()).isCloseTo(5, within(1e-12));
        assertThat(interval.high()).isCloseTo(95, within(1e-12));
    }

    private static Runs line(int rows, long seed) {
        var random = new java.util.SplittableRandom(seed);
        double[] x = new double[rows];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            x[i] = random.nextDouble();
            y[i] = 2 + 3 * x[i] + random.nextGaussian();
        }
        return Runs.of(java.util.List.of(new Column.Numbers("x", x), new Column.Numbers("y", y)), Origin.of("line"));
    }
}
