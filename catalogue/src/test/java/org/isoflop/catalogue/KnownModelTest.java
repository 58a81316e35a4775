package org.isoflop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.isoflop.InputException;
import org.isoflop.architecture.FlopCount;
import org.isoflop.architecture.ParameterCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownModelTest {
    private static final Catalogue CATALOGUE = Catalogue.builtIn();

    static List<String> ids() {
        return CATALOGUE.models();
    }

    /** A count with more than four digits is one of stored tensors and must come out to the last; others are rounded. */
    @ParameterizedTest
    @MethodSource("ids")
    void theShapeGivesThePublishedCount(String id) {
        KnownModel model = CATALOGUE.model(id);
        ParameterCount count = model.transformer().parameters();
        model.published().forEach((what, published) -> {
            double counted = what.equals("active") ? count.active() : count.total();
            boolean exact = published % 1e6 != 0;
            double tolerance = exact ? 0 : Names.LOOSE.contains(id) ? 0.11 : 0.03;
            assertThat(counted / published - 1)
                    .as("%s %s: %,.0f".formatted(id, what, counted))
                    .isCloseTo(0, within(tolerance));
        });
    }

    private static final class Names {
        /** Relative positions, which are not counted, or a published number that is a name. */
        static final List<String> LOOSE = List.of("chinchilla-70b", "gopher-280b");
    }

    @Test
    void aModelIsFoundInAnyCaseAndNearNamesAreSuggested() {
        assertThat(CATALOGUE.model("Llama-3-70B").transformer().width()).isEqualTo(8192);
        InputException wrong = catchThrowableOfType(InputException.class, () -> CATALOGUE.model("lama-3-70b"));
        assertThat(wrong).hasMessage("there is no model 'lama-3-70b' in the catalogue");
        assertThat(wrong.wayOut()).isEqualTo("Did you mean llama-3-70b? 'isoflop models' lists them.");
    }

    /** Chowdhery et al. 2022, table 1 gives 540.35B; appendix B counts 6N + 12 L H Q T. */
    @Test
    void operationsOfPalm() {
        var palm = CATALOGUE.model("palm-540b").transformer();
        double byHand = 6 * (double) palm.parameters().total() + 12.0 * 118 * 48 * 256 * 2048;
        assertThat(FlopCount.PALM.trainingPerToken(palm)).isEqualTo(byHand);
    }
}
