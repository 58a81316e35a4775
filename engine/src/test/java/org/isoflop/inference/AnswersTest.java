package org.isoflop.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.isoflop.architecture.Attention;
import org.isoflop.architecture.Embedding;
import org.isoflop.architecture.FeedForward;
import org.isoflop.architecture.Transformer;
import org.isoflop.architecture.Trimmings;
import org.isoflop.inference.AnswerBudget.Choice;
import org.junit.jupiter.api.Test;

class AnswersTest {
    /** 36 layers, 32 heads and 8 key-value heads of 128: query numbers 147,456, key numbers 36,864, as of Qwen3 8B. */
    private static Transformer model(int width) {
        return new Transformer(
                36,
                width,
                new Attention.Grouped(32, 8, 128),
                new FeedForward(12288, true),
                Optional.empty(),
                new Embedding(151_936, false, 0),
                Trimmings.LLAMA,
                4096);
    }

    /** The authors' dense_cost for N = 8e9, 4 trials, 500 and 8000 tokens gives 1.1545542656e16; only N differs here. */
    @Test
    void theCostOfKinetics() {
        Transformer model = model(4096);
        var answers = new Answers(4, 500, 8000);
        double other = 4 * 2 * (8e9 - model.parameters().active()) * 8000;
        assertThat(answers.equivalentFlop(model, Answers.KINETICS_INTENSITY) + other)
                .isCloseTo(1.1545542656e16, within(1e6));
    }

    /** By hand: at p = 0.5 and at most 2 trials, 1.5 of them; without limit 1/p. */
    @Test
    void retriesStopAtTheFirstRightAnswer() {
        assertThat(Answers.retries(0.5, 2)).isCloseTo(1.5, within(1e-15));
        assertThat(Answers.retries(0.1, 1e6)).isCloseTo(10, within(1e-9));
        assertThat(Answers.retries(0, 7)).isEqualTo(7);
    }

    /** Chen et al. 2021: with n = 3, c = 1 the chance that two of three contain the right one is 2/3. */
    @Test
    void theUnbiasedEstimate() {
        assertThat(Coverage.estimate(3, 1, 2)).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(Coverage.estimate(200, 0, 100)).isZero();
        assertThat(Coverage.estimate(10, 9, 2)).isEqualTo(1);
        assertThatThrownBy(() -> Coverage.estimate(3, 4, 1)).hasMessage("pass@1 cannot be estimated from 4 of 3");
    }

    /** Brown et al. 2024: SWE-bench Lite 15.9 % with one sample, 56 % with 250. */
    @Test
    void coverageThroughTwoPoints() {
        Coverage.Power power = Coverage.Power.through(1, 0.159, 250, 0.56);
        assertThat(power.at(1)).isCloseTo(0.159, within(1e-12));
        assertThat(power.at(250)).isCloseTo(0.56, within(1e-12));
        assertThat(power.b()).isCloseTo(Math.log(Math.log(0.159) / Math.log(0.56)) / Math.log(250), within(1e-12));
        assertThat(new Coverage.Single(0.1).at(10)).isCloseTo(0.6513215599, within(1e-10));
    }

    /** Against every number of samples in turn. */
    @Test
    void theBudgetIsSpentAndNotOverspent() {
        var choice = new Choice("one", model(4096), new Coverage.Single(0.2));
        for (double budget : new double[] {5e15, 2e16, 3.3e17}) {
            var spent = new AnswerBudget(budget, 500, 8000, 300).of(choice).orElseThrow();
            assertThat(spent.operations()).isLessThanOrEqualTo(budget * (1 + 1e-12));
            assertThat(new Answers(spent.samples() + 1, 500, 8000).equivalentFlop(choice.model(), 300))
                    .isGreaterThan(budget);
        }
        assertThat(new AnswerBudget(1e12, 500, 8000, 300).of(choice)).isEmpty();
    }

    @Test
    void aSmallModelManyTimesAgainstALargeOneOnce() {
        var small = new Choice("small", model(1024), new Coverage.Single(0.2));
        var large = new Choice("large", model(8192), new Coverage.Single(0.4));
        var rich = new AnswerBudget(1e15, 500, 2000, 0).among(List.of(large, small));
        assertThat(rich.getFirst().choice().name()).isEqualTo("small");
        var flat = new Choice("small", model(1024), new Coverage.Power(2, 0.05));
        assertThat(new AnswerBudget(1e15, 500, 2000, 0)
                        .among(List.of(flat, large))
                        .getFirst()
                        .choice()
                        .name())
                .isEqualTo("large");
    }
}
