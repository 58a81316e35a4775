package org.isoflop.bench.design;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * What the ways to choose came to from one start.
 *
 * @param budgets for each budget what each way came to
 */
record Contest(List<Map<Contest.Way, Contest.Outcome>> budgets) {
    /** Budgets as shares of what all runs to choose from cost. */
    static final List<Double> BUDGETS = List.of(0.02, 0.05, 0.1, 0.2);

    private static final int RANDOM_CHOICES = 5;

    /** The ways. */
    enum Way {
        DESIGN,
        RANDOM,
        CHEAPEST
    }

    /**
     * One way.
     *
     * @param error of the forecasts, as a share
     * @param runs how many were chosen
     * @param spent of the budget, as a share
     */
    record Outcome(double error, double runs, double spent) {
        static Outcome mean(List<Outcome> outcomes) {
            return new Outcome(
                    mean(outcomes, Outcome::error), mean(outcomes, Outcome::runs), mean(outcomes, Outcome::spent));
        }

        private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> what) {
            return outcomes.stream().mapToDouble(what).average().orElse(Double.NaN);
        }
    }

    /** From the start of a number: the same number, the same runs that are known. */
    static Contest of(Stock stock, int start) {
        var budgets = new ArrayList<Map<Way, Outcome>>();
        for (double share : BUDGETS) {
            var source = new SplittableRandom(100 + start);
            var choice = new Choice(stock, stock.pilot(source), share * stock.cost());
            var chance = new ArrayList<Outcome>();
            for (int k = 0; k < RANDOM_CHOICES; k++) {
                chance.add(outcome(choice, choice.random(source)));
            }
            var ways = new EnumMap<Way, Outcome>(Way.class);
            ways.put(Way.DESIGN, outcome(choice, choice.designed()));
            ways.put(Way.RANDOM, Outcome.mean(chance));
            ways.put(Way.CHEAPEST, outcome(choice, choice.cheapest()));
            budgets.add(ways);
        }
        return new Contest(budgets);
    }

    private static Outcome outcome(Choice choice, List<Integer> further) {
        var rows = new ArrayList<>(choice.pilot());
        rows.addAll(further);
        double spent =
                further.stream().mapToDouble(i -> choice.stock().flops()[i]).sum();
        return new Outcome(choice.stock().error(rows), further.size(), spent / choice.budget());
    }

    Outcome of(int budget, Way way) {
        return budgets.get(budget).getOrDefault(way, new Outcome(Double.NaN, 0, 0));
    }

    /** The error over all budgets. */
    double error(Way way) {
        double sum = 0;
        for (int b = 0; b < budgets.size(); b++) {
            sum += of(b, way).error();
        }
        return sum / budgets.size();
    }
}
