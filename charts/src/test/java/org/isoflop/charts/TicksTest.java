package org.isoflop.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static List<String> labels(Scale scale, int most) {
        return Ticks.of(scale, most).stream().map(Ticks.Tick::label).toList();
    }

    @Test
    void countsAreWrittenAsPeopleWriteThem() {
        assertThat(labels(Scale.log("", 1e8, 1e13, Format.COUNT), 6))
                .containsExactly("100M", "1B", "10B", "100B", "1T", "10T");
    }

    @Test
    void computeIsAPowerOfTen() {
        assertThat(labels(Scale.log("", 1e18, 1e24, Format.POWER), 4)).containsExactly("1e18", "1e20", "1e22", "1e24");
        assertThat(labels(Scale.log("", 1e21, 9e21, Format.POWER), 4)).containsExactly("1e21", "2e21", "5e21");
    }

    @Test
    void decimalsAreThoseOfTheStep() {
        assertThat(labels(Scale.linear("", 1.93, 3.1, Format.NUMBER), 7))
                .containsExactly("2.0", "2.2", "2.4", "2.6", "2.8", "3.0");
        assertThat(labels(Scale.linear("", -0.011, 0.011, Format.CHANGE), 4)).containsExactly("-1 %", "0 %", "+1 %");
    }

    @Test
    void aNarrowLogarithmicRangeHasTicksAsWell() {
        assertThat(labels(Scale.log("", 2.11, 2.19, Format.NUMBER), 5)).hasSizeGreaterThanOrEqualTo(2);
    }

    /** Whatever the range, there are a few ticks, in order, inside it, no two with one label. */
    @Test
    void everyRangeHasTicksThatCanBeToldApart() {
        var random = new SplittableRandom(5);
        for (int i = 0; i < 500; i++) {
            double low = Math.pow(10, random.nextDouble(-6, 22));
            double high = low * Math.pow(10, random.nextDouble(0.05, 9));
            int most = random.nextInt(3, 9);
            for (Scale scale :
                    List.of(Scale.log("", low, high, Format.NUMBER), Scale.linear("", low, high, Format.NUMBER))) {
                List<Ticks.Tick> ticks = Ticks.of(scale, most);
                assertThat(ticks).as(scale.toString()).hasSizeBetween(1, most);
                assertThat(ticks)
                        .allSatisfy(
                                tick -> assertThat(scale.share(tick.value())).isBetween(-1e-6, 1 + 1e-6));
                assertThat(ticks.stream().map(Ticks.Tick::label).distinct().count())
                        .as("%s %s", scale, ticks)
                        .isEqualTo(ticks.size());
            }
        }
    }
}
