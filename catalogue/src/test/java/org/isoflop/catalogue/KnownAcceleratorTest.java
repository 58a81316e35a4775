package org.isoflop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.isoflop.InputException;
import org.isoflop.hardware.Accelerator;
import org.isoflop.hardware.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownAcceleratorTest {
    private static final Catalogue CATALOGUE = Catalogue.builtIn();

    static List<String> ids() {
        return CATALOGUE.accelerators();
    }

    /** A figure in the wrong unit, or with sparsity, falls out of what machines of these years can do. */
    @ParameterizedTest
    @MethodSource("ids")
    void figuresAreOfTheRightOrder(String id) {
        Accelerator accelerator = CATALOGUE.accelerator(id).accelerator();
        assertThat(accelerator.id()).isEqualTo(id);
        assertThat(accelerator.peak(accelerator.training())).isBetween(1e14, 3e15);
        assertThat(accelerator.memoryBytes() / (1L << 30)).isBetween(16.0, 300.0);
        assertThat(accelerator.ridge(accelerator.training())).isBetween(100.0, 600.0);
        assertThat(accelerator.node().link()).isGreaterThan(accelerator.node().network());
        if (accelerator.rates().containsKey(Precision.FP8)
                && accelerator.rates().containsKey(Precision.FP16)
                && !id.equals("gaudi-3")) {
            assertThat(accelerator.peak(Precision.FP8) / accelerator.peak(Precision.FP16))
                    .isBetween(1.94, 2.03);
        }
    }

    @Test
    void nearNamesAreSuggested() {
        InputException wrong = catchThrowableOfType(InputException.class, () -> CATALOGUE.accelerator("h100"));
        assertThat(wrong).hasMessage("there is no accelerator 'h100' in the catalogue");
        assertThat(wrong.wayOut()).isEqualTo("Did you mean h100-pcie or h100-sxm? 'isoflop accelerators' lists them.");
    }

    @Test
    void aFileThatIsNotQuiteRightIsRefused() {
        assertThatThrownBy(() -> KnownAccelerator.read("x", "x.toml", "name = \"X\"\nmemory = 80"))
                .hasMessage("x.toml: unknown key 'memory'");
    }
}
