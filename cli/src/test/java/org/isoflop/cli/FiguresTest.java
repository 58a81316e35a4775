package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.isoflop.uncertainty.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "1.8171853, 4, 1.817",
        "2.66,      4, 2.660",
        "0.5,       3, 0.500",
        "477.83,    4, 477.8",
        "2143.4,    4, 2143",
        "400,       4, 400.0",
        "99999,     4, 1e5",
        "9.9996,    4, 10.00",
        "0.0099996, 4, 0.01000",
        "-0.25,     3, -0.250",
        "1.1307e7,  4, 1.131e7",
        "0.00012,   3, 1.2e-4",
        "0,         4, 0",
        "NaN,       4, nan",
        "Infinity,  4, inf"
    })
    void estimatesKeepTheirZeros(double value, int digits, String text) {
        assertThat(Figures.estimate(value, digits)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "N, 7e10, 70B",
        "C, 5.76e23, 5.76e23",
        "P, 8, 8",
        "loss, 3.9961, 4.00",
        "loss, 0.979, 0.979",
        "x, 760.2, 760",
        "D, 0, 0"
    })
    void valuesAreWrittenAsTheFieldDoes(String column, double value, String text) {
        assertThat(Figures.value(column, value)).isEqualTo(text);
    }

    @Test
    void anEstimateAndItsIntervalStayOnOneLine() {
        assertThat(Figures.estimate(20.2, new Interval(12, 29.4, 0.9), 2))
                .isEqualTo("20 (12 … 29)".replace(' ', Page.TIE));
    }

    @Test
    void lowerEndsAndDotsStandBelowEachOther() {
        assertThat(Figures.intervals(List.of(new Interval(1.7829, 1.8612, 0.9), new Interval(305, 689, 0.9)), 3))
                .containsExactly("  1.78 … 1.86", "305    … 689");
    }

    @Test
    void anIntervalThatHoldsEverythingIsSaidInWords() {
        assertThat(Figures.intervals(List.of(Interval.open(0.9), new Interval(305, 689, 0.9)), 3))
                .containsExactly("not determined", "305 … 689");
        assertThat(Figures.estimate(20.2, Interval.open(0.9), 2))
                .isEqualTo("20 (not determined)".replace(' ', Page.TIE));
    }

    @Test
    void sharesAndLevelsArePercentages() {
        assertThat(Figures.share(0.00312)).isEqualTo("0.31" + Page.TIE + "%");
        assertThat(Figures.share(0.01)).isEqualTo("1.0" + Page.TIE + "%");
        assertThat(Figures.level(0.9)).isEqualTo("90 %");
        assertThat(Figures.level(0.995)).isEqualTo("99.5 %");
    }

    @Test
    void endsThatLieCloseGetTheDigitsThatTellThemApart() {
        assertThat(Figures.intervals(List.of(new Interval(1.81702, 1.81731, 0.9)), 3))
                .containsExactly("1.8170 … 1.8173");
        assertThat(Figures.intervals(List.of(new Interval(0, 0, 0.9)), 3)).containsExactly("0 … 0");
    }
}
