package org.isoflop.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Estimate;
import org.isoflop.uncertainty.Interval;

/**
 * Turns a law with its draws into plans.
 *
 * @param allocation finds the best run
 * @param free the same without limits of any kind, repetition of data among them; what it would take then is the price
 *     of the limits. The same as {@code allocation} where there are none
 * @param theta the estimated parameters of the law
 * @param draws what resamples made of them; without any, plans have no intervals
 * @param level of the intervals
 */
public record Planner(Allocation allocation, Allocation free, double[] theta, Draws draws, double level) {
    /** How much worse than the best a size may be to count as nearly as good. */
    private static final double[] SHARES = {1e-3, 1e-2};

    /** A curve spans this factor of N to each side of the best. */
    private static final double SPAN = 8;

    private static final int POINTS = 13;

    private static final double DOUBLE = 2;

    private static final double ROUNDING = 1e-9;

    /** Without limits. */
    public Planner(Allocation allocation, double[] theta, Draws draws, double level) {
        this(allocation, allocation, theta, draws, level);
    }

    /**
     * The least loss for a budget.
     *
     * @throws InputException if the budget buys nothing that is allowed, or if the law has no best split
     */
    public Plan spend(double budget) {
        if (!(budget > 0 && Double.isFinite(budget))) {
            throw new InputException(
                    "a budget is a positive number of FLOPs, not " + Magnitude.exact(budget), "Such as 1e24.");
        }
        Optimum best = allocation.best(budget, theta).orElseThrow(this::noSplit);
        return plan(best, Estimate.of(budget), allocation.all(budget, draws.theta()));
    }

    /**
     * The least budget for a loss.
     *
     * @throws InputException if no budget reaches it
     */
    public Plan reach(double target) {
        Optimum best = allocation.least(target, theta);
        List<Optimum> drawn = draws.theta().stream()
                .map(t -> allocation.least(target, best.budget(), t).orElse(Optimum.NONE))
                .toList();
        double[] budgets = drawn.stream()
                .mapToDouble(o -> o.isNone() ? Double.POSITIVE_INFINITY : o.budget())
                .toArray();
        return plan(best, Estimate.of(best.budget(), budgets, level), drawn);
    }

    /** A plan for every budget. */
    public List<Plan> sweep(double[] budgets) {
        return Arrays.stream(budgets).mapToObj(this::spend).toList();
    }

    private InputException noSplit() {
        Landscape landscape = allocation.landscape();
        String what = landscape.readsSize() && landscape.readsTokens()
                ? "the loss has no minimum along the budget: one of N and D hardly matters"
                : "the law depends on %s alone, so the whole budget would go there"
                        .formatted(landscape.readsSize() ? "N" : "D");
        return new InputException(
                "there is no best split of the budget: " + what,
                "Give one of the two, with --params or --tokens, or a limit.");
    }

    private Plan plan(Optimum best, Estimate budget, List<Optimum> drawn) {
        Path path = allocation.path(best.budget(), theta);
        Spending spending = allocation.spending();
        double spent =
                spending.deadline().isPresent() ? best.budget() : spending.flops(best.parameters(), best.tokens());
        return new Plan(
                best,
                budget,
                spent,
                estimate(best, drawn, Optimum::parameters),
                estimate(best, drawn, Optimum::tokens),
                estimate(best, drawn, Optimum::ratio),
                estimate(best, drawn, Optimum::loss),
                path.isPoint() ? Optional.empty() : growth(best),
                path.isPoint() ? List.of() : flats(best, path),
                path.isPoint() ? List.of() : curve(best, path),
                Stream.of(Bound.values())
                        .filter(bound -> bound.holds(best, spending.limits()))
                        .toList(),
                price(best, spent),
                regret(best, drawn));
    }

    private Estimate estimate(Optimum best, List<Optimum> drawn, ToDoubleFunction<Optimum> quantity) {
        return Estimate.of(
                quantity.applyAsDouble(best),
                drawn.stream().mapToDouble(quantity).toArray(),
                level);
    }

    /** Between half the budget and twice as much; empty where half of it buys nothing. */
    private Optional<Plan.Growth> growth(Optimum best) {
        try {
            var thetas = new ArrayList<double[]>(List.of(theta));
            thetas.addAll(draws.theta());
            List<Optimum> above = allocation.all(best.budget() * DOUBLE, thetas);
            List<Optimum> below = allocation.all(best.budget() / DOUBLE, thetas);
            return Optional.of(new Plan.Growth(
                    exponent(above, below, Optimum::parameters), exponent(above, below, Optimum::tokens)));
        } catch (InputException _) {
            return Optional.empty();
        }
    }

    private Estimate exponent(List<Optimum> above, List<Optimum> below, ToDoubleFunction<Optimum> quantity) {
        double[] exponents = IntStream.range(0, above.size())
                .mapToDouble(k -> Math.log(quantity.applyAsDouble(above.get(k)) / quantity.applyAsDouble(below.get(k)))
                        / Math.log(DOUBLE * DOUBLE))
                .toArray();
        return Estimate.of(exponents[0], Arrays.copyOfRange(exponents, 1, exponents.length), level);
    }

    private List<Plan.Flat> flats(Optimum best, Path path) {
        var flats = new ArrayList<Plan.Flat>();
        for (double share : SHARES) {
            double worse = best.loss() + share * Math.abs(best.loss());
            double low = Rising.root(n -> worse - loss(path, n), path.low(), best.parameters());
            double high = Rising.root(n -> loss(path, n) - worse, best.parameters(), path.high());
            flats.add(new Plan.Flat(share, low, high));
        }
        return flats;
    }

    private double loss(Path path, double n) {
        return allocation.landscape().loss(n, path.tokens().applyAsDouble(n), theta);
    }

    private List<Optimum> curve(Optimum best, Path path) {
        return IntStream.range(0, POINTS)
                .mapToDouble(i -> best.parameters() * Math.pow(SPAN, 2.0 * i / (POINTS - 1) - 1))
                .filter(n -> path.low() <= n && n <= path.high())
                .mapToObj(n -> new Optimum(best.budget(), n, path.tokens().applyAsDouble(n), loss(path, n)))
                .toList();
    }

    private OptionalDouble price(Optimum best, double spent) {
        boolean isFree = free == allocation;
        return isFree
                ? OptionalDouble.empty()
                : free.least(best.loss(), best.budget(), theta).stream()
                        .mapToDouble(o -> spent / o.budget())
                        .filter(price -> price > 1 + ROUNDING)
                        .findFirst();
    }

    private OptionalDouble regret(Optimum best, List<Optimum> drawn) {
        if (drawn.isEmpty()
                || allocation.spending().deadline().isPresent()
                || drawn.getFirst().isNone()) {
            return OptionalDouble.empty();
        }
        double[] excess = IntStream.range(0, drawn.size())
                .mapToDouble(k -> {
                    double here = allocation
                            .landscape()
                            .loss(
                                    best.parameters(),
                                    best.tokens(),
                                    draws.theta().get(k));
                    return here / drawn.get(k).loss() - 1;
                })
                .toArray();
        return OptionalDouble.of(Interval.ofSample(excess, level).high());
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "planner at " + Arrays.toString(theta);
    }
}
