package org.isoflop.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.isoflop.InputException;
import org.isoflop.fit.Tables;
import org.isoflop.plan.Limits.Range;
import org.junit.jupiter.api.Test;

class SpendingTest {
    private static final double[] THETA = Tables.truth();

    private final Landscape landscape = Laws.landscape(Tables.CHINCHILLA);

    /** Some way of spending, with limits or without, on a law that may have no closed form. */
    private record Case(Landscape landscape, double[] theta, Spending spending, double budget) {
        static Case any(SplittableRandom random) {
            boolean joint = random.nextBoolean();
            double[] theta = Laws.additive(random);
            double[] all = {theta[0], theta[1], theta[2], theta[3], theta[4], random.nextDouble(0.5, 1.5)};
            double budget = Laws.spread(random, 1e18, 1e25);
            double middle = Math.sqrt(budget / 6);
            var spending = Spending.TRAINING
                    .within(limits(random, middle))
                    .serving(random.nextInt(3) == 0 ? middle * Laws.spread(random, 0.01, 100) : 0)
                    .counting(
                            random.nextInt(3) == 0
                                    ? new TokenCost("with attention", n -> 6 * n + 1e3 * Math.pow(n, 2.0 / 3))
                                    : TokenCost.SIX_ND);
            return new Case(
                    Laws.landscape(joint ? "loss = E + (A/N^alpha + B/D^beta)^gamma" : Tables.CHINCHILLA),
                    joint ? all : theta,
                    spending,
                    budget);
        }

        private static Limits limits(SplittableRandom random, double middle) {
            Limits limits = Limits.NONE;
            if (random.nextInt(3) == 0) {
                limits = limits.parameters(Range.upTo(middle * Laws.spread(random, 0.01, 10)));
            }
            if (random.nextInt(3) == 0) {
                limits = limits.tokens(Range.upTo(middle * Laws.spread(random, 0.01, 100)));
            }
            if (random.nextInt(4) == 0) {
                limits = limits.ratio(new Range(0, Laws.spread(random, 0.1, 1000)));
            }
            if (random.nextInt(4) == 0) {
                limits = new Limits(
                        limits.parameters(),
                        limits.tokens(),
                        new Range(0.1, limits.ratio().high()));
            }
            return limits;
        }

        /** The least loss on a grid of sizes, each with all the tokens that are allowed. */
        double bruteForce() {
            double best = Double.POSITIVE_INFINITY;
            for (double x = Math.log(budget / 6) / 2 - 11; x < Math.log(budget / 6) / 2 + 11; x += 2e-3) {
                double n = Math.exp(x);
                double affordable = (budget - spending.flops(n, 0)) / spending.perToken(n);
                double d = Math.min(
                        affordable,
                        Math.min(
                                spending.limits().tokens().high(),
                                spending.limits().ratio().high() * n));
                boolean isAllowed = d > 0
                        && n <= spending.limits().parameters().high()
                        && d >= spending.limits().ratio().low() * n;
                best = isAllowed ? Math.min(best, landscape.loss(n, d, theta)) : best;
            }
            return best;
        }
    }

