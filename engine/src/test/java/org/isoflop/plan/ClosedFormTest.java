package org.isoflop.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.isoflop.fit.Tables;
import org.junit.jupiter.api.Test;

class ClosedFormTest {
    /** Ten digits: what the issue of two ways to one number is worth. */
    private static final Percentage TEN_DIGITS = Percentage.withPercentage(1e-8);

    private final Landscape landscape = Laws.landscape(Tables.CHINCHILLA);

    @Test
    void theSearchFindsItToTenDigitsForAnyLawOfThisShape() {
        var random = new SplittableRandom(1);
        var form = ClosedForm.of(landscape).orElseThrow();
        var numerical = Allocation.numerical(landscape, Spending.TRAINING);
        for (int i = 0; i < 300; i++) {
            double[] theta = Laws.additive(random);
            double flops = Laws.spread(random, 1e16, 1e27);
            Optimum found = numerical.best(flops, theta).orElseThrow();
            assertThat(found.parameters()).isCloseTo(form.parameters(flops, theta), TEN_DIGITS);
            assertThat(found.loss()).isCloseTo(form.loss(flops, theta), TEN_DIGITS);
            assertThat(numerical.exponent(flops, theta)).isCloseTo(form.growth(theta), within(1e-10));
        }
    }

    @Test
    void theLeastBudgetForALossIsFoundToTenDigits() {
        var random = new SplittableRandom(2);
        var form = ClosedForm.of(landscape).orElseThrow();
        var numerical = Allocation.numerical(landscape, Spending.TRAINING);
        for (int i = 0; i < 100; i++) {
            double[] theta = Laws.additive(random);
            // Not so near the floor that the digits of what lies above it are lost.
            double target = form.loss(Laws.spread(random, 1e17, 1e24), theta);
            Optimum found = numerical.least(target, theta);
            assertThat(found.budget()).isCloseTo(form.budget(target, theta), TEN_DIGITS);
            assertThat(found.loss()).isCloseTo(target, TEN_DIGITS);
        }
    }

    @Test
    void theShapeIsRecognisedHoweverItIsWritten() {
        double[] theta = {1.8, 400, 0.34, 2000, 0.37};
        double expected = ClosedForm.of(landscape).orElseThrow().parameters(1e22, theta);
        for (String same : new String[] {
            "loss = A*N^-alpha + B*D^-beta + E where { E start 1; A start 1 }",
            "loss = E + (A^(1/alpha)/N)^alpha + B/D^beta",
        }) {
            Landscape written = Laws.landscape(same);
            double[] reordered = same.startsWith("loss = A")
                    ? new double[] {theta[1], theta[2], theta[3], theta[4], theta[0]}
                    : theta;
            assertThat(ClosedForm.of(written).orElseThrow().parameters(1e22, reordered))
                    .isCloseTo(expected, TEN_DIGITS);
        }
    }

    @Test
    void otherShapesHaveNone() {
        assertThat(ClosedForm.of(Laws.landscape("loss = E + (A/N^alpha + B/D^beta)^gamma")))
                .isEmpty();
        assertThat(ClosedForm.of(Laws.landscape("loss = E + A/N^alpha + B/(D + k)^beta")))
                .isEmpty();
        assertThat(ClosedForm.of(Laws.landscape("loss = E + A/N^alpha + B/D^beta + F/N^gamma")))
                .isEmpty();
    }

    @Test
    void aTermThatRisesLeavesNoClosedForm() {
        double[] rising = {1.8, 400, -0.34, 2000, 0.37};
        assertThat(ClosedForm.of(landscape).orElseThrow().best(1e22, rising)).isEmpty();
    }
}
