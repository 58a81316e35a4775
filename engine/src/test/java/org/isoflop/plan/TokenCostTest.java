package org.isoflop.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.isoflop.architecture.Counted;
import org.isoflop.architecture.FlopCount;
import org.isoflop.architecture.ShapeStyle;
import org.isoflop.architecture.Transformer;
import org.isoflop.fit.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenCostTest {
    private static final ShapeStyle STYLE = ShapeStyle.usual();

    /** Between the sizes of its table a convention is that of the shape that is proposed there. */
    @ParameterizedTest
    @EnumSource(FlopCount.class)
    void aConventionIsThatOfTheProposedShape(FlopCount count) {
        TokenCost cost = TokenCost.of(count, STYLE, Counted.TOTAL);
        for (double n : new double[] {3e8, 2.3e9, 7e9, 7e10, 4e11}) {
            Transformer model = STYLE.propose(n, Counted.TOTAL);
            // Shapes step from size to size, most where tables weigh most; the cost goes through the middle.
            assertThat(cost.training((double) model.parameters().total()))
                    .isCloseTo(count.trainingPerToken(model), Percentage.withPercentage(3));
        }
        assertThat(cost.serving(1e9)).isCloseTo(cost.training(1e9) / 3, within(1e-3));
    }

    /** Searches rely on it: a larger model never costs less, from one thousandth of a decade to the next. */
    @ParameterizedTest
    @EnumSource(FlopCount.class)
    void aLargerModelCostsMore(FlopCount count) {
        TokenCost cost = TokenCost.of(count, STYLE, Counted.TOTAL);
        for (double n = 3e6; n < 1e13; n *= 1.0023) {
            assertThat(cost.training(1.0023 * n)).as("%.4g", n).isGreaterThan(cost.training(n));
        }
    }

    @Test
    void sixNIsWhatItSays() {
        TokenCost cost = TokenCost.of(FlopCount.SIX_N, STYLE, Counted.TOTAL);
        for (double n = 1e7; n < 1e13; n *= 3) {
            assertThat(cost.training(n)).isCloseTo(6 * n, Percentage.withPercentage(1e-9));
            assertThat(cost.elasticity(n)).isCloseTo(1, within(1e-6));
        }
        assertThat(TokenCost.SIX_ND.elasticity(1e9)).isEqualTo(1);
    }

    /** What is not counted is spent on more: without embeddings more tokens, with attention fewer. */
    @Test
    void aPlanPaysByItsConvention() {
        Landscape landscape = Laws.landscape(Tables.CHINCHILLA);
        Optimum plain = plan(landscape, TokenCost.SIX_ND);
        Optimum exact = plan(landscape, TokenCost.of(FlopCount.EXACT, STYLE, Counted.TOTAL));
        Optimum without = plan(landscape, TokenCost.of(FlopCount.SIX_N_WITHOUT_EMBEDDINGS, STYLE, Counted.TOTAL));
        assertThat(exact.loss()).isGreaterThan(plain.loss());
        assertThat(without.loss()).isLessThan(plain.loss());
        Spending byShape = Spending.TRAINING.counting(TokenCost.of(FlopCount.EXACT, STYLE, Counted.TOTAL));
        assertThat(byShape.flops(exact.parameters(), exact.tokens())).isCloseTo(1e21, Percentage.withPercentage(1e-9));
    }

    private static Optimum plan(Landscape landscape, TokenCost cost) {
        return Allocation.of(landscape, Spending.TRAINING.counting(cost))
                .best(1e21, Tables.truth())
                .orElseThrow();
    }
}
