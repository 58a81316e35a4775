package org.isoflop.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.isoflop.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
    private static final Shape SMALL = new Shape(256, 4, 64, 1024, 50257, 1e6, 1e10, 16);
    private static final Shape LARGE = new Shape(1024, 16, 128, 2048, 50257, 4e6, 1e11, 16);

    @ParameterizedTest
    @CsvSource({
        "1/fan_in, MLP_IN, 0.0009765625",
        "1/fan_in, MLP_OUT, 0.00048828125",
        "fan_out/fan_in, MLP_OUT, 0.5",
        "width_ratio, OUTPUT, 4",
        "depth_ratio, EMBEDDING, 4",
        "sqrt(head_dim_base)/head_dim, ATTENTION, 0.0625",
        "batch_ratio, VECTOR, 4",
        "fan_in, EMBEDDING, 1",
        "fan_in_base, MLP_OUT, 1024"
    })
    void aRuleReadsTheSizesOfItsTensor(String rule, TensorClass tensor, double value) {
        assertThat(Rule.parse(rule).at(tensor, SMALL, LARGE)).isCloseTo(value, within(1e-12));
    }

    @Test
    void aNameThatNoModelHasIsRefused() {
        assertThatThrownBy(() -> Rule.parse("1/fanin"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("fanin");
        assertThatThrownBy(() -> Rule.parse("lr = 1/fan_in"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no left side");
    }

    @Test
    void aShapeHasNoSizeOfZero() {
        assertThatThrownBy(() -> new Shape(0, 4, 64, 1024, 50257, 1e6, 1e10, 16))
                .isInstanceOf(InputException.class);
    }
}
