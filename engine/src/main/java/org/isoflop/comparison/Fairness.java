package org.isoflop.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Magnitude;

/** What a reviewer would hold against a contest: recipes that did not have the same chance. */
public final class Fairness {
    private static final double UNEVEN_RUNS = 2;

    private static final double UNEVEN_REACH = 3;

    /** Ranges of compute that have less than this share of their decades in common. */
    private static final double LITTLE_IN_COMMON = 0.5;

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
                "uneven-embeddings",
                "published-law");
    }

    /**
     * The objections to a contest, the gravest first.
     *
     * @param contenders published laws among them, of which the literature alone knows the runs
     * @param fitted how their runs were fitted; empty where only fits are known
     * @param target the scale that was asked for
     */
    public static List<Objection> of(List<Contender> contenders, Optional<Forecaster> fitted, double target) {
        var fairness = new Fairness(
                contenders.stream().filter(one -> !one.isPublished()).toList());
        fairness.published(contenders.stream().filter(Contender::isPublished).toList());
        fitted.ifPresent(how -> fairness.objections.addAll(Footing.ofTuning(how.recipes(), how.observed())));
        if (fairness.contenders.size() > 1) {
            fairness.runs(fitted);
            fairness.budgets();
            fairness.reach(target);
        }
        fitted.ifPresent(how -> fairness.objections.addAll(Footing.ofRuns(how.recipes(), how.observed())));
        fairness.objections.sort(Comparator.comparing(Objection::severity).reversed());
        return List.copyOf(fairness.objections);
    }

    /** A loss is what it is on one text, cut into tokens in one way: elsewhere the same model has another. */
    private void published(List<Contender> laws) {
        if (laws.isEmpty()) {
            return;
        }
        String names = laws.stream().map(Fairness::described).collect(Collectors.joining("; "));
        object(
                "published-law",
                Severity.GRAVE,
                (laws.size() == 1
                                        ? "%s was fitted to other runs: its loss is in the units of its own tokenizer and data, and"
                                        : "laws were fitted to runs of their own, %s: each loss is in the units of its tokenizer and data, and")
                                .formatted(names)
                        + " cannot be compared if vocabulary or data differ",
                "Compare losses on the same text in the same tokens only, or in bits per byte.");
    }

    private static String described(Contender law) {
        return law.model().law().variables().stream()
                .filter(variable -> law.model().observed().contains(variable.name()))
                .map(variable -> "%s (%s, %s)".formatted(law.name(), variable.meaning(), variable.unit()))
                .findFirst()
                .orElse(law.name());
    }

    private void object(String code, Severity severity, String message, String advice) {
        objections.add(new Objection(code, severity, message, advice));
    }

    private String name(int recipe) {
        return contenders.get(recipe).name();
    }

    private int[] each(java.util.function.IntUnaryOperator count) {
        return IntStream.range(0, contenders.size()).map(count).toArray();
    }

    static int least(int[] counts) {
        return IntStream.range(0, counts.length)
                .boxed()
                .min(Comparator.comparingInt(r -> counts[r]))
                .orElseThrow();
    }

    static int most(int[] counts) {
        return IntStream.range(0, counts.length)
                .boxed()
                .max(Comparator.comparingInt(r -> counts[r]))
                .orElseThrow();
    }

    private void runs(Optional<Forecaster> fitted) {
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
        boolean alone = fitted.map(Forecaster::isSeparate).orElse(true);
        int parameters =
                fitted.map(Forecaster::parameters).orElse(contenders.get(least).theta().length);
        if (rows[least] < FEW_RUNS * parameters && alone) {
            object(
                    "few-recipe-runs",
                    Severity.CAUTION,
                    "%s has %,d runs for %d parameters: its interval is too narrow"
                            .formatted(name(least), rows[least], parameters),
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
}
