package org.isoflop.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

class RobustDistanceTest {

    /** Of 4000 normal rows that depend on each other, about one in a thousand lies beyond the limit. */
    @Test
    void aNormalSampleKeepsTheLimit() {
        double[][] columns = sample(4000, 3);
        var distance = RobustDistance.of(columns);
        long beyond = Arrays.stream(distance.distances())
                .filter(d -> d > distance.limit())
                .count();
        assertThat(beyond).isBetween(0L, 14L);
        double[] sorted = distance.distances().clone();
        Arrays.sort(sorted);
        assertThat(sorted[2000]).isCloseTo(Math.sqrt(RobustDistance.chiSquared(0.5, 3)), within(0.05));
    }

    /** A tenth of the rows in a heap of their own would hide from distances that the heap itself stretches. */
    @Test
    void aHeapOfOutliersDoesNotHide() {
        double[][] columns = sample(200, 4);
        for (int i = 0; i < 20; i++) {
            columns[0][i] += 3;
            columns[1][i] -= 3;
        }
        var distance = RobustDistance.of(columns);
        assertThat(IntStream.range(0, 20).filter(i -> distance.distances()[i] > distance.limit()))
                .hasSizeGreaterThanOrEqualTo(19);
        assertThat(IntStream.range(20, 200).filter(i -> distance.distances()[i] > distance.limit()))
                .hasSizeLessThan(4);
    }

    @Test
    void quantilesOfChiSquaredAreNearThoseOfAnotherLibrary() {
        for (int freedom = 1; freedom <= 6; freedom++) {
            var exact = new ChiSquaredDistribution(freedom);
            for (double p : new double[] {0.5, 0.9, 0.999}) {
                double expected = exact.inverseCumulativeProbability(p);
                assertThat(RobustDistance.chiSquared(p, freedom)).isCloseTo(expected, within(0.05 * expected + 0.02));
            }
        }
    }

    /** Three columns, the second following the first, the third on its own. */
    private static double[][] sample(int rows, long seed) {
        var random = new SplittableRandom(seed);
        double[][] columns = new double[3][rows];
        for (int i = 0; i < rows; i++) {
            columns[0][i] = random.nextGaussian();
            columns[1][i] = 5 + 0.9 * columns[0][i] + 0.4 * random.nextGaussian();
            columns[2][i] = 100 * random.nextGaussian();
        }
        return columns;
    }
}
