package org.isoflop.charts.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.isoflop.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {
    @Test
    void textGrowsWithThePicture() {
        assertThat(Size.parse("1600x900").em()).isGreaterThan(1.5 * Size.USUAL.em());
        assertThat(new Size(300, 200).em()).isGreaterThanOrEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"800", "800x", "axb", "800x600x2"})
    void saysWhatASizeIs(String text) {
        assertThatThrownBy(() -> Size.parse(text))
                .isInstanceOf(InputException.class)
                .hasMessage("'" + text + "' is no size of a chart");
    }

    @Test
    void refusesSizesThatNobodyCanSeeOrHold() {
        assertThatThrownBy(() -> Size.parse("10x10")).hasMessage("a chart of 10 by 10 pixels cannot be drawn");
        assertThatThrownBy(() -> Size.parse("900000x10")).isInstanceOf(InputException.class);
    }
}
