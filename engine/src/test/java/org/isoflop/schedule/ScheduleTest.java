package org.isoflop.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.isoflop.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    /** Rates that follow from the definitions by hand, with a peak of 1, an end of 0.01 and a warm-up of 10. */
    @ParameterizedTest
    @CsvSource({
        "constant,        60, 1",
        "cosine,          55, 0.505",
        "wsd,             75, 0.505",
        "wsd_linear,      75, 0.505",
        "wsd-exponential, 75, 0.1",
        "two_stage,       50, 0.01",
        "two_stage,       49, 1",
        "wsd,              5, 0.5",
        "wsd,            100, 0.01",
    })
    void shapes(String shape, int step, double rate) {
        String start = shape.equals("cosine") ? "" : "decay-start=50 ";
        var schedule = Schedule.parse(shape + ": peak=1 end=0.01 warmup=10 " + start + "total=100");
        assertThat(schedule.rate(step)).isCloseTo(rate, within(1e-12));
        assertThat(schedule.total()).isEqualTo(100);
    }

    @Test
    void areasCountEveryStep() {
        var schedule = Schedule.of(0, 1, 2, 2, 1);
        assertThat(schedule.area(4)).isEqualTo(6);
        // Momenta 0, 1 of the drop at the last step; the rise to the peak does not count.
        assertThat(schedule.annealing(0.5)).containsExactly(0, 0, 0, 0, 1);
    }

    /** With a momentum of 0 an annealing area telescopes to the whole drop, with 1 it is the sum of drops so far. */
    @Test
    void annealingAreaAtItsTwoEnds() {
        var schedule = Schedule.of(Shape.COSINE, 3e-4, 3e-5, 100, 100, 1000);
        assertThat(schedule.annealing(0)[1000]).isCloseTo(2.7e-4, within(1e-15));
        double sum = 0;
        for (int t = 100; t <= 1000; t++) {
            sum += 3e-4 - schedule.rate(t);
        }
        assertThat(schedule.annealing(1)[1000]).isCloseTo(sum, within(1e-12));
    }

    @Test
    void aTableOfPointsIsFilledWithStraightLines() {
        var schedule = Schedule.through(new int[] {10, 20}, new double[] {1, 3});
        assertThat(schedule.rate(5)).isEqualTo(0.5);
        assertThat(schedule.rate(15)).isEqualTo(2);
        assertThat(schedule.total()).isEqualTo(20);
    }

    /** The published multi-power law for 100M, of the authors' repository: the drops one by one, and gathered. */
    private static double lossDrop(List<Drop> drops) {
        double sum = 0;
        for (Drop drop : drops) {
            double x = Math.pow(drop.rate(), -0.65523644) * drop.area();
            sum += drop.height() * (1 - Math.pow(2.13245612 * x + 1, -0.59785199));
        }
        return 437.9464276 * sum;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cosine: peak=3e-4 end=3e-5 warmup=2160 total=72000",
                "constant: peak=3e-4 warmup=2160 total=72000",
                "wsd: peak=3e-4 end=3e-5 warmup=2160 decay-start=20000 total=24000",
                "wsd_exponential: peak=3e-4 end=3e-5 warmup=2160 decay-start=20000 total=24000",
                "two_stage: peak=3e-4 end=3e-5 warmup=2160 decay-start=8000 total=16000",
            })
    void gatheredDropsSayWhatAllOfThemSay(String text) {
        var schedule = Schedule.parse(text);
        for (int step = 2160; step <= schedule.total(); step += 211) {
            List<Drop> gathered = schedule.drops(step);
            assertThat(gathered).hasSizeLessThanOrEqualTo(Drops.MAX_NODES);
            // A fortieth of the mean error of the published law.
            assertThat(lossDrop(gathered)).isCloseTo(lossDrop(schedule.everyDrop(step)), within(1e-4));
        }
    }

    /** Heights and areas are moments of the drops: sums over them are kept exactly, even where drops are many. */
    @Test
    void whatIsLinearInTheDropsIsKeptExactly() {
        var random = new SplittableRandom(1);
        double[] rates = random.doubles(5000, 1e-4, 1e-3).toArray();
        var schedule = Schedule.of(rates);
        List<Drop> all = schedule.everyDrop(4999);
        List<Drop> gathered = schedule.drops(4999);
        assertThat(gathered).hasSizeLessThanOrEqualTo(Drops.MAX_NODES);
        assertThat(gathered.stream().mapToDouble(Drop::height).sum())
                .isCloseTo(all.stream().mapToDouble(Drop::height).sum(), within(1e-15));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wsd peak=1 | is not a schedule",
                "wsdx: peak=1 total=10 | there is no schedule 'wsdx'",
                "wsd: peak=1 total=10 | lacks its decay-start",
                "cosine: peak=1 total=10 warm=3 | says nothing of a schedule",
                "cosine: peak=1 total=1.5 | total=1.5 is not a number of steps",
                "cosine: peak=1 total=10 warmup=20 | out of order",
                "cosine: peak=0 total=10 | not positive",
                "wsd_exponential: peak=1 total=10 decay-start=5 | not positive",
            })
    void mistakesAreNamed(String text, String message) {
        assertThatThrownBy(() -> Schedule.parse(text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }
}
