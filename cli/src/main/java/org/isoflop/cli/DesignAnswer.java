package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.design.Candidate;
import org.isoflop.design.Curve;
import org.isoflop.design.Design;
import org.isoflop.design.Proposal;
import org.isoflop.design.Spread;
import org.isoflop.design.Target;
import org.isoflop.forecast.Objection;
import org.isoflop.plan.Throughput;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Interval;
import org.isoflop.uncertainty.Normal;

/**
 * What {@code design} found.
 *
 * @param subject the laws and where they come from
 * @param design the question
 * @param purpose what is to be known
 * @param place the target as it was given
 * @param cost the expression that a run costs
 * @param proposal the runs to make
 * @param curve what other budgets would bring
 * @param simulated the check
 * @param slots how many runs go side by side
 * @param machine on which the runs are made, where it is named
 * @param level of the intervals
 */
record DesignAnswer(
        DesignSubject subject,
        Design design,
        DesignPurpose purpose,
        Map<String, Double> place,
        String cost,
        Proposal proposal,
        Curve curve,
        Simulated simulated,
        Optional<Integer> slots,
        Optional<Throughput> machine,
        double level) {

    /**
     * The spread of the target over simulated tables, before and after the proposed runs.
     *
     * @param tables how many
     */
    record Simulated(int tables, Optional<Spread> before, Optional<Spread> after) {}

    /** Below this share of the budget, something else than FLOPs is scarce. */
    private static final double UNSPENT = 0.5;

    /** What there is to mind. */
    List<Objection> warnings() {
        var warnings = new ArrayList<>(subject.warnings());
        double spent = proposal.flops() / design.limits().flops();
        if (spent < UNSPENT) {
            warnings.add(new Objection(
                    "budget-unspent",
                    "the limits leave %s of the budget unspent: %s at most, %s for one at most"
                            .formatted(
                                    Figures.share(1 - spent),
                                    Page.count(design.limits().runs(), "run", "runs"),
                                    Magnitude.digits(largest(), 3))));
        }
        if (drifts() && subject.drift().misses() == 0 && subject.drift().deviation() > 0) {
            warnings.add(new Objection(
                    "assumed-drift",
                    "no back-test says how far the truth drifts from the law: %s over a factor of ten is assumed (--drift)"
                            .formatted(amount(subject.drift().perDecade()))));
        }
        subject.edge()
                .filter(edge -> drifts() && targetFlops() <= edge)
                .ifPresent(edge -> warnings.add(new Objection(
                        "target-inside",
                        "the target is no larger than the largest run (%s FLOP): run it"
                                .formatted(Magnitude.digits(edge, 3)))));
        return warnings.stream().distinct().toList();
    }

    boolean isOpen(double spread) {
        return isRelative() && spread > 1;
    }

    /** Whether the law is taken for right. */
    boolean isTrusting() {
        return proposal.before().total() == proposal.before().law();
    }

    /** Whether a drift of the law moves the target. */
    boolean drifts() {
        return purpose == DesignPurpose.LOSS;
    }

    private double targetFlops() {
        return switch (design.target()) {
            case Target.Response(var _, var flops) -> flops;
            case Target.BestResponse(var flops) -> flops;
            case Target.BestSize(var flops) -> flops;
            case Target.Parameters() -> Double.NaN;
        };
    }

    /** The noise of one run as large as the target; empty where the target is no run. */
    OptionalDouble runNoise() {
        return drifts() && !isComparison()
                ? OptionalDouble.of(design.laws().getFirst().precision().deviation(targetFlops()))
                : OptionalDouble.empty();
    }

    private double largest() {
        return design.candidates().stream().mapToDouble(Candidate::flops).max().orElse(Double.NaN);
    }

    /** A spread as a person reads it; where it is as large as what it is of, nothing is known. */
    String amount(double spread) {
        return amount(spread, 2);
    }

    /** The same with a digit more, for columns of values that differ little. */
    String finely(double spread) {
        return amount(spread, 3);
    }

    private String amount(double spread, int digits) {
        if (isOpen(spread)) {
            return "open";
        }
        return isRelative()
                ? Figures.estimate(100 * spread, digits) + Page.TIE + "%"
                : Figures.estimate(spread, digits);
    }

    boolean isComparison() {
        return design.laws().size() == 2;
    }

    /** Whether spreads are shares of the target, as they are under logarithms. */
    boolean isRelative() {
        return purpose != DesignPurpose.LOSS || subject.objective().logarithmic();
    }

    /** Half of an interval for a spread. */
    double half(double spread) {
        return Normal.quantile((1 + level) / 2) * spread;
    }

    /** The target itself: a loss, a size, or of two losses the ratio (the difference where no logarithm is taken). */
    double estimate() {
        return natural(design.value());
    }

    /** Its interval for a spread. */
    Interval interval(double spread) {
        return new Interval(natural(design.value() - half(spread)), natural(design.value() + half(spread)), level);
    }

    private double natural(double value) {
        return isRelative() ? Math.exp(value) : value;
    }

    /** How likely the first of two recipes has the lesser loss. */
    double probability(Spread spread) {
        return Normal.probability(-design.value() / spread.total());
    }
}
