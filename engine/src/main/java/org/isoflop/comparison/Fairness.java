package org.isoflop.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isoflop.check.Case;
import org.isoflop.check.Review;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Role;
import org.isoflop.runs.Runs;

/** What a reviewer would hold against a contest: recipes that did not have the same chance. */
public final class Fairness {
    /** What the review of each recipe's own runs may say here; the rest is the business of a check of the table. */
    private static final Set<String> OF_RECIPES = Set.of("rate-at-edge", "batch-at-edge");

    private static final double UNEVEN_RUNS = 2;

    private static final double UNEVEN_REGIME = 3;

    private static final double UNEVEN_REACH = 3;

    /** Ranges of compute that have less than this share of their decades in common. */
    private static final double LITTLE_IN_COMMON = 0.5;

    private static final double UNEVEN_COUNT = 0.05;

    /** Runs beyond parameters below which intervals are too narrow. */
    private static final int FEW_RUNS = 2;

    private final List<Contender> contenders;
    private final List<Objection> objections = new ArrayList<>();

    private Fairness(List<Contender> contenders) {
        this.contenders = contenders;
    }

    /** The codes of all objections there are. */
    public static List<String> codes() {
        return List.of(
                "recipe-rate-at-edge",
                "recipe-batch-at-edge",
                "uneven-sweeps",
                "one-rate-for-all",
                "uneven-runs",
                "few-recipe-runs",
                "uneven-budgets",
                "uneven-reach",
                "uneven-regime",
                "uneven-count",
                "uneven-embeddings");
    }

    /**
     * The objections to a contest, the gravest first.
     *
     * @param contest the runs; empty where only fits are known
     * @param target the scale that was asked for
     */
    public static List<Objection> of(List<Contender> contenders, Optional<Contest> contest, double target) {
        var fairness = new Fairness(contenders);
        contest.ifPresent(fairness::tuning);
        fairness.runs(contest.map(Contest::shared).orElse(List.of()).isEmpty());
        fairness.budgets();
        fairness.reach(target);
        contest.ifPresent(fairness::regime);
        contest.ifPresent(fairness::counting);
        fairness.objections.sort(Comparator.comparing(Objection::severity).reversed());
        return List.copyOf(fairness.objections);
    }

    private void object(String code, Severity severity, String message, String advice) {
        objections.add(new Objection(code, severity, message, advice));
    }

    private String name(int recipe) {
        return contenders.get(recipe).name();
    }

    /** Whether every recipe had a sweep of its own, and whether the best value lies inside. */
    private void tuning(Contest contest) {
        String rate = Role.LEARNING_RATE.in(contest.runs()).orElse("");
        if (rate.isEmpty() || rate.equals(contest.by())) {
            return;
        }
        for (int r = 0; r < contenders.size(); r++) {
            String name = name(r);
            Review.of(reviewed(contest, r)).stream()
                    .filter(o -> OF_RECIPES.contains(o.code()))
                    .forEach(o -> object("recipe-" + o.code(), o.severity(), name + ": " + o.message(), o.advice()));
        }
        if (!contest.runs().numberNames().contains(rate)) {
            return;
        }
        int[] values = each(r -> values(contest.runsOf(r).numbers(rate)));
        int least = least(values);
        int most = most(values);
        if (values[most] >= 3 && values[least] == 1) {
            object(
                    "uneven-sweeps",
                    Severity.GRAVE,
                    "%s was trained with %d values of %s and %s with one: it may lose for want of tuning"
                            .formatted(name(most), values[most], rate, name(least)),
                    "Sweep %s for %s too, or compare at its value only.".formatted(rate, name(least)));
        } else if (values[most] == 1 && values(contest.runs().numbers(rate)) == 1) {
            object(
                    "one-rate-for-all",
                    Severity.CAUTION,
                    "all recipes were trained with one %s, %s: it need not suit them alike"
                            .formatted(rate, Magnitude.digits(contest.runs().numbers(rate)[0], 3)),
                    "Sweep it for each recipe at one size at least.");
        }
    }

