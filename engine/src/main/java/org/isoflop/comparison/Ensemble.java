package org.isoflop.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Selection;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;

/**
 * Several laws that are fitted to each of several recipes and speak together, with the same shares for all recipes: what
 * a law gets wrong in all of them alike cancels in their differences, as it would not if each had laws of its own.
 *
 * @param parts the laws, once for each emphasis on large runs
 * @param recipes the recipes and their runs
 * @param fitter finds optima
 */
public record Ensemble(List<Part> parts, Recipes recipes, Fitter fitter) implements Forecaster {

    /**
     * A law as it takes part.
     *
     * @param models the law for each recipe: what is believed of its parameters may differ
     * @param emphasis the power of size by which a run counts
     * @param share of the forecast
     */
    record Part(List<Model> models, double emphasis, double share) {
        Part {
            models = List.copyOf(models);
        }

        Part at(int[] recipes) {
            return new Part(Arrays.stream(recipes).mapToObj(models::get).toList(), emphasis, share);
        }
    }

    public Ensemble {
        parts = List.copyOf(parts);
    }

    /**
     * The laws that back-tests of the recipes chose.
     *
     * @param chosen for each recipe by its name the choice among laws
     * @param unitOf for each row the number of its training run
     * @throws InputException if no law could be fitted to all recipes
     */
    public static Ensemble of(Map<String, Selection> chosen, Runs runs, String by, int[] unitOf, Fitter fitter) {
        Runs complete = Axis.withCompute(runs);
        Recipes recipes = Recipes.of(complete, by, Axis.of(complete, Optional.empty()), unitOf);
        List<Selection> selections = recipes.names().stream().map(chosen::get).toList();
        double[] emphases = selections.getFirst().backtest().practice().emphases();
        var parts = new ArrayList<Part>();
        Selection.shares(selections).forEach((id, share) -> {
            List<Model> models = selections.stream()
                    .map(selection -> Model.of(selection.law(id), complete))
                    .toList();
            for (double emphasis : emphases) {
                parts.add(new Part(models, emphasis, share / emphases.length));
            }
        });
        return new Ensemble(parts, recipes, fitter);
    }

    /** The share of each law, the largest first. */
    public List<Map.Entry<Law, Double>> laws() {
        var laws = new ArrayList<Map.Entry<Law, Double>>();
        for (Part part : parts) {
            Law law = part.models.getFirst().law();
            int place = IntStream.range(0, laws.size())
                    .filter(i -> laws.get(i).getKey().id().equals(law.id()))
                    .findFirst()
                    .orElse(-1);
            if (place < 0) {
                laws.add(Map.entry(law, part.share));
            } else {
                laws.set(place, Map.entry(law, laws.get(place).getValue() + part.share));
            }
        }
        laws.sort(Collections.reverseOrder(Map.Entry.comparingByValue()));
        return laws;
    }

    /** The columns that its laws read; compute is told by N and D. */
    private Set<String> variables() {
        var names = new LinkedHashSet<String>();
        parts.forEach(part -> names.addAll(part.models.getFirst().variables()));
        if (names.containsAll(List.of("N", "D"))) {
            names.remove("C");
        }
        return names;
    }

    @Override
    public int parameters() {
        return parts.stream()
                .mapToInt(part -> part.models.getFirst().parameters().size())
                .max()
                .orElse(0);
    }

    @Override
    public List<String> observed() {
        return parts.getFirst().models.getFirst().observed();
    }

    @Override
    public boolean isSeparate() {
        return true;
    }

    @Override
    public JointDraws.Pairing pairing() {
        return recipes.pairing(variables());
    }

    @Override
    public Ensemble searching(Fitter other) {
        return new Ensemble(parts, recipes, other);
    }

    @Override
    public Ensemble at(int[] rows, int[] chosen) {
        return new Ensemble(parts.stream().map(part -> part.at(chosen)).toList(), recipes.at(rows, chosen), fitter);
    }

    @Override
    public List<Contender> contenders(JointDraws draws) {
        List<List<Search>> searches = parts.stream().map(this::searches).toList();
        double[] shares = parts.stream().mapToDouble(Part::share).toArray();
        List<Blend> blends = IntStream.range(0, recipes.size())
                .mapToObj(r -> new Blend(
                        searches.stream().map(part -> voice(part.get(r))).toList(), shares))
                .toList();
        int[] speakers = blends.getFirst().speakers(draws.resamples());
        List<List<Voice>> drawn = draws.of(searches, speakers, pairing());
        boolean logarithmic = fitter.objective().logarithmic();
        return IntStream.range(0, recipes.size())
                .mapToObj(r -> new Contender(
                        recipes.names().get(r),
                        blends.get(r).model(logarithmic),
                        new double[0],
                        drawn.get(r),
                        recipes.rows(r),
                        recipes.span(r)))
                .toList();
    }

    private static Voice voice(Search search) {
        return new Voice(search.fit().model(), search.fit().theta());
    }

    private List<Search> searches(Part part) {
        return IntStream.range(0, recipes.size()).mapToObj(r -> search(part, r)).toList();
    }

    private Search search(Part part, int recipe) {
        double[] counts = Arrays.stream(recipes.scalesOf(recipe))
                .map(scale -> Math.pow(scale, part.emphasis))
                .toArray();
        Model model = part.models.get(recipe);
        try {
            return fitter.search(model, Sample.of(model, recipes.runsOf(recipe)).weighed(counts));
        } catch (InputException e) {
            throw new InputException(
                    "%s = %s: %s".formatted(recipes.by(), recipes.names().get(recipe), e.getMessage()), e.wayOut());
        }
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
        return "%d laws for %s".formatted(parts.size(), recipes);
    }
}
