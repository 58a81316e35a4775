package org.isoflop.hyper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.isoflop.hyper.Collapse.Curve;
import org.isoflop.hyper.Collapse.Pair;
import org.junit.jupiter.api.Test;

class TimescaleTest {
    /** By hand: a rate of 0.001 with a decay of 0.1 replaces 1e-4 of the weights per step, over 20,000 steps half a run. */
    @Test
    void memoryIsAShareOfTheRun() {
        var timescale = new Timescale(1e-3, 0.1, 20_000);
        assertThat(timescale.tau()).isCloseTo(0.5, within(1e-12));
        assertThat(timescale.decayFor(0.25)).isCloseTo(0.2, within(1e-12));
        assertThat(new Timescale(1e-3, timescale.decayFor(0.25), 20_000).tau()).isCloseTo(0.25, within(1e-12));
    }

    private static Curve curve(double rate, double decay, double level) {
        double[] at = new double[50];
        double[] losses = new double[50];
        for (int i = 0; i < at.length; i++) {
            at[i] = 100.0 * (i + 1);
            losses[i] = (2 + 10 / Math.sqrt(i + 1)) * level;
        }
        return new Curve(rate, decay, at, losses);
    }

    @Test
    void pairsAreToldApartByWhatTheyShare() {
        Collapse collapse = Collapse.of(List.of(
                List.of(curve(1e-3, 0.1, 1), curve(2e-3, 0.05, 1.001), curve(1e-3, 0.4, 1.03)),
                List.of(curve(1e-3, 0.1, 5))));
        assertThat(collapse.distances().get(Pair.SAME_PRODUCT)).hasSize(1);
        assertThat(collapse.median(Pair.SAME_PRODUCT)).isCloseTo(Math.log(1.001), within(1e-12));
        assertThat(collapse.median(Pair.SAME_RATE)).isCloseTo(Math.log(1.03), within(1e-12));
        assertThat(collapse.median(Pair.OTHER)).isCloseTo(Math.log(1.03 / 1.001), within(1e-12));
    }

    @Test
    void curvesOfOtherModelsAreNotCompared() {
        Collapse collapse = Collapse.of(List.of(List.of(curve(1e-3, 0.1, 1)), List.of(curve(1e-3, 0.1, 2))));
        assertThat(collapse.distances()).isEmpty();
        assertThat(collapse.median(Pair.SAME_PRODUCT)).isNaN();
    }

    /** Between the rows of a curve the loss is a straight line: every second row tells nearly as much. */
    @Test
    void curvesNeedNoCommonSteps() {
        Curve whole = curve(1e-3, 0.1, 1);
        double[] at = new double[25];
        double[] losses = new double[25];
        for (int i = 0; i < at.length; i++) {
            at[i] = whole.at()[2 * i];
            losses[i] = whole.losses()[2 * i];
        }
        assertThat(Collapse.distance(whole, new Curve(1e-3, 0.1, at, losses))).isLessThan(0.005);
    }
}