    private static Case reviewed(Contest contest, int recipe) {
        Runs runs = contest.runsOf(recipe);
        Optional<String> response = contest.model().observed().stream()
                .filter(runs.numberNames()::contains)
                .findFirst();
        return new Case(runs, response, Optional.empty(), Map.of(), Optional.empty());
    }

    private int[] each(java.util.function.IntUnaryOperator count) {
        return IntStream.range(0, contenders.size()).map(count).toArray();
    }

    private static int values(double[] column) {
        return (int) Arrays.stream(column).filter(Double::isFinite).distinct().count();
    }

    private static int least(int[] counts) {
        return IntStream.range(0, counts.length)
                .boxed()
                .min(Comparator.comparingInt(r -> counts[r]))
                .orElseThrow();
    }

    private static int most(int[] counts) {
        return IntStream.range(0, counts.length)
                .boxed()
                .max(Comparator.comparingInt(r -> counts[r]))
                .orElseThrow();
    }

    /** @param alone whether recipes share no parameters */
    private void runs(boolean alone) {
        int[] rows = each(r -> contenders.get(r).rows());
        int least = least(rows);
        int most = most(rows);
        if (rows[most] >= UNEVEN_RUNS * rows[least]) {
            object(
                    "uneven-runs",
                    Severity.CAUTION,
                    "%s has %,d runs and %s has %,d".formatted(name(most), rows[most], name(least), rows[least]),
                    "The recipe with more runs is known better and looks surer; compare the cells that they share.");
        }
        if (rows[least] < FEW_RUNS * contenders.get(least).theta().length && alone) {
            object(
                    "few-recipe-runs",
                    Severity.CAUTION,
                    "%s has %,d runs for %d parameters: its interval is too narrow"
                            .formatted(
                                    name(least),
                                    rows[least],
                                    contenders.get(least).theta().length),
                    "Let it borrow: --share alpha,beta fits exponents that all recipes have in common.");
        }
    }

    private void budgets() {
        for (int r = 1; r < contenders.size(); r++) {
            for (int q = 0; q < r; q++) {
                Span a = contenders.get(q).span();
                Span b = contenders.get(r).span();
                double common = Math.log(Math.min(a.high(), b.high()) / Math.max(a.low(), b.low()));
                double all = Math.log(Math.max(a.high(), b.high()) / Math.min(a.low(), b.low()));
                if (common < LITTLE_IN_COMMON * all) {
                    object(
                            "uneven-budgets",
                            common <= 0 ? Severity.GRAVE : Severity.CAUTION,
                            "the runs of %s (%s) and %s (%s) %s"
                                    .formatted(
                                            name(q),
                                            range(a),
                                            name(r),
                                            range(b),
                                            common <= 0
                                                    ? "have no scale in common: only the laws meet"
                                                    : "have less than half of their range in common"),
                            "Add runs of both at the same sizes.");
                    return;
                }
            }
        }
    }

    private static String range(Span span) {
        return Magnitude.digits(span.low(), 2) + " … " + Magnitude.digits(span.high(), 2);
    }

    private void reach(double target) {
        IntFunction<Double> reach = r -> target / contenders.get(r).span().high();
        int near = extreme(reach, -1);
        int far = extreme(reach, 1);
        if (reach.apply(far) > 1 && reach.apply(far) >= UNEVEN_REACH * Math.max(1, reach.apply(near))) {
            object(
                    "uneven-reach",
                    Severity.CAUTION,
                    "the target lies %s times beyond the largest run of %s and %s"
                            .formatted(
                                    Magnitude.digits(reach.apply(far), 2),
                                    name(far),
                                    reach.apply(near) > 1
                                            ? "%s times beyond that of %s"
                                                    .formatted(Magnitude.digits(reach.apply(near), 2), name(near))
                                            : "among the runs of " + name(near)),
                    "A larger run of %s would tell more than any other.".formatted(name(far)));
        }
    }

