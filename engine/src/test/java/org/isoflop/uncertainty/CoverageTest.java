package org.isoflop.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.fit.Tables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Intervals cover the truth as often as they say. */
class CoverageTest {
    private static final int SIMULATED = 600;
    private static final String[] NAMES = {"E", "A", "alpha", "B", "beta"};

    /**
     * Over 600 tables the standard error of a coverage of 90 % is 1.2 %; pairs bootstraps are known to fall a little
     * short with some hundred rows.
     */
    @Test
    @Tag("slow")
    void ninetyPercentIntervalsOfEveryParameterCoverTheTruthInEightySixToNinetyFourPercent() {
        var fitter = Fitter.withDefaults().starts(2).threads(2);
        var bootstrap = new Bootstrap(400, 1, 2, Progress.NONE);
        int[] covered = new int[NAMES.length];
        for (int table = 0; table < SIMULATED; table++) {
            Search search = Tables.search(fitter, Tables.BOUNDED, Tables.chinchilla(0.005, 1000 + table));
            Draws draws = bootstrap.draw(search);
            var names = search.fit().model().parameters().stream()
                    .map(p -> p.name())
                    .toList();
            for (int j = 0; j < NAMES.length; j++) {
                int index = names.indexOf(NAMES[j]);
                covered[j] += draws.interval(t -> t[index], 0.9).contains(Tables.truth()[j]) ? 1 : 0;
            }
        }
        for (int j = 0; j < NAMES.length; j++) {
            double share = (double) covered[j] / SIMULATED;
            System.out.printf("coverage of the 90 %% interval of %s: %.1f %%%n", NAMES[j], 100 * share);
            assertThat(share).as(NAMES[j]).isBetween(0.86, 0.94);
        }
    }
}
