package org.isoflop.plan;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.isoflop.InputException;
import org.isoflop.runs.Magnitude;

/**
 * What FLOPs are spent on, and what a plan may look like: {@code factor f(N) D + served g(N)} for training on D tokens
 * and for reading and writing those that are served, f and g as {@link TokenCost} counts them (Sardana et al. 2024, for
 * f = 6N and g = 2N).
 *
 * @param cost how FLOPs are counted
 * @param factor of the FLOPs of training, 1 unless the law chooses among formats or streams of different cost
 * @param served how many tokens the model is to serve in its life, in units of training FLOPs: twice the number where a
 *     FLOP of serving costs twice one of training
 * @param limits what a plan may look like
 * @param deadline a limit of time
 */
public record Spending(TokenCost cost, double factor, double served, Limits limits, Optional<Deadline> deadline) {
    /** Training alone, counted as 6ND, without limits. */
    public static final Spending TRAINING = new Spending(TokenCost.SIX_ND, 1, 0, Limits.NONE, Optional.empty());

    /** The search spans this many factors of e to each side of N = D. */
    static final double REACH = 20;

    /** Half a step in log N over which the tokens in time are differentiated. */
    private static final double STEP = 1e-4;

    private static final double ROUNDING = 1e-12;

    private static final double DOUBLE = 2;

    /** Tokens in time are sought down to this share of those without a deadline, by this factor at a time. */
    private static final double STRIDE = 1.5;

    private static final double LEAST_SHARE = 1e-6;

    public Spending {
        if (!(factor > 0 && served >= 0)) {
            throw new IllegalArgumentException("a factor of %s, %s tokens served".formatted(factor, served));
        }
    }

    /** The same with another count. */
    public Spending counting(TokenCost cost) {
        return new Spending(cost, factor, served, limits, deadline);
    }

    /** The same with training at another multiple of its FLOPs. */
    public Spending times(double factor) {
        return new Spending(cost, factor, served, limits, deadline);
    }

    /** The same with so many tokens to serve. */
    public Spending serving(double served) {
        return new Spending(cost, factor, served, limits, deadline);
    }

    /** The same within limits. */
    public Spending within(Limits limits) {
        return new Spending(cost, factor, served, limits, deadline);
    }

    /** The same with a limit of time. */
    public Spending before(Deadline deadline) {
        return new Spending(cost, factor, served, limits, Optional.of(deadline));
    }

    /** The same free of limits, time among them. */
    public Spending unlimited() {
        return new Spending(cost, factor, served, Limits.NONE, Optional.empty());
    }

    /** FLOPs per token of training. */
    double perToken(double parameters) {
        return factor * cost.training(parameters);
    }

    /** FLOPs of a plan, without those that a deadline adds. */
    public double flops(double parameters, double tokens) {
        return perToken(parameters) * tokens + served * cost.serving(parameters);
    }

    /** FLOPs of the least that is allowed. */
    double least() {
        double n = limits.leastParameters();
        return n == 0 ? 0 : flops(n, limits.leastTokens());
    }

    /** FLOPs of the most that is allowed; infinite where there is no limit. */
    double most() {
        double n = limits.mostParameters();
        return Double.isFinite(n) && deadline.isEmpty() ? flops(n, limits.mostTokens()) : Double.POSITIVE_INFINITY;
    }

    /** Whether a budget buys the same for every parameter vector of the law. */
    boolean isSameForAll() {
        return deadline.isEmpty();
    }

    /**
     * What a budget buys; empty if that is nothing that is allowed.
     *
     * @param landscape tells the loss, on which a critical batch may depend
     */
    Optional<Path> path(double budget, Landscape landscape, double[] theta) {
        DoubleUnaryOperator bought = n -> (budget - served * cost.serving(n)) / perToken(n);
        DoubleUnaryOperator tokens = deadline.<DoubleUnaryOperator>map(
                        time -> n -> inTime(time, n, bought.applyAsDouble(n), landscape, theta))
                .orElse(bought);
        double middle = 0.5 * Math.log(budget / perToken(1));
        double smallest = smallest(tokens, middle);
        if (!(tokens.applyAsDouble(smallest) >= limits.leastTokens() * (1 - ROUNDING))
                || !(tokens.applyAsDouble(smallest) > 0)) {
            return Optional.empty();
        }
        double most = limits.mostParameters();
        double fill = limits.mostTokens();
        if (Double.isFinite(most) && Double.isFinite(fill) && tokens.applyAsDouble(most) >= fill) {
            return Optional.of(Path.point(most, fill));
        }
        Limits.Range range = allowed(tokens, smallest, Math.exp(middle + REACH));
        return Optional.of(new Path(
                range.low(),
                range.high(),
                tokens,
                elasticity(tokens, budget),
                range.low() == Math.exp(middle - REACH),
                range.high() == Math.exp(middle + REACH)));
    }

