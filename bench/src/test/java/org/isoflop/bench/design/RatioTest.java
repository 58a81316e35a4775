package org.isoflop.bench.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RatioTest {
    private static final int TRIALS = 400;

    private static double[] drawn(long seed, double mean, double deviation) {
        var random = new SplittableRandom(seed);
        double[] values = new double[TRIALS];
        Arrays.setAll(values, _ -> mean + deviation * random.nextGaussian());
        return values;
    }

    /** The standard error of a ratio of means, to first order: {@code r sqrt((s/a)^2 + (t/b)^2) / sqrt n}. */
    @Test
    void meansOfDifferentTrialsVaryAsTheDeltaMethodSays() {
        Ratio ratio = Ratio.ofMeans(drawn(1, 2, 0.4), drawn(2, 1, 0.3));
        double expected = 2 * Math.sqrt(0.2 * 0.2 + 0.3 * 0.3) / Math.sqrt(TRIALS);
        assertThat(ratio.value()).isCloseTo(2, within(4 * expected));
        // 2000 resamples know a standard error to 1.6 %, 400 trials know the deviations to 3.5 %.
        assertThat(ratio.deviation()).isCloseTo(expected, within(0.15 * expected));
    }

    /** What both ways have in common from trial to trial does not make their ratio uncertain. */
    @Test
    void whatBothShareIsNoUncertainty() {
        double[] other = drawn(3, 1, 0.3);
        double[] own = Arrays.stream(other).map(x -> 0.9 * x).toArray();
        for (Ratio ratio :
                new Ratio[] {Ratio.ofMeans(own, other), Ratio.ofQuantiles(0.9, own, other), Ratio.geometric(own, other)
                }) {
            assertThat(ratio.value()).isCloseTo(0.9, within(1e-12));
            assertThat(ratio.deviation()).isCloseTo(0, within(1e-7));
        }
    }

    @Test
    void quantilesAreThoseOfTheSortedErrors() {
        double[] errors = {5, 1, 4, 2, 3, 10, 9, 8, 7, 6};
        assertThat(Ratio.quantile(0.9, errors)).isEqualTo(10);
        assertThat(Ratio.quantile(0.5, errors)).isEqualTo(6);
    }

    @Test
    void oneTrialDoesNotTellHowSureItIs() {
        assertThat(Ratio.ofMeans(new double[] {1}, new double[] {2}).text()).isEqualTo("0.50");
    }
}
