package org.isoflop.bench.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.isoflop.bench.speed.ChinchillaRuns;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final Stock STOCK = Stock.of(ChinchillaRuns.of(ChinchillaRuns.simulated(12, 20, 1)));

    private static double cost(List<Integer> rows) {
        return rows.stream().mapToDouble(i -> STOCK.flops()[i]).sum();
    }

    @Test
    void everyWayKeepsToTheBudgetAndToTheRunsThatAreOpen() {
        var source = new SplittableRandom(5);
        List<Integer> pilot = STOCK.pilot(source);
        var choice = new Choice(STOCK, pilot, 0.05 * STOCK.cost());
        List<Integer> open = Arrays.stream(STOCK.open()).boxed().toList();
        for (List<Integer> chosen : List.of(choice.designed(), choice.random(source), choice.cheapest())) {
            assertThat(chosen)
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(pilot)
                    .isSubsetOf(open);
            assertThat(cost(chosen)).isBetween(0.5 * choice.budget(), choice.budget());
        }
    }

    @Test
    void nobodyChoosesWhatIsForecast() {
        double dearest = Arrays.stream(STOCK.open())
                .mapToDouble(i -> STOCK.flops()[i])
                .max()
                .orElseThrow();
        double cheapest = Arrays.stream(STOCK.held())
                .mapToDouble(i -> STOCK.flops()[i])
                .min()
                .orElseThrow();
        assertThat(dearest).isLessThanOrEqualTo(Stock.HELD_OUT * STOCK.largest());
        assertThat(cheapest).isGreaterThan(Stock.HELD_OUT * STOCK.largest());
    }
}
