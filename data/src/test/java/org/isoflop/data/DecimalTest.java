package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick reader of decimals against the JDK's, to the last bit. */
class DecimalTest {
    private static final int SAMPLES = 300_000;

    private final SplittableRandom random = new SplittableRandom(1);

    /** How many of the random texts were read; those that were must be right. */
    private double shareRead(Function<SplittableRandom, String> texts) {
        int read = 0;
        for (int i = 0; i < SAMPLES; i++) {
            String text = texts.apply(random);
            double value = parse(text);
            if (!Double.isNaN(value)) {
                read++;
                if (Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(Double.parseDouble(text))) {
                    assertThat(value).as(text).isEqualTo(Double.parseDouble(text));
                }
            }
        }
        return read / (double) SAMPLES;
    }

    private static double parse(String text) {
        return Decimal.parse((" " + text + " ").toCharArray(), 1, 1 + text.length());
    }

    @Test
    void shortDecimals() {
        assertThat(shareRead(r -> (r.nextInt(2_000_001) - 1_000_000) + "." + r.nextInt(100_000)))
                .isEqualTo(1);
    }

    @Test
    void doublesInFull() {
        assertThat(shareRead(r -> Double.toString(2 + r.nextDouble()))).isGreaterThan(0.9999);
        assertThat(shareRead(r -> Double.toString(Math.exp(-12 * r.nextDouble()))))
                .isGreaterThan(0.99);
    }

    @Test
    void scientific() {
        assertThat(shareRead(r -> r.nextLong(1_000_000_000_000_000_000L) + "e" + (r.nextInt(45) - 22)))
                .isGreaterThan(0.998);
        assertThat(shareRead(r -> Double.toString(Double.longBitsToDouble(r.nextLong(0x7FF0000000000000L)))))
                .isLessThan(0.1);
    }

    /** Decimals at and next to the middle between two doubles, where rounding is hardest. */
    @Test
    void nearTheMiddle() {
        assertThat(shareRead(r -> {
                    long odd = (1L << 53) + 1 + 2 * r.nextLong(1L << 52);
                    return (10 * odd + r.nextInt(3) - 1) + "e-" + (1 + r.nextInt(3));
                }))
                .isLessThan(1.01);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-0", "-0.0", "0e99", "00012", "1e22", "1e23", "1e30", "+.5e+1", "90071992547409931e-1"})
    void corners(String text) {
        assertThat(Double.doubleToRawLongBits(parse(text)))
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "e5", "1e", "1e+", "1e5.0", "1.2.3", "1 2", "1f", "0x1p3", "NaN", "1e9999"})
    void notPlainDecimals(String text) {
        assertThat(parse(text)).isNaN();
    }
}
