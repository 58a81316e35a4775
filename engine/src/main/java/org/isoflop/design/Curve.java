package org.isoflop.design;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What other budgets would bring.
 *
 * @param steps the spread of the target after the best runs for each budget, the least budget first
 */
public record Curve(List<Step> steps) {
    /** A budget of which twice as much takes off less than this share of the spread is enough. */
    public static final double WORTH_DOUBLING = 0.1;

    /**
     * One budget.
     *
     * @param flops how much may be spent
     * @param spread of the target after the runs that it pays for
     */
    public record Step(double flops, Spread spread) {}

    public Curve {
        steps = List.copyOf(steps);
    }

    /** The least budget from which on doubling takes off less than a tenth; empty if it always takes off more. */
    public OptionalDouble enough() {
        int last = steps.size() - 1;
        int i = last;
        while (i > 0 && !pays(steps.get(i - 1), steps.get(i))) {
            i--;
        }
        return i == last
                ? OptionalDouble.empty()
                : OptionalDouble.of(steps.get(i).flops());
    }

    private static boolean pays(Step from, Step to) {
        double doublings = Math.log(to.flops() / from.flops()) / Math.log(2);
        return to.spread().total() / from.spread().total() < Math.pow(1 - WORTH_DOUBLING, doublings);
    }
}
