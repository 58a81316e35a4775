package org.isoflop.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.isoflop.law.Model;
import org.isoflop.runs.Magnitude;

/**
 * The best split of FLOPs between parameters N and tokens D, for any law and any way of spending them: the least loss
 * for a budget, or the least budget for a loss. In closed form where there is one, else found numerically.
 */
public final class Allocation {
    /** Budgets are sought between these: less than the smallest network, more than there will be. */
    private static final double LEAST_BUDGET = 1e6;

    private static final double MOST_BUDGET = 1e36;

    /** So large that no term of a law is left, and no power of it overflows. */
    private static final double ENDLESS = 1e150;

    /** The exponent is read between half the budget and twice as much. */
    private static final double FACTOR = 2;

    /** Budgets for a loss are bracketed by this factor at a time. */
    private static final double STRIDE = 16;

    private final Landscape landscape;
    private final Spending spending;
    private final Optional<ClosedForm> closed;

    private Allocation(Landscape landscape, Spending spending, Optional<ClosedForm> closed) {
        this.landscape = landscape;
        this.spending = spending;
        this.closed = closed;
    }

    /** Whether the law depends on N and D and nothing else, so that there is a split to find. */
    public static boolean suits(Model model) {
        return model.variables().size() == 2 && model.variables().containsAll(List.of("N", "D"));
    }

    /**
     * For a law in N and D, FLOPs counted as 6ND.
     *
     * @throws IllegalArgumentException unless the law {@linkplain #suits suits}
     */
    public static Allocation of(Model model) {
        if (!suits(model)) {
            throw new IllegalArgumentException(model.law().id() + " is not a law in N and D alone");
        }
        return of(Landscape.of(model), Spending.TRAINING);
    }

    /** For any landscape and any way of spending. */
    public static Allocation of(Landscape landscape, Spending spending) {
        return new Allocation(
                landscape, spending, spending.equals(Spending.TRAINING) ? ClosedForm.of(landscape) : Optional.empty());
    }

    /** The same, numerically even where there is a closed form. */
    static Allocation numerical(Landscape landscape, Spending spending) {
        return new Allocation(landscape, spending, Optional.empty());
    }

    public Landscape landscape() {
        return landscape;
    }

    public Spending spending() {
        return spending;
    }

    /**
     * The number of parameters that gives the least loss.
     *
     * @param flops the FLOPs to spend
     * @param theta the parameters of the law
     * @return empty if the loss has no minimum between one token per e^40 parameters and the reverse
     * @throws InputException if the budget buys nothing that is allowed
     */
    public OptionalDouble parameters(double flops, double[] theta) {
        return best(flops, theta).stream().mapToDouble(Optimum::parameters).findFirst();
    }

    /** Tokens per parameter at the optimum; NaN where there is none. */
    public double tokensPerParameter(double flops, double[] theta) {
        return best(flops, theta).map(Optimum::ratio).orElse(Double.NaN);
    }

    /** How the best N grows with compute, {@code d log N / d log C}; NaN where there is no optimum. */
    public double exponent(double flops, double[] theta) {
        double above = parameters(flops * FACTOR, theta).orElse(Double.NaN);
        double below = parameters(flops / FACTOR, theta).orElse(Double.NaN);
        return Math.log(above / below) / Math.log(FACTOR * FACTOR);
    }

    /** The best run for a budget; empty where there is none. */
    public Optional<Optimum> best(double flops, double[] theta) {
        Optimum best = all(flops, List.of(theta)).getFirst();
        return best.isNone() ? Optional.empty() : Optional.of(best);
    }

