package org.isoflop.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Simulated crossings lie in their intervals as often as these say; {@code bench compare} shows more. */
@Tag("slow")
class CrossingCoverageTest {
    private static final int TABLES = 30;

    /** Of 30 tables a level of 0.9 leaves less than 23 in with a probability of 0.03. */
    private static final double LEAST = 23.0 / TABLES;

    private static final List<Scenario> SCENARIOS = Scenario.all();

    private static Tally tally(int scenario) {
        return Tally.of(SCENARIOS.get(scenario), TABLES, Runtime.getRuntime().availableProcessors());
    }

    @Test
    void crossingsOfPowerLawsAreCovered() {
        Tally tally = tally(0);
        assertThat(tally.crossingCoverage()).isGreaterThanOrEqualTo(LEAST);
        assertThat(tally.differenceCoverage()).isGreaterThanOrEqualTo(LEAST);
        assertThat(tally.rightWhenSure()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void crossingsAlongBestSizesAreCoveredWhereCellsShareTheirNoise() {
        Tally tally = tally(2);
        assertThat(tally.crossingCoverage()).isGreaterThanOrEqualTo(LEAST);
        assertThat(tally.differenceCoverage()).isGreaterThanOrEqualTo(LEAST);
        assertThat(tally.rightWhenSure()).isGreaterThanOrEqualTo(0.9);
    }
}
