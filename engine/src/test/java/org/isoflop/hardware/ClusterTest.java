package org.isoflop.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.junit.jupiter.api.Test;

class ClusterTest {
    private static final Accelerator H100 = new Accelerator(
            "h100-sxm",
            "H100",
            Map.of(Precision.BF16, Accelerator.Rate.of(989.4e12), Precision.FP8, Accelerator.Rate.of(1978.9e12)),
            80.0 * (1L << 30),
            3.35e12,
            new Accelerator.Node(8, 450e9, 50e9, 64e9),
            OptionalDouble.of(700),
            Optional.of(new Accelerator.Price(3, "2026-05", "somewhere")));

    /**
     * Grattafiori et al. 2024, model card: 30.84M hours of 700 W for 405B; at a power factor of 1.1 and a grid of 0.37 kg
     * per kWh they come to 8,930 t. So 23.7 GWh.
     */
    @Test
    void energyAndMoneyByHand() {
        var cluster = new Cluster(H100, 1000, OptionalDouble.of(2), 1.1);
        double seconds = 30.84e3 * 3600;
        assertThat(cluster.hours(seconds)).isCloseTo(30.84e6, within(1.0));
        assertThat(cluster.energy(seconds).orElseThrow()).isCloseTo(30.84e6 * 0.7 * 1.1, within(1.0));
        assertThat(cluster.cost(seconds).orElseThrow()).isCloseTo(61.68e6, within(1.0));
        assertThat(Cluster.of(H100, 8).perHour()).hasValue(3);
    }

    @Test
    void theRidgeOfTheRoofline() {
        assertThat(H100.ridge(Precision.BF16)).isCloseTo(295.3, within(0.1));
        assertThat(H100.training()).isEqualTo(Precision.BF16);
    }

    @Test
    void aPrecisionThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> H100.peak(Precision.FP4))
                .isInstanceOf(InputException.class)
                .hasMessage("H100 has no peak for fp4")
                .extracting(e -> ((InputException) e).wayOut())
                .isEqualTo("It has bf16, fp8.");
        assertThatThrownBy(() -> new Cluster(H100, 0, OptionalDouble.empty(), 1))
                .hasMessage("a cluster has at least 1 accelerator, not 0");
    }
}