    /**
     * The best runs for a budget under many parameter vectors, {@link Optimum#NONE} where there is none.
     *
     * @throws InputException if the budget buys nothing that is allowed
     */
    List<Optimum> all(double flops, List<double[]> thetas) {
        var found = new ArrayList<Optimum>();
        Valley shared = null;
        Path path = null;
        for (double[] theta : thetas) {
            Optional<Optimum> exact = closed.flatMap(form -> form.best(flops, theta));
            if (exact.isPresent()) {
                found.add(exact.get());
                continue;
            }
            if (shared == null || path == null || !spending.isSameForAll()) {
                path = path(flops, theta);
                shared = new Valley(landscape, path);
            }
            found.add(optimum(flops, shared.lowest(theta), path, theta));
        }
        return found;
    }

    /** @throws InputException if the budget buys nothing that is allowed */
    Path path(double flops, double[] theta) {
        return spending.path(flops, landscape, theta).orElseThrow(() -> spending.tooSmall(flops));
    }

    private Optimum optimum(double flops, OptionalDouble size, Path path, double[] theta) {
        if (size.isEmpty()) {
            return Optimum.NONE;
        }
        double n = size.getAsDouble();
        double d = path.tokens().applyAsDouble(n);
        return new Optimum(flops, n, d, landscape.loss(n, d, theta));
    }

    /**
     * The least budget for a loss.
     *
     * @throws InputException if no budget reaches it, with the loss that is not gone below
     */
    public Optimum least(double target, double[] theta) {
        double floor = floor(theta);
        if (!(target > floor)) {
            throw new InputException(
                    "a loss of %s is out of reach: %s the law does not go below %s"
                            .formatted(
                                    Magnitude.digits(target, 5),
                                    spending.limits().equals(Limits.NONE)
                                            ? "whatever is spent,"
                                            : "within these limits",
                                    Magnitude.digits(floor, 5)),
                    "Ask for more than that, or loosen what limits it.");
        }
        return least(target, Math.sqrt(LEAST_BUDGET * MOST_BUDGET), theta)
                .orElseThrow(() -> new InputException(
                        "a loss of %s takes more than %s FLOP"
                                .formatted(Magnitude.digits(target, 5), Magnitude.digits(MOST_BUDGET, 3)),
                        "Ask for a higher loss."));
    }

    /** The loss of the largest run that is allowed. */
    private double floor(double[] theta) {
        double n = Math.min(ENDLESS, spending.limits().mostParameters());
        double d = Math.min(ENDLESS, spending.limits().mostTokens());
        double floor = landscape.loss(n, d, theta);
        return Double.isFinite(floor) ? floor : lossAt(MOST_BUDGET, theta);
    }

    /** The same, sought from a budget that is near; empty if no budget reaches the loss. */
    Optional<Optimum> least(double target, double near, double[] theta) {
        Optional<Optimum> exact = closed.flatMap(form -> form.best(form.budget(target, theta), theta));
        if (exact.isPresent()) {
            return exact;
        }
        double least = Math.max(LEAST_BUDGET, spending.least());
        double most = Math.min(MOST_BUDGET, spending.most());
        double low = Math.max(least, near / STRIDE);
        double high = Math.min(most, near * STRIDE);
        while (low > least && lossAt(low, theta) <= target) {
            low = Math.max(least, low / STRIDE / STRIDE);
        }
        while (high < most && !(lossAt(high, theta) <= target)) {
            high = Math.min(most, high * STRIDE * STRIDE);
        }
        if (!(lossAt(high, theta) <= target)) {
            return Optional.empty();
        }
        double budget = Rising.root(c -> target - lossAt(c, theta), low, high);
        return best(budget, theta);
    }

    /** The loss of the best run; infinite where the budget buys none. */
    private double lossAt(double budget, double[] theta) {
        if (closed.isPresent()) {
            return best(budget, theta).map(Optimum::loss).orElse(Double.POSITIVE_INFINITY);
        }
        Optional<Path> path = spending.path(budget, landscape, theta);
        return path.map(p -> optimum(budget, new Valley(landscape, p).lowest(theta), p, theta))
                .filter(best -> !best.isNone())
                .map(Optimum::loss)
                .orElse(Double.POSITIVE_INFINITY);
    }
}
