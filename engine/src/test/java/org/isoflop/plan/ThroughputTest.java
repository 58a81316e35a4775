package org.isoflop.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Percentage;
import org.isoflop.InputException;
import org.isoflop.fit.Tables;
import org.isoflop.hardware.Accelerator;
import org.isoflop.hardware.Cluster;
import org.isoflop.hardware.Precision;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    /** A thousand FLOP/s at its peak, one kilowatt. */
    private static final Accelerator SMALL = new Accelerator(
            "small",
            "Small",
            Map.of(Precision.BF16, Accelerator.Rate.of(1000)),
            1e9,
            1e9,
            new Accelerator.Node(8, 1e9, 1e9, 1e9),
            OptionalDouble.of(1000),
            Optional.empty());

    private static final Throughput HALF =
            new Throughput(new Cluster(SMALL, 10, OptionalDouble.of(2), 1.5), Precision.BF16, 0.5);

    @Test
    void hoursDaysMoneyAndEnergyAreTheSameBudget() {
        assertThat(HALF.perSecond()).isEqualTo(5000);
        double day = 5000 * 86_400.0;
        assertThat(HALF.inDays(1)).isEqualTo(day);
        assertThat(HALF.inHours(240)).isCloseTo(day, within(1e-3));
        assertThat(HALF.forMoney(480)).isCloseTo(day, within(1e-3));
        // Ten kilowatts and half as much again for a day.
        assertThat(HALF.forEnergy(360)).isCloseTo(day, within(1e-3));
    }

    @Test
    void theBillGivesTheBudgetBack() {
        Throughput.Bill bill = HALF.bill(1e9);
        assertThat(HALF.inHours(bill.hours())).isCloseTo(1e9, Percentage.withPercentage(1e-10));
        assertThat(HALF.inDays(bill.days())).isCloseTo(1e9, Percentage.withPercentage(1e-10));
        assertThat(HALF.forMoney(bill.money().orElseThrow())).isCloseTo(1e9, Percentage.withPercentage(1e-10));
        assertThat(HALF.forEnergy(bill.energy().orElseThrow())).isCloseTo(1e9, Percentage.withPercentage(1e-10));
    }

    @Test
    void whatIsNotKnownIsAskedFor() {
        var free = new Throughput(new Cluster(SMALL, 1, OptionalDouble.empty(), 1), Precision.BF16, 0.5);
        assertThatThrownBy(() -> free.forMoney(10))
                .isInstanceOf(InputException.class)
                .hasMessage("no price is known for Small");
        for (double share : new double[] {0, -0.1, 40, Double.NaN}) {
            assertThatThrownBy(() -> new Throughput(Cluster.of(SMALL, 1), Precision.BF16, share))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("a utilisation is a share of the peak");
        }
    }

    /** McCandlish et al. 2018, equation 2.11: (S/S_min - 1)(E/E_min - 1) = 1, and the time is used up. */
    @Test
    void thePaceLiesOnTheTradeOffOfStepsAndTokens() {
        Landscape landscape = Laws.landscape(Tables.CHINCHILLA);
        CriticalBatch law = Laws.batch("2e8/loss^(1/0.21)");
        var deadline = new Deadline(2e17, law);
        double budget = 1e23;
        Optimum run = Allocation.of(landscape, Spending.TRAINING.before(deadline))
                .best(budget, Tables.truth())
                .orElseThrow();
        double needed = 6 * run.parameters() * run.tokens();
        Deadline.Pace pace = deadline.pace(run, budget, needed);
        double fewest = run.tokens() / pace.critical();
        assertThat((pace.steps() / fewest - 1) * (pace.tokens() / run.tokens() - 1))
                .isCloseTo(1, within(1e-9));
        assertThat(6 * run.parameters() * pace.tokens()).isCloseTo(budget, Percentage.withPercentage(1e-9));
        // Every step takes each place of the batch through the model once.
        assertThat(6 * run.parameters() * pace.steps()).isCloseTo(2e17, Percentage.withPercentage(1e-7));
    }
}