    private int extreme(IntFunction<Double> quantity, int sign) {
        return IntStream.range(0, contenders.size())
                .boxed()
                .max(Comparator.comparingDouble(r -> sign * quantity.apply(r)))
                .orElseThrow();
    }

    private void regime(Contest contest) {
        if (!contest.runs().numberNames().containsAll(List.of("N", "D"))) {
            return;
        }
        uneven(
                contest,
                runs -> median(quotients(runs.numbers("D"), runs.numbers("N"))),
                UNEVEN_REGIME,
                (high, low) -> object(
                        "uneven-regime",
                        Severity.CAUTION,
                        "the runs of %s have %s tokens per parameter in the middle, those of %s %s"
                                .formatted(
                                        high.name,
                                        Magnitude.digits(high.value, 2),
                                        low.name,
                                        Magnitude.digits(low.value, 2)),
                        "Far from the ratio of the target a law says little: keep rows of both with --where \"D/N …\"."));
    }

    /** FLOPs and parameters counted alike: {@code C/(6 N D)} and the share of embeddings at equal size. */
    private void counting(Contest contest) {
        Set<String> columns = contest.runs().numberNames();
        if (columns.containsAll(List.of("C", "N", "D"))) {
            uneven(
                    contest,
                    runs -> median(quotients(runs.numbers("C"), products(runs.numbers("N"), runs.numbers("D"))))
                            / Path.FLOPS,
                    1 + UNEVEN_COUNT,
                    (high, low) -> object(
                            "uneven-count",
                            Severity.GRAVE,
                            "C is %s times 6 N D for %s and %s times for %s: their FLOPs are counted in two ways"
                                    .formatted(
                                            Magnitude.digits(high.value, 3),
                                            high.name,
                                            Magnitude.digits(low.value, 3),
                                            low.name),
                            "Count alike: --let \"C = 6*N*D\"."));
        }
        Optional<String> bare = Role.WITHOUT_EMBEDDINGS.in(contest.runs()).filter(columns::contains);
        if (bare.isPresent() && columns.contains("N")) {
            uneven(
                    contest,
                    runs -> median(quotients(runs.numbers(bare.get()), runs.numbers("N"))),
                    1 + 2 * UNEVEN_COUNT,
                    (high, low) -> object(
                            "uneven-embeddings",
                            Severity.CAUTION,
                            "parameters without embeddings are %s of N for %s and %s for %s in the middle"
                                    .formatted(percent(high.value), high.name, percent(low.value), low.name),
                            "Compare by what costs compute: --map N=%s.".formatted(bare.get())));
        }
    }

    private static String percent(double share) {
        return Magnitude.digits(100 * share, 2) + " %";
    }

    private record Valued(String name, double value) {}

    @FunctionalInterface
    private interface Pair {
        void accept(Valued high, Valued low);
    }

    /** Tells of the largest and the smallest value where they lie further apart than a factor. */
    private void uneven(Contest contest, ToDoubleFunction<Runs> quantity, double factor, Pair tell) {
        List<Valued> values = IntStream.range(0, contenders.size())
                .mapToObj(r -> new Valued(name(r), quantity.applyAsDouble(contest.runsOf(r))))
                .filter(v -> v.value > 0)
                .sorted(Comparator.comparingDouble(Valued::value))
                .toList();
        if (values.size() > 1 && values.getLast().value > factor * values.getFirst().value) {
            tell.accept(values.getLast(), values.getFirst());
        }
    }

    private static double[] quotients(double[] above, double[] below) {
        return IntStream.range(0, above.length)
                .mapToDouble(i -> above[i] / below[i])
                .toArray();
    }

    private static double[] products(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).toArray();
    }

    private static double median(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        OptionalDouble middle = sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(0.5 * (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]));
        return middle.orElse(Double.NaN);
    }
}
