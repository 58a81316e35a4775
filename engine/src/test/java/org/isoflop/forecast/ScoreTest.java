package org.isoflop.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreTest {
    /** By hand: errors 1, 0, 1, 0 around a mean of 2.5 with squares 2.25 + 0.25 + 0.25 + 2.25. */
    @Test
    void byHand() {
        Score score = Score.of(new double[] {2, 2, 4, 4}, new double[] {1, 2, 3, 4});
        assertThat(score.r2()).isCloseTo(1 - 2 / 5.0, within(1e-15));
        assertThat(score.meanAbsoluteError()).isEqualTo(0.5);
        // Ranks 0.5 0.5 2.5 2.5 against 0 1 2 3: 4 / sqrt(4 * 5).
        assertThat(score.rankCorrelation()).isCloseTo(4 / Math.sqrt(20), within(1e-15));
        assertThat(score.medianRelativeError()).isCloseTo(1 / 6.0, within(1e-15));
    }

    @Test
    void orderIsAllThatRanksSee() {
        Score score = Score.of(new double[] {1, 10, 100, Double.NaN}, new double[] {3, 4, 5, 6});
        assertThat(score.rows()).isEqualTo(3);
        assertThat(score.rankCorrelation()).isEqualTo(1);
        assertThat(score.r2()).isNegative();
    }
}