    /** No plan breaks its limits or costs more than the budget, and none is worse than the best of a fine grid. */
    @Test
    void plansKeepTheirLimitsAndNoGridFindsBetter() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 300; i++) {
            Case one = Case.any(random);
            Optimum plan = Allocation.of(one.landscape, one.spending)
                    .best(one.budget, one.theta)
                    .orElseThrow();
            Limits limits = one.spending.limits();
            double slack = 1 + 1e-9;
            assertThat(plan.parameters())
                    .isLessThanOrEqualTo(limits.parameters().high() * slack);
            assertThat(plan.tokens()).isLessThanOrEqualTo(limits.tokens().high() * slack);
            assertThat(plan.ratio())
                    .isBetween(limits.ratio().low() / slack, limits.ratio().high() * slack);
            assertThat(one.spending.flops(plan.parameters(), plan.tokens())).isLessThanOrEqualTo(one.budget * slack);
            assertThat(plan.loss()).as("%s", one).isLessThanOrEqualTo(one.bruteForce() * (1 + 1e-12));
        }
    }

    @Test
    void moreIsNeverWorse() {
        var random = new SplittableRandom(4);
        for (int i = 0; i < 100; i++) {
            Case one = Case.any(random);
            var allocation = Allocation.of(one.landscape, one.spending);
            double less = allocation.best(one.budget, one.theta).orElseThrow().loss();
            double more =
                    allocation.best(3 * one.budget, one.theta).orElseThrow().loss();
            assertThat(more).isLessThanOrEqualTo(less * (1 + 1e-12));
        }
    }

    /** The least budget for the loss of a plan is the budget of that plan, unless limits leave some of it. */
    @Test
    void askingForTheLossGivesTheBudgetBack() {
        var random = new SplittableRandom(5);
        for (int i = 0; i < 60; i++) {
            Case one = Case.any(random);
            var allocation = Allocation.of(one.landscape, one.spending);
            Optimum plan = allocation.best(one.budget, one.theta).orElseThrow();
            double spent = one.spending.flops(plan.parameters(), plan.tokens());
            assertThat(allocation.least(plan.loss() * (1 + 1e-13), one.theta).budget())
                    .isCloseTo(spent, Percentage.withPercentage(1e-5));
        }
    }

    /** Sardana et al. 2024: at the optimum the two terms stand as 1 + D_inference/(3 D). */
    @Test
    void servingShiftsTheBalanceAsPublished() {
        double served = 2e12;
        Optimum plan = Allocation.of(landscape, Spending.TRAINING.serving(served))
                .best(1e23, THETA)
                .orElseThrow();
        double size = THETA[2] * THETA[1] / Math.pow(plan.parameters(), THETA[2]);
        double data = THETA[4] * THETA[3] / Math.pow(plan.tokens(), THETA[4]);
        assertThat(size / data).isCloseTo(1 + served / (3 * plan.tokens()), within(1e-9));
        assertThat(6 * plan.parameters() * plan.tokens() + 2 * plan.parameters() * served)
                .isCloseTo(1e23, Percentage.withPercentage(1e-10));
    }

    /** 25 billion different tokens: a fine grid over N, every D that the budget pays. */
    @Test
    void repeatedTokensAreWorthLess() {
        var repetition = new Repetition(2.5e10, 15.387756);
        Landscape scarce = Landscape.of(Laws.model(Tables.CHINCHILLA, "N", "D"), Map.of("D", repetition.worth()));
        double budget = 1e22;
        Optimum plan =
                Allocation.of(scarce, Spending.TRAINING).best(budget, THETA).orElseThrow();
        double best = Double.POSITIVE_INFINITY;
        for (double n = 1e8; n < 1e12; n *= 1.0005) {
            double d = budget / 6 / n;
            double passes = d / 2.5e10;
            double worth = passes <= 1 ? d : 2.5e10 * (1 + 15.387756 * (1 - Math.exp(-(passes - 1) / 15.387756)));
            best = Math.min(best, THETA[0] + THETA[1] / Math.pow(n, THETA[2]) + THETA[3] / Math.pow(worth, THETA[4]));
        }
        assertThat(plan.loss()).isLessThanOrEqualTo(best).isCloseTo(best, within(1e-9));
        double plenty = Allocation.of(landscape, Spending.TRAINING)
                .best(budget, THETA)
                .orElseThrow()
                .parameters();
        assertThat(plan.parameters()).isGreaterThan(1.1 * plenty);
    }

    /** Sizes, tokens and batches on a grid: the best run that is within the compute and in time. */
    @Test
    void aDeadlineIsKeptAsWellAsAGridKeepsIt() {
        double budget = 1e23;
        for (String law : new String[] {"2e8/loss^(1/0.21)", "1e6", "20*D^0.47"}) {
            CriticalBatch batch = Laws.batch(law);
            double perPlace = 1e17;
            var spending = Spending.TRAINING.before(new Deadline(perPlace, batch));
            Optimum plan =
                    Allocation.of(landscape, spending).best(budget, THETA).orElseThrow();
            double best = Double.POSITIVE_INFINITY;
            for (double n = 1e9; n < 1e12; n *= 1.01) {
                for (double d = 1e9; 6 * n * d < budget; d *= 1.01) {
                    double critical = batch.tokens(n, d, landscape.loss(n, d, THETA));
                    // The largest batch that the compute pays: with it the run takes the fewest steps.
                    double over = budget / (6 * n * d) - 1;
                    double serial = 6 * n * d / critical * (1 + 1 / over);
                    if (serial <= perPlace) {
                        best = Math.min(best, landscape.loss(n, d, THETA));
                    }
                }
            }
            // Neighbours on the grid differ by less than this.
            assertThat(plan.loss()).isLessThanOrEqualTo(best).isCloseTo(best, within(1e-3));
            double free = Allocation.of(landscape, Spending.TRAINING)
                    .best(budget, THETA)
                    .orElseThrow()
                    .loss();
            assertThat(plan.loss()).isGreaterThan(free);
        }
    }

    @Test
    void aBudgetThatBuysNothingIsRefusedWithWhatItWouldTake() {
        var small =
                Spending.TRAINING.within(Limits.NONE.parameters(Range.at(7e9)).tokens(new Range(1e9, 1e12)));
        assertThatThrownBy(() -> Allocation.of(landscape, small).best(1e18, THETA))
                .isInstanceOf(InputException.class)
                .hasMessage("a budget of 1e18 FLOP is too small: the least that is allowed, 7B parameters on 1B tokens,"
                        + " takes 4.2e19 FLOP");
        var serving =
                Spending.TRAINING.within(Limits.NONE.parameters(Range.at(7e9))).serving(1e12);
        assertThatThrownBy(() -> Allocation.of(landscape, serving).best(1e21, THETA))
                .hasMessage("a budget of 1e21 FLOP is too small: serving alone takes more");
    }

    @Test
    void aTimeThatIsTooShortForAnyRunIsRefused() {
        var spending = Spending.TRAINING.before(new Deadline(1e6, Laws.batch("2e8/loss^(1/0.21)")));
        assertThatThrownBy(() -> Allocation.of(landscape, spending).best(1e24, THETA))
                .isInstanceOf(InputException.class)
                .hasMessage("no run that is allowed ends in time, whatever part of 1e24 FLOP it takes");
    }

    @Test
    void aLossBelowTheFloorIsRefusedWithTheFloor() {
        var allocation = Allocation.of(landscape, Spending.TRAINING);
        assertThatThrownBy(() -> allocation.least(1.5, THETA))
                .isInstanceOf(InputException.class)
                .hasMessage("a loss of 1.5 is out of reach: whatever is spent, the law does not go below 1.8172");
        var few = Allocation.of(landscape, Spending.TRAINING.within(Limits.NONE.tokens(Range.upTo(1e11))));
        assertThatThrownBy(() -> few.least(1.9, THETA))
                .hasMessageStartingWith(
                        "a loss of 1.9 is out of reach: within these limits the law does not go below 2.0");
    }

    @Test
    void limitsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> new Range(2, 1)).hasMessage("no number lies between 2 and 1");
        assertThatThrownBy(() -> new Limits(Range.at(1e9), Range.at(1e9), new Range(20, 30)))
                .hasMessage(
                        "the limits contradict each other: 1B parameters with 20 tokens each need more than 1B tokens");
    }
}