    /** The smallest model to look at; a deadline may leave the smallest of all no batch that is large enough. */
    private double smallest(DoubleUnaryOperator tokens, double middle) {
        double n = Math.max(Math.exp(middle - REACH), limits.leastParameters());
        double largest = Math.min(Math.exp(middle + REACH), limits.mostParameters());
        while (deadline.isPresent()
                && n < largest
                && !(tokens.applyAsDouble(n) > 0 && tokens.applyAsDouble(n) >= limits.leastTokens())) {
            n = Math.min(largest, DOUBLE * n);
        }
        return n;
    }

    /** The sizes within all limits: tokens fall with N, so an upper limit of tokens is a lower one of N. */
    private Limits.Range allowed(DoubleUnaryOperator tokens, double smallest, double largest) {
        double low = smallest;
        double high = Math.min(largest, limits.parameters().high());
        double floor = Math.min(low, high);
        double ceiling = Math.max(low, high);
        low = Math.max(low, Rising.root(n -> limits.tokens().high() - tokens.applyAsDouble(n), floor, ceiling));
        low = Math.max(low, Rising.root(n -> limits.ratio().high() - tokens.applyAsDouble(n) / n, floor, ceiling));
        high = Math.min(high, Rising.root(n -> limits.tokens().low() - tokens.applyAsDouble(n), floor, ceiling));
        high = Math.min(high, Rising.root(n -> limits.ratio().low() - tokens.applyAsDouble(n) / n, floor, ceiling));
        // Limits that leave one point may cross by rounding.
        return new Limits.Range(Math.min(low, high), high);
    }

    /** What to say of a budget that buys nothing. */
    InputException tooSmall(double budget) {
        if (deadline.isPresent()) {
            return new InputException(
                    "no run that is allowed ends in time, whatever part of %s FLOP it takes"
                            .formatted(Magnitude.digits(budget, 3)),
                    "Allow more time, or loosen a limit.");
        }
        double least = least();
        String reason = served > 0 && !(limits.leastTokens() > 0)
                ? "serving alone takes more"
                : "the least that is allowed, %s parameters on %s tokens, takes %s FLOP"
                        .formatted(
                                Magnitude.count(limits.leastParameters()),
                                Magnitude.count(limits.leastTokens()),
                                Magnitude.digits(least, 3));
        return new InputException(
                "a budget of %s FLOP is too small: %s".formatted(Magnitude.digits(budget, 3), reason),
                "Raise the budget, or loosen a limit.");
    }

    private DoubleUnaryOperator elasticity(DoubleUnaryOperator tokens, double budget) {
        if (deadline.isPresent()) {
            return n -> Math.log(tokens.applyAsDouble(n * Math.exp(STEP)) / tokens.applyAsDouble(n * Math.exp(-STEP)))
                    / (2 * STEP);
        }
        return n -> {
            double serving = served * cost.serving(n);
            return -cost.elasticity(n) * (1 + serving / (budget - serving));
        };
    }

    /**
     * The most D with {@code f(N) D (1/C + 1/a) <= 1}, where a may depend on D and on the loss there; 0 if there is none.
     * A batch law of the loss allows almost no batch at the start of training, so that this holds in the middle only: the
     * most is sought from above.
     */
    private double inTime(Deadline time, double n, double most, Landscape landscape, double[] theta) {
        double perToken = perToken(n);
        DoubleUnaryOperator excess = d -> perToken * d / time.serial(n, d, landscape.loss(n, d, theta)) + d / most - 1;
        double high = most;
        for (double low = most / STRIDE; low > most * LEAST_SHARE; low /= STRIDE) {
            if (excess.applyAsDouble(low) <= 0) {
                return Rising.root(excess, low, high);
            }
            high = low;
        }
        return 0;
    }
}
