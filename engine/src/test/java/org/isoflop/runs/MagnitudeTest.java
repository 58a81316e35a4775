package org.isoflop.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as the field reads and writes them. */
class MagnitudeTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "12           | 12",
                "+5           | 5",
                "-2           | -2",
                "3e-4         | 3e-4",
                "5.76E23      | 5.76e23",
                ".5           | 0.5",
                "5.           | 5",
                "70B          | 70e9",
                "1.4T         | 1.4e12",
                "1.4 T        | 1.4e12",
                "57.1m        | 57.1e6",
                "10k          | 1e4",
                "2.5G         | 2.5e9",
                "4.1B         | 4.1e9",
                "1.1B         | 1.1e9",
                "-3B          | -3e9",
                "1e3B         | 1e12",
                "1,234,567    | 1234567",
                "1,234.5      | 1234.5",
                "1,200B       | 1.2e12",
                "1_000        | 1000",
                "12_34_5      | 12345",
                "45%          | 0.45",
                "45 %         | 0.45",
                "0.1%         | 0.001",
                "inf          | Infinity",
                "+inf         | Infinity",
                "-inf         | -Infinity",
                "Infinity     | Infinity",
                "nan          | NaN",
                "NaN          | NaN"
            })
    void readsNumbersAsPeopleWriteThem(String text, double value) {
        assertThat(Magnitude.parse(text)).isEqualTo(OptionalDouble.of(value));
        assertThat(Magnitude.parse("  " + text + "\t")).isEqualTo(OptionalDouble.of(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "B",
                "%",
                "-",
                ".",
                "e5",
                "1e",
                "1,23",
                "12,345,6",
                ",123",
                "1,2345",
                "1__0",
                "_1",
                "1_",
                "1.2.3",
                "--1",
                "1 2",
                "B70",
                "70BB",
                "70BM",
                "7x",
                "0x1p3",
                "1d",
                "1f",
                "nanB",
                "1e5%%",
                "N/A",
                "1-2"
            })
    void whatIsNoNumberIsEmpty(String text) {
        assertThat(Magnitude.parse(text)).isEmpty();
    }

    /** No cell of a table may end the program. */
    @ParameterizedTest
    @CsvSource({"1e400, Infinity", "1e400B, Infinity", "-1e400T, -Infinity", "1e-400, 0", "1e-2147483647%, 0"})
    void numbersBeyondADoubleAreInfiniteOrZero(String text, double value) {
        assertThat(Magnitude.parse(text)).isEqualTo(OptionalDouble.of(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483647B", "1e99999999999B", "1e-2147483648%"})
    void absurdExponentsDoNoHarm(String text) {
        assertThat(Magnitude.parse(text).orElse(0)).isIn(0.0, Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource({
        "0, 0",
        "7, 7",
        "999, 999",
        "999.6, 1000",
        "1000, 1K",
        "1234, 1.23K",
        "57.12e6, 57.1M",
        "999.4e6, 999M",
        "999.6e6, 1B",
        "16e9, 16B",
        "1.4e12, 1.4T",
        "1.1e14, 110T",
        "9.99e14, 999T",
        "1e15, 1e15",
        "5.764e23, 5.76e23",
        "-70e9, -70B",
        "0.25, 0.25",
        "0.00012345, 1.23e-4",
        "Infinity, inf",
        "-Infinity, -inf",
        "NaN, nan"
    })
    void countsHaveThreeDigitsAndASuffix(double value, String text) {
        assertThat(Magnitude.count(value)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} to {1} digits is {2}")
    @CsvSource({
        "0, 3, 0",
        "-0.0, 3, 0",
        "0.34783, 3, 0.348",
        "0.3, 3, 0.3",
        "2143.4, 3, 2140",
        "2143.4, 6, 2143.4",
        "99949, 3, 99900",
        "99950, 3, 1e5",
        "123456, 3, 1.23e5",
        "0.001, 3, 0.001",
        "0.00099999, 3, 0.001",
        "0.00099, 3, 9.9e-4",
        "-0.5, 3, -0.5",
        "5.76e23, 2, 5.8e23",
        "4.9e-324, 3, 4.94e-324",
        "1.7976931348623157e308, 4, 1.798e308"
    })
    void digitsAreSignificant(double value, int n, String text) {
        assertThat(Magnitude.digits(value, n)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "3, 3",
        "-12, -12",
        "0.1, 0.1",
        "1e14, 100000000000000",
        "1e15, 1e15",
        "1.5e300, 1.5e300",
        "1e-5, 1e-5"
    })
    void exactIsShort(double value, String text) {
        assertThat(Magnitude.exact(value)).isEqualTo(text);
    }

    @Test
    void whatIsWrittenCanBeReadAgain() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            double value = (random.nextBoolean() ? 1 : -1) * Math.exp(random.nextDouble(-60, 60));
            assertThat(Magnitude.parse(Magnitude.exact(value))).hasValue(value);
            // Three digits are right to half a unit of the third one, at most 0.5 % of the number.
            double margin = Math.abs(value) * 0.005;
            assertThat(Magnitude.parse(Magnitude.count(value)).orElseThrow()).isCloseTo(value, within(margin));
            assertThat(Magnitude.parse(Magnitude.digits(value, 3)).orElseThrow())
                    .isCloseTo(value, within(margin));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, 1e15, 1e16, 9007199254740993e3, 4.9e-324})
    void exactIsExactAtTheEdges(double value) {
        assertThat(Magnitude.parse(Magnitude.exact(value))).hasValue(value);
    }
}
