package org.isoflop.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.fit.Tables;
import org.isoflop.plan.Limits.Range;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Estimate;
import org.isoflop.uncertainty.Interval;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final double[] THETA = Tables.truth();

    private final Landscape landscape = Laws.landscape(Tables.CHINCHILLA);

    private static Draws draws(int count) {
        var random = new SplittableRandom(7);
        return new Draws(
                IntStream.range(0, count)
                        .mapToObj(k -> IntStream.range(0, THETA.length)
                                .mapToDouble(j -> THETA[j] * Math.exp(0.03 * random.nextGaussian()))
                                .toArray())
                        .toList(),
                0,
                0,
                0);
    }

    private Planner planner(Spending spending, Draws draws) {
        var allocation = Allocation.of(landscape, spending);
        var free = Allocation.of(landscape, spending.unlimited());
        return new Planner(allocation, spending.equals(Spending.TRAINING) ? allocation : free, THETA, draws, 0.9);
    }

    /** The interval of N is that of the closed form over the draws. */
    @Test
    void intervalsAreThoseOfTheClosedFormOverTheDraws() {
        Draws draws = draws(500);
        var form = ClosedForm.of(landscape).orElseThrow();
        Plan plan = planner(Spending.TRAINING, draws).spend(1e23);
        Interval expected = draws.interval(t -> form.parameters(1e23, t), 0.9);
        Interval found = plan.parameters().interval().orElseThrow();
        assertThat(found.low()).isCloseTo(expected.low(), within(expected.low() * 1e-9));
        assertThat(found.high()).isCloseTo(expected.high(), within(expected.high() * 1e-9));
        Estimate exponent = plan.growth().orElseThrow().parameters();
        assertThat(exponent.value()).isCloseTo(form.growth(THETA), within(1e-10));
        assertThat(exponent.interval()).isPresent();
        assertThat(plan.growth().orElseThrow().tokens().value()).isCloseTo(1 - exponent.value(), within(1e-10));
    }

    /** At both ends of the flat stretch the loss is worse by just that share, at the same cost. */
    @Test
    void theEndsOfTheFlatStretchAreWorseByThatShare() {
        Plan plan = planner(Spending.TRAINING, Draws.NONE).spend(1e23);
        assertThat(plan.flats()).hasSize(2);
        for (Plan.Flat flat : plan.flats()) {
            for (double n : new double[] {flat.low(), flat.high()}) {
                double loss = landscape.loss(n, 1e23 / 6 / n, THETA);
                assertThat(loss / plan.loss().value() - 1).isCloseTo(flat.share(), within(1e-9));
            }
        }
        assertThat(plan.curve()).hasSize(13).allSatisfy(run -> {
            assertThat(6 * run.parameters() * run.tokens()).isCloseTo(1e23, within(1e13));
            assertThat(run.loss()).isGreaterThanOrEqualTo(plan.loss().value());
        });
    }

    /** Twice the tokens per parameter of the best: what the extra tokens cost, against the closed form. */
    @Test
    void thePriceOfALimitIsTheBudgetThatWouldDoWithoutIt() {
        var form = ClosedForm.of(landscape).orElseThrow();
        Plan plan = planner(Spending.TRAINING.within(Limits.NONE.parameters(Range.upTo(5e9))), Draws.NONE)
                .spend(1e23);
        assertThat(plan.bounds()).containsExactly(Bound.MOST_PARAMETERS);
        assertThat(plan.price().orElseThrow())
                .isCloseTo(1e23 / form.budget(plan.loss().value(), THETA), within(1e-6));
        assertThat(planner(Spending.TRAINING, Draws.NONE).spend(1e23).price()).isEmpty();
    }

    @Test
    void aTargetHasABudgetWithAnInterval() {
        Draws draws = draws(200);
        var form = ClosedForm.of(landscape).orElseThrow();
        Plan plan = planner(Spending.TRAINING, draws).reach(2.05);
        assertThat(plan.budget().value()).isCloseTo(form.budget(2.05, THETA), within(1e12));
        Interval expected = draws.interval(t -> form.budget(2.05, t), 0.9);
        assertThat(plan.budget().interval().orElseThrow().high())
                .isCloseTo(expected.high(), within(expected.high() * 1e-6));
    }

    /** A twentieth of the draws cannot reach the loss: their budget is endless, and so is the upper end. */
    @Test
    void drawsThatNeverReachTheTargetLeaveTheIntervalOpen() {
        Plan plan = planner(Spending.TRAINING, draws(300)).reach(1.85);
        assertThat(plan.budget().interval().orElseThrow().high()).isInfinite();
    }

    /** The loss that is given away where the law is not known better, from its definition. */
    @Test
    void regretIsWhatTheChosenRunLosesToTheBestOfEachDraw() {
        Draws draws = draws(300);
        Plan plan = planner(Spending.TRAINING, draws).spend(1e23);
        var form = ClosedForm.of(landscape).orElseThrow();
        Interval expected = draws.interval(
                t -> landscape.loss(plan.parameters().value(), plan.tokens().value(), t) / form.loss(1e23, t) - 1, 0.9);
        assertThat(plan.regret().orElseThrow())
                .isCloseTo(expected.high(), within(1e-12))
                .isPositive();
    }

    @Test
    void aSweepIsAPlanForEachBudget() {
        var planner = planner(Spending.TRAINING, Draws.NONE);
        List<Plan> plans = planner.sweep(new double[] {1e20, 1e22});
        assertThat(plans.get(1).parameters().value())
                .isEqualTo(planner.spend(1e22).parameters().value());
        assertThat(plans.get(0).loss().value())
                .isGreaterThan(plans.get(1).loss().value());
    }

    @Test
    void nonsenseIsRefused() {
        var planner = planner(Spending.TRAINING, Draws.NONE);
        for (double budget : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> planner.spend(budget))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("a budget is a positive number of FLOPs");
        }
        Landscape ofSize = Landscape.of(Laws.model("loss = E + A/N^alpha", "N", "D"), Map.of());
        var one = new Planner(Allocation.of(ofSize, Spending.TRAINING), new double[] {1, 2, 0.3}, Draws.NONE, 0.9);
        assertThatThrownBy(() -> one.spend(1e22))
                .hasMessage(
                        "there is no best split of the budget: the law depends on N alone, so the whole budget would"
                                + " go there");
    }

    @Test
    void aColumnWithoutAMeaningIsNamed() {
        assertThatThrownBy(() -> Landscape.of(Laws.model("loss = E + A/(N*P)^alpha", "N", "P")))
                .isInstanceOf(InputException.class)
                .hasMessage("formula reads P, which is not told by N and D");
    }

    /** A thousand draws on a law without a closed form, with served tokens and a limit: milliseconds once warm. */
    @Test
    void aThousandDrawsTakeMilliseconds() {
        Draws draws = draws(1000);
        var spending = Spending.TRAINING.serving(1e12).within(Limits.NONE.parameters(Range.upTo(1e11)));
        var planner = planner(spending, draws);
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 12; i++) {
            long begun = System.nanoTime();
            planner.spend(1e23);
            best = Math.min(best, (System.nanoTime() - begun) / 1e6);
        }
        // Some 30 ms alone on a core; others may be at work beside this.
        assertThat(best).isLessThan(500);
    }
}
