package org.isoflop.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isoflop.check.Case;
import org.isoflop.check.Review;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Role;
import org.isoflop.runs.Runs;

/** What the rows of a table tell against a contest: recipes that were tuned, trained or counted in different ways. */
final class Footing {
    /** What the review of each recipe's own runs may say here; the rest is the business of a check of the table. */
    private static final Set<String> OF_RECIPES = Set.of("rate-at-edge", "batch-at-edge");

    private static final double UNEVEN_REGIME = 3;

    private static final double UNEVEN_COUNT = 0.05;

    private final Recipes recipes;
    private final List<String> observed;
    private final List<Objection> objections = new ArrayList<>();

    private Footing(Recipes recipes, List<String> observed) {
        this.recipes = recipes;
        this.observed = observed;
    }

    /** How recipes were tuned. */
    static List<Objection> ofTuning(Recipes recipes, List<String> observed) {
        var footing = new Footing(recipes, observed);
        footing.tuning();
        return footing.objections;
    }

    /** Where their runs lie and how they were counted. */
    static List<Objection> ofRuns(Recipes recipes, List<String> observed) {
        var footing = new Footing(recipes, observed);
        footing.regime();
        footing.counting();
        return footing.objections;
    }

    private void object(String code, Severity severity, String message, String advice) {
        objections.add(new Objection(code, severity, message, advice));
    }

    private String name(int recipe) {
        return recipes.names().get(recipe);
    }

    /** Whether every recipe had a sweep of its own, and whether the best value lies inside. */
    private void tuning() {
        String rate = Role.LEARNING_RATE.in(recipes.runs()).orElse("");
        if (rate.isEmpty() || rate.equals(recipes.by())) {
            return;
        }
        for (int r = 0; r < recipes.size(); r++) {
            String name = name(r);
            Review.of(reviewed(r)).stream()
                    .filter(o -> OF_RECIPES.contains(o.code()))
                    .forEach(o -> object("recipe-" + o.code(), o.severity(), name + ": " + o.message(), o.advice()));
        }
        if (!recipes.runs().numberNames().contains(rate)) {
            return;
        }
        int[] values = IntStream.range(0, recipes.size())
                .map(r -> values(recipes.runsOf(r).numbers(rate)))
                .toArray();
        int least = Fairness.least(values);
        int most = Fairness.most(values);
        if (values[most] >= 3 && values[least] == 1) {
            object(
                    "uneven-sweeps",
                    Severity.GRAVE,
                    "%s was trained with %d values of %s and %s with one: it may lose for want of tuning"
                            .formatted(name(most), values[most], rate, name(least)),
                    "Sweep %s for %s too, or compare at its value only.".formatted(rate, name(least)));
        } else if (values[most] == 1 && values(recipes.runs().numbers(rate)) == 1) {
            object(
                    "one-rate-for-all",
                    Severity.CAUTION,
                    "all recipes were trained with one %s, %s: it need not suit them alike"
                            .formatted(rate, Magnitude.digits(recipes.runs().numbers(rate)[0], 3)),
                    "Sweep it for each recipe at one size at least.");
        }
    }

    private Case reviewed(int recipe) {
        Runs runs = recipes.runsOf(recipe);
        Optional<String> response =
                observed.stream().filter(runs.numberNames()::contains).findFirst();
        return new Case(runs, response, Optional.empty(), Map.of(), Optional.empty());
    }

    private static int values(double[] column) {
        return (int) Arrays.stream(column).filter(Double::isFinite).distinct().count();
    }

    private void regime() {
        if (!recipes.runs().numberNames().containsAll(List.of("N", "D"))) {
            return;
        }
        uneven(
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
    private void counting() {
        Set<String> columns = recipes.runs().numberNames();
        if (columns.containsAll(List.of("C", "N", "D"))) {
            uneven(
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
        Optional<String> bare = Role.WITHOUT_EMBEDDINGS.in(recipes.runs()).filter(columns::contains);
        if (bare.isPresent() && columns.contains("N")) {
            uneven(
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
    private void uneven(ToDoubleFunction<Runs> quantity, double factor, Pair tell) {
        List<Valued> values = IntStream.range(0, recipes.size())
                .mapToObj(r -> new Valued(name(r), quantity.applyAsDouble(recipes.runsOf(r))))
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
