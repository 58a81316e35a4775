package org.isoflop.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.SplittableRandom;
import org.isoflop.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShapeStyleTest {
    /** Whatever N is asked for: the count is right within a percent, and the shape is one that practice knows. */
    @ParameterizedTest
    @EnumSource(Counted.class)
    void aProposalHasTheParametersThatWereAskedFor(Counted counted) {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            double wanted = Math.exp(random.nextDouble(Math.log(3e7), Math.log(2e12)));
            Transformer model = ShapeStyle.usual().withVocabulary(32_000).propose(wanted, counted);
            assertThat(counted.of(model.parameters()) / wanted)
                    .as("%.3g", wanted)
                    .isCloseTo(1, within(0.01));
            assertThat(model.width() % 64).isZero();
            var attention = (Attention.Grouped) model.attention();
            assertThat(attention.headWidth()).isIn(64, 128);
            assertThat(attention.heads() * attention.headWidth()).isEqualTo(model.width());
            assertThat((double) model.width() / model.layers()).isBetween(15.0, 195.0);
            assertThat((double) model.feedForward().width() / model.width()).isBetween(8.0 / 3 / 1.51, 8.0 / 3 * 1.51);
        }
    }

    /**
     * Which shape comes nearest to a count is chance, and it must not decide how deep a model is: what attention costs,
     * layers times width, goes up with the size and seldom back. Of shapes that were merely the nearest it went 2.8 times the
     * way that lies between the smallest and the largest.
     */
    @Test
    void largerModelsAreDeeperAndWider() {
        double first = Double.NaN;
        double before = Double.NaN;
        double way = 0;
        for (double n = 2e8; n < 1e12; n *= 1.02) {
            Transformer model = ShapeStyle.usual().propose(n, Counted.TOTAL);
            double cost = Math.log((double) model.layers() * model.width());
            if (Double.isNaN(first)) {
                first = cost;
            } else {
                way += Math.abs(cost - before);
            }
            before = cost;
        }
        assertThat(way).isLessThan(2 * (before - first));
    }

    /** A gated block of 8/3 of the width has as many weights as a plain one of four times it. */
    @Test
    void aPlainStyleHasWiderBlocks() {
        var plain = new ShapeStyle(50_257, 2048, false, 128, Optional.of(true), Optional.empty());
        Transformer model = plain.propose(175e9, Counted.TOTAL);
        assertThat(model.width()).isBetween(11_000, 13_500);
        assertThat(model.layers()).isBetween(80, 112);
        assertThat((double) model.feedForward().width() / model.width()).isCloseTo(4, within(0.4));
    }

    @Test
    void expertsGiveAModelOfWhichAPartIsPassed() {
        Transformer model =
                ShapeStyle.usual().withExperts(new ShapeStyle.Choice(64, 8, 0)).propose(30e9, Counted.TOTAL);
        assertThat(model.parameters().total() / 30e9).isCloseTo(1, within(0.01));
        assertThat((double) model.parameters().active() / model.parameters().total())
                .isBetween(0.12, 0.25);
    }

    @Test
    void tooFewParametersForTheVocabularyAreRefused() {
        assertThatThrownBy(() -> ShapeStyle.usual().withVocabulary(256_000).propose(1e6, Counted.TOTAL))
                .isInstanceOf(InputException.class)
                .hasMessage("no usual shape has 1.00e+06 all parameters with a vocabulary of 256,000");
    }
}
