package org.isoflop.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisionTest {
    /** Stored parameters of the published checkpoints, and 17.6 and 61.6 billion multiply-adds of B/16 and L/16 at 224. */
    @ParameterizedTest
    @CsvSource({
        "12, 768, 3072, 12, 86567656, 17.6",
        "24, 1024, 4096, 16, 304326632, 61.6",
        "12, 384, 1536, 6, 22050664, 4.6"
    })
    void publishedVisionTransformers(int layers, int width, int hidden, int heads, long parameters, double billions) {
        var model = new VisionTransformer(layers, width, hidden, heads, 16, 224, 1000);
        assertThat(model.parameters()).isEqualTo(parameters);
        assertThat(model.tokens()).isEqualTo(197);
        // Printed with three digits, by counters that leave out or take in the products of attention.
        assertThat(model.operations() / 2e9).isCloseTo(billions, within(0.05 * billions));
    }

    /** Tan and Le 2019: 1.2 x 1.1^2 x 1.15^2 is about 2, in fact 1.92. */
    @Test
    void efficientNetsFactors() {
        var one = CompoundScaling.efficientNet(1);
        assertThat(one.operations()).isCloseTo(1.9203, within(1e-4));
        assertThat(CompoundScaling.efficientNet(0)).isEqualTo(new CompoundScaling(1, 1, 1));
    }

    /** Dollar et al. 2021: at alpha 0.8 depth s^0.1, width s^0.4, resolution s^0.05; activations s^0.6, parameters s^0.9. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 16, 100})
    void fastScalingGrowsActivationsSlowly(double s) {
        var fast = CompoundScaling.fast(s, 0.8);
        assertThat(fast.depth()).isCloseTo(Math.pow(s, 0.1), within(1e-12));
        assertThat(fast.width()).isCloseTo(Math.pow(s, 0.4), within(1e-12));
        assertThat(fast.resolution()).isCloseTo(Math.pow(s, 0.05), within(1e-12));
        assertThat(fast.operations()).isCloseTo(s, within(1e-9));
        assertThat(fast.activations()).isCloseTo(Math.pow(s, 0.6), within(1e-9));
        assertThat(fast.parameters()).isCloseTo(Math.pow(s, 0.9), within(1e-9));
        assertThat(CompoundScaling.fast(s, 1).activations()).isCloseTo(Math.sqrt(s), within(1e-9));
    }

    @Test
    void resNetRsGrowsDepthWhereItOverfits() {
        var longer = CompoundScaling.resNetRs(4, true);
        assertThat(longer.width()).isEqualTo(1);
        assertThat(longer.operations()).isCloseTo(4, within(1e-12));
        var shorter = CompoundScaling.resNetRs(4, false);
        assertThat(shorter.depth()).isEqualTo(1);
        assertThat(shorter.operations()).isCloseTo(4, within(1e-12));
        assertThat(longer.resolution())
                .isLessThan(CompoundScaling.fast(4, 1.0 / 3).resolution());
    }

    @Test
    void aShapeGrowsInWholeHeadsAndPatches() {
        var grown = VisionTransformer.base(16, 224).scaled(CompoundScaling.fast(8, 0.8));
        assertThat(grown.width() % 64).isZero();
        assertThat(grown.side() % 16).isZero();
        double factor = grown.operations() / VisionTransformer.base(16, 224).operations();
        // Heads and layers are whole numbers.
        assertThat(factor).isBetween(6.0, 10.5);
        assertThatThrownBy(() -> VisionTransformer.base(16, 225))
                .hasMessage("images of 225 pixels cannot be cut into patches of 16");
    }
}
