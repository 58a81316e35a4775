package org.isoflop.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.isoflop.InputException;
import org.isoflop.charts.Chart;
import org.isoflop.charts.gallery.Curve;
import org.isoflop.charts.gallery.RecipesCompared;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Outline;
import org.isoflop.comparison.Path;
import org.isoflop.forecast.Axis;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Interval;

/** A comparison as a chart: the curves of the best recipes with their runs, and where the first overtakes another. */
record CompareChart(Compared compared) {
    /** More curves than colours that can be told apart show nothing. */
    private static final int MOST = 5;

    Chart chart() {
        Comparison comparison = compared.comparison();
        Path path = comparison.question().path();
        List<RecipesCompared.Recipe> recipes =
                comparison.outlines().stream().limit(MOST).map(this::recipe).toList();
        String more = comparison.outlines().size() > MOST
                ? "; the best %d of %,d".formatted(MOST, comparison.outlines().size())
                : "";
        String level = recipes.getFirst().curve().low().length == 0
                ? ""
                : "; %d %% intervals"
                        .formatted(Math.round(100 * comparison.question().level()));
        return RecipesCompared.of(
                path.variable(), response(), recipes, crossing(recipes), path.describe() + level + more);
    }

    private String response() {
        Model model = compared.comparison().standings().getFirst().contender().model();
        return model.observed().size() == 1 ? model.observed().getFirst() : String.valueOf(model.response());
    }

    private RecipesCompared.Recipe recipe(Outline outline) {
        var curve = new Curve(outline.name(), outline.scales(), outline.loss(), outline.low(), outline.high());
        Optional<Runs> own = Optional.ofNullable(groups().get(outline.name())).map(Axis::withCompute);
        String along = compared.comparison().question().path().variable();
        if (own.isEmpty() || !own.get().numberNames().contains(along)) {
            return new RecipesCompared.Recipe(curve, new double[0], new double[0]);
        }
        Model model = compared.runs().orElseThrow().rows().model();
        return new RecipesCompared.Recipe(
                curve,
                own.get().numbers(along),
                Sample.of(Model.of(model.law(), own.get()), own.get()).response());
    }

    private Map<String, Runs> groups() {
        return compared.runs()
                .map(table -> table.rows().sample().runs().groups(table.by()))
                .orElse(Map.of());
    }

    /** The last one before the target at which the best took over from another that is shown. */
    private Optional<RecipesCompared.Crossing> crossing(List<RecipesCompared.Recipe> recipes) {
        String best = recipes.getFirst().curve().name();
        double end = recipes.getFirst().curve().x()[recipes.getFirst().curve().x().length - 1];
        var shown = recipes.stream().map(r -> r.curve().name()).collect(Collectors.toSet());
        return compared.comparison().duels().stream()
                .filter(duel -> shown.contains(duel.first()) && shown.contains(duel.second()))
                .flatMap(duel -> duel.crossings().stream())
                .filter(c -> c.above().equals(best) && c.scale().value() < end)
                .max(Comparator.comparingDouble(c -> c.scale().value()))
                .map(c -> {
                    double at = c.scale().value();
                    Interval ends = c.scale().believed().orElseGet(() -> new Interval(at, at, 1));
                    return new RecipesCompared.Crossing(at, ends.low(), ends.high());
                });
    }

    /** Refuses what a chart cannot show. */
    void requireCurves() {
        if (compared.comparison().outlines().stream()
                .limit(MOST)
                .anyMatch(outline -> java.util.Arrays.stream(outline.loss()).anyMatch(Double::isNaN))) {
            throw new InputException(
                    "a chart of these recipes has gaps: a law has no value somewhere between its runs and the target",
                    "Compare along a stated path, --path ratio=20.");
        }
    }
}
