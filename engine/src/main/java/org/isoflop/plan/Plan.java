package org.isoflop.plan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.uncertainty.Estimate;

/**
 * How to spend a budget: the answer to a question put to a fit.
 *
 * @param optimum the best run by the estimated law
 * @param budget FLOPs to spend; with an interval where a loss was asked for
 * @param spent FLOPs that the run takes, less than the budget only where limits leave some of it
 * @param parameters N
 * @param tokens D
 * @param ratio D/N
 * @param loss of the best run, with the spread of the law but not that of runs around it
 * @param growth how N and D grow with the budget; empty where limits leave one size
 * @param flats how much N may differ from the best
 * @param curve runs of the same cost and other sizes, smallest first; empty where limits leave one size
 * @param bounds limits that it rests on
 * @param price how many times the FLOPs it takes that would reach the same loss without limits; empty without limits
 * @param regret by how much, as a share, its loss may lie above that of the best run, since the law is not known better:
 *     the upper end over the draws; empty without draws
 */
public record Plan(
        Optimum optimum,
        Estimate budget,
        double spent,
        Estimate parameters,
        Estimate tokens,
        Estimate ratio,
        Estimate loss,
        Optional<Growth> growth,
        List<Flat> flats,
        List<Optimum> curve,
        List<Bound> bounds,
        OptionalDouble price,
        OptionalDouble regret) {

    /**
     * Exponents at the budget.
     *
     * @param parameters {@code d log N / d log C}
     * @param tokens {@code d log D / d log C}
     */
    public record Growth(Estimate parameters, Estimate tokens) {}

    /**
     * The sizes whose loss is nearly the best.
     *
     * @param share by which the loss may be above the best
     * @param low the smallest such N at the same cost
     * @param high the largest
     */
    public record Flat(double share, double low, double high) {}

    public Plan {
        flats = List.copyOf(flats);
        curve = List.copyOf(curve);
        bounds = List.copyOf(bounds);
    }

    /** The same without the price of its limits. */
    public Plan unpriced() {
        return new Plan(
                optimum,
                budget,
                spent,
                parameters,
                tokens,
                ratio,
                loss,
                growth,
                flats,
                curve,
                bounds,
                OptionalDouble.empty(),
                regret);
    }
}
