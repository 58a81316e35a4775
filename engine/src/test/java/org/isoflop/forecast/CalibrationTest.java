package org.isoflop.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.uncertainty.Interval;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final Noise NOISE = new Noise(Math.log(0.01), 0, 1e20);

    /** Cuts whose errors are so many times what was claimed, around a drift in units of the claimed curve. */
    private static List<Miss> misses(int cuts, double times, double drift, long seed) {
        var random = new SplittableRandom(seed);
        var misses = new ArrayList<Miss>();
        for (int c = 0; c < cuts; c++) {
            for (int i = 0; i < 40; i++) {
                double curve = 0.02;
                double error = drift * curve + times * Math.hypot(curve, 0.01) * random.nextGaussian();
                misses.add(new Miss(c, i, 5 * random.nextDouble(), error, curve, 0.01));
            }
        }
        return misses;
    }

    private static Calibration learned(List<Miss> misses) {
        return Calibration.of(misses, NOISE).orElseThrow();
    }

    @Test
    void oneCutTeachesNothing() {
        assertThat(Calibration.of(misses(1, 1, 0, 1), NOISE)).isEmpty();
    }

    @Test
    void claimsThatHoldAreLeftNearlyAsTheyAre() {
        double factor = IntStream.range(0, 20)
                .mapToDouble(seed -> learned(misses(8, 1, 0, seed)).factor(3, 0.9))
                .average()
                .orElseThrow();
        // Student's quantile with 4 + 8 degrees of freedom is 1.78, that of the normal distribution 1.64; what chance
        // shows
        // of too narrow claims widens, what it shows of too wide ones does not narrow.
        assertThat(factor).isBetween(1.78, 1.86);
    }

    /** Resamples of the few runs below a cut spread further than estimates do: what they say too much proves nothing. */
    @Test
    void claimsThatWereTooTimidAreLeftAsTheyAre() {
        Calibration timid = learned(misses(8, 0.3, 0, 1));
        double cuts = 8;
        assertThat(timid.factor(3, 0.9)).isCloseTo(Quantiles.student(0.95, 4 + cuts), within(0.01));
    }

    @Test
    void claimsThatWereTooBoldAreWidened() {
        double bold = learned(misses(8, 3, 0, 1)).factor(3, 0.9);
        double right = learned(misses(8, 1, 0, 1)).factor(3, 0.9);
        assertThat(bold / right).isBetween(2.2, 3.0);
    }

    /** With forty independent cuts the conformal quantile speaks: for normal errors 1.645 claimed deviations. */
    @Test
    void manyCutsGiveTheConformalQuantile() {
        assertThat(learned(misses(60, 1, 0, 2)).factor(2.5, 0.9)).isCloseTo(1.645, within(0.12));
    }

    @Test
    void errorsThatGrowWithDistanceWidenThere() {
        var misses = new ArrayList<Miss>();
        for (Miss miss : misses(8, 1, 0, 3)) {
            misses.add(new Miss(
                    miss.cut(), miss.row(), miss.reach(), miss.error() * miss.reach(), miss.curve(), miss.noise()));
        }
        Calibration learned = learned(misses);
        assertThat(learned.factor(4.5, 0.9)).isGreaterThan(1.5 * learned.factor(0.5, 0.9));
        assertThat(learned.factor(50, 0.9))
                .as("beyond the furthest back-test nothing more is known")
                .isEqualTo(learned.factor(Math.log(learned.reached()), 0.9));
    }

    @Test
    void aDriftOfAllCutsIsTakenOffInPart() {
        Calibration learned = learned(misses(8, 1, 1, 4));
        // A quarter of what all cuts show, less what is drawn to zero.
        assertThat(learned.drift()).isBetween(0.1, 0.25);
        var reading = new Reading(1, 0.04);
        assertThat(learned.centre(reading)).isCloseTo(1 - 0.2 * learned.drift(), within(1e-12));
    }

    @Test
    void aDriftOnWhichCutsDisagreeIsNone() {
        var misses = new ArrayList<Miss>();
        for (Miss miss : misses(8, 0.5, 2, 5)) {
            double sign = miss.cut() % 2 == 0 ? 1 : -1;
            misses.add(new Miss(miss.cut(), miss.row(), miss.reach(), sign * miss.error(), miss.curve(), miss.noise()));
        }
        assertThat(learned(misses).drift()).isCloseTo(0, within(0.05));
    }

    @Test
    void quantilesDoNotCross() {
        Calibration learned = learned(misses(8, 2, 0.5, 6));
        var reading = new Reading(0.7, 0.001);
        double[] levels = {0.1, 0.5, 0.68, 0.8, 0.9, 0.95, 0.99};
        List<Interval> intervals = IntStream.range(0, levels.length)
                .mapToObj(k -> learned.interval(reading, 1e21, levels[k]))
                .toList();
        assertThat(intervals).isSortedAccordingTo((a, b) -> Double.compare(b.low(), a.low()));
        assertThat(intervals).isSortedAccordingTo((a, b) -> Double.compare(a.high(), b.high()));
    }

    @Test
    void noiseThatShrinksWithScaleIsFound() {
        var random = new SplittableRandom(7);
        int n = 400;
        double[] sizes = IntStream.range(0, n)
                .mapToDouble(i -> 1e18 * Math.pow(1e4, i / (n - 1.0)))
                .toArray();
        double[] residuals = new double[n];
        for (int i = 0; i < n; i++) {
            residuals[i] = 0.03 * Math.pow(sizes[i] / 1e18, -0.2) * random.nextGaussian();
        }
        Noise noise = Noise.of(residuals, sizes, 5);
        // The standard error of the slope is 0.021, that of a level with it 5 %.
        assertThat(noise.slope()).isCloseTo(-0.2, within(0.06));
        assertThat(noise.deviation(1e18)).isCloseTo(0.03, within(0.008));
        assertThat(noise.deviation(1e22)).isCloseTo(0.03 * Math.pow(1e4, -0.2), within(0.0015));
    }
}
