package org.isoflop.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ParameterTest {

    @Test
    void boundsLeaveSomethingBetweenThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.free("a").within(2, 1))
                .withMessage("a: no number lies between 2.0 and 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.free("a").within(Double.NaN, 1));
        assertThat(Parameter.free("a").within(1, 1).lower()).isEqualTo(1);
    }

    @Test
    void startRangesHaveAnOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.free("a").startingAt(2, 1))
                .withMessage("a: start range from 2.0 to 1.0");
        assertThat(Parameter.free("a").startingAt(2, 2).hasStart()).isTrue();
    }

    @Test
    void startRangesAreWholeOrAbsent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.free("a").startingAt(1, Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.free("a").startingAt(Double.NaN, 1));
    }

    @Test
    void clampFindsTheNearestAllowedValue() {
        var parameter = Parameter.free("a").within(0, 2);
        assertThat(parameter.clamp(-1)).isZero();
        assertThat(parameter.clamp(1.5)).isEqualTo(1.5);
        assertThat(parameter.clamp(9)).isEqualTo(2);
        assertThat(Parameter.free("a").clamp(-1e300)).isEqualTo(-1e300);
        assertThat(Parameter.free("a").clamp(Double.NaN)).isNaN();
    }
}
