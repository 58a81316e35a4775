package org.isoflop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {
    @ParameterizedTest
    @CsvSource({
        "0.0012345, 0.00123",
        "1, 1",
        "9.996, 10.0",
        "123.4, 123",
        "123456, 123000",
        "0.00001, 1.00e-05",
        "12345678, 1.23e+07",
        "0, 0",
        "NaN, –"
    })
    void threeDigitsAreShown(double value, String text) {
        assertThat(Shown.digits(value)).isEqualTo(text);
    }
}
