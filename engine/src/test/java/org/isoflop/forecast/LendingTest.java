package org.isoflop.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Tables;
import org.isoflop.law.Law;
import org.isoflop.law.Prior;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;

/** What groups of one table lend each other. */
class LendingTest {
    private static final Fitter FITTER = Fitter.withDefaults().threads(1).starts(4);

    private static final Law LAW =
            Law.parse(Tables.BOUNDED).believing(Prior.parse("alpha ~ normal(0.6, 0.1), beta ~ normal(0.6, 0.1)"));

    private static final Runs PLACES = Grid.parse("N=5e7..2e9*6, D=2e9..1e11*4").runs();

    private static Runs group(long seed, double noise) {
        return Tables.simulate(Tables.CHINCHILLA, Tables.truth(), PLACES, noise, seed);
    }

    private static Backtest backtest(Runs runs, Lending lending) {
        double[] sizes = Axis.of(runs, Optional.empty()).sizes(runs);
        int[] units = IntStream.range(0, runs.size()).toArray();
        return Backtest.of(
                Practice.plain(FITTER),
                List.of(LAW),
                new Rows(runs, sizes, units),
                new Cutting.Rolling(4),
                1,
                Progress.NONE,
                lending);
    }

    private static Lending others(int count, double noise) {
        var others = new ArrayList<Backtest>();
        for (int g = 0; g < count; g++) {
            others.add(backtest(group(40 + g, noise), Lending.NONE));
        }
        return new Lending(others);
    }

    @Test
    void groupsThatKnowAnExponentMoveThePriorToIt() {
        Prior lent = others(3, 0.001).priors(LAW, Double.POSITIVE_INFINITY).getFirst();
        // Three groups of 24 runs with noise of 0.1 % know alpha (0.3478) to a hundredth; a prior at 0.6 +- 0.1 hardly
        // counts against them, and their scatter is less than the half of its deviation that is taken as usual.
        assertThat(lent.mean()).isCloseTo(0.3478, within(0.05));
        assertThat(lent.deviation()).isLessThan(0.1);
    }

    @Test
    void whatLiesBeyondTheEdgeIsNotLent() {
        Lending lending = others(2, 0.001);
        assertThat(lending.priors(LAW, 1)).isEqualTo(LAW.priors());
        double edge = lending.others().getFirst().cuts().getFirst().edge();
        assertThat(lending.priors(LAW, edge))
                .isNotEqualTo(LAW.priors())
                .isNotEqualTo(lending.priors(LAW, Double.POSITIVE_INFINITY));
    }

    @Test
    void aGroupAloneBelievesTheLiterature() {
        assertThat(Lending.NONE.priors(LAW, Double.POSITIVE_INFINITY)).isEqualTo(LAW.priors());
    }

    @Test
    void aNoisyGroupForecastsBetterWithWhatOthersKnow() {
        Lending lending = others(3, 0.001);
        double alone = 0;
        double helped = 0;
        for (int t = 0; t < 6; t++) {
            Runs runs = group(70 + t, 0.02);
            alone += error(backtest(runs, Lending.NONE));
            helped += error(backtest(runs, lending));
        }
        assertThat(helped).isLessThan(alone);
    }

    /** How far the law fitted to all runs is off at ten times the largest run. */
    private static double error(Backtest backtest) {
        Axis axis = Axis.of(backtest.runs(), Optional.empty());
        Runs place = axis.beyond(backtest.runs(), 10);
        double truth =
                Tables.simulate(Tables.CHINCHILLA, Tables.truth(), place, 0, 1).numbers("loss")[0];
        return Math.abs(Math.log(backtest.predictions(backtest.tracks().getFirst(), place)[0] / truth));
    }
}
