package org.isoflop.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Search;
import org.isoflop.fit.SharedSearch;
import org.isoflop.forecast.Axis;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;

/**
 * One law that is fitted to each of several recipes.
 *
 * @param model the law
 * @param recipes the recipes and their runs
 * @param fitter finds optima
 * @param shared the parameters that are the same in all recipes; none as a rule
 */
public record Contest(Model model, Recipes recipes, Fitter fitter, List<String> shared) implements Forecaster {

    public Contest {
        shared = List.copyOf(shared);
    }

    /**
     * The contest of the groups of a column.
     *
     * @param unitOf for each row the number of its training run
     * @throws InputException if a row has no size
     */
    public static Contest of(Law law, Runs runs, String by, int[] unitOf, Fitter fitter, List<String> shared) {
        Model model = Model.of(law, runs);
        return new Contest(model, Recipes.of(runs, by, axis(model), unitOf), fitter, shared);
    }

    /** What makes a run large for a law: 6ND where it reads both, else the one column that it reads of C, D and N. */
    public static Axis axis(Model model) {
        List<String> variables = model.variables();
        if (variables.containsAll(List.of("N", "D"))) {
            return new Axis("6*N*D");
        }
        return new Axis(List.of("C", "D", "N").stream()
                .filter(variables::contains)
                .findFirst()
                .orElse(variables.getFirst()));
    }

    /** Only the recipes with these numbers. */
    public Contest among(int[] chosen) {
        return new Contest(model, recipes.among(chosen), fitter, shared);
    }

    @Override
    public Contest at(int[] rows, int[] chosen) {
        return new Contest(model, recipes.at(rows, chosen), fitter, shared);
    }

    @Override
    public Contest searching(Fitter other) {
        return new Contest(model, recipes, other, shared);
    }

    /** With other shared parameters. */
    Contest sharing(List<String> common) {
        return new Contest(model, recipes, fitter, common);
    }

    @Override
    public int parameters() {
        return model.parameters().size();
    }

    @Override
    public List<String> observed() {
        return model.observed();
    }

    @Override
    public boolean isSeparate() {
        return shared.isEmpty();
    }

    @Override
    public JointDraws.Pairing pairing() {
        return recipes.pairing(model.variables());
    }

    /** How many parameters a recipe has for itself. */
    public int ownParameters() {
        return (int) model.parameters().stream()
                .filter(p -> !shared.contains(p.name()))
                .count();
    }

    /** The parameters of every recipe; the same for all where all parameters are common. */
    List<double[]> thetas() {
        if (ownParameters() == 0) {
            double[] theta = fitter.fit(model, Sample.of(model, recipes.runs())).theta();
            return recipes.names().stream().map(name -> theta).toList();
        }
        return shared.isEmpty()
                ? searches().stream().map(search -> search.fit().theta()).toList()
                : sharedSearch().fits().stream().map(fit -> fit.theta()).toList();
    }

    private List<Search> searches() {
        return IntStream.range(0, recipes.size()).mapToObj(this::search).toList();
    }

    private Search search(int recipe) {
        try {
            return fitter.search(model, Sample.of(model, recipes.runsOf(recipe)));
        } catch (InputException e) {
            throw new InputException(
                    "%s = %s: %s".formatted(recipes.by(), recipes.names().get(recipe), e.getMessage()), e.wayOut());
        }
    }

    private SharedSearch sharedSearch() {
        return SharedSearch.of(
                fitter, model, Sample.of(model, recipes.runs()), recipes.groupOf(), recipes.names(), shared);
    }

    @Override
    public List<Contender> contenders(JointDraws draws) {
        if (shared.isEmpty()) {
            List<Search> searches = searches();
            return contenders(
                    searches.stream().map(search -> search.fit().theta()).toList(), draws.of(searches, pairing()));
        }
        SharedSearch search = sharedSearch();
        return contenders(
                search.fits().stream().map(fit -> fit.theta()).toList(),
                draws.of(search, recipes.rowsOf().toArray(int[][]::new), pairing()));
    }

    private List<Contender> contenders(List<double[]> thetas, List<List<double[]>> drawn) {
        return IntStream.range(0, recipes.size())
                .mapToObj(r -> Contender.of(
                        recipes.names().get(r), model, thetas.get(r), drawn.get(r), recipes.rows(r), recipes.span(r)))
                .toList();
    }

    /** The residuals of all rows under given parameters of the recipes, as the objective has them. */
    double[] residuals(List<double[]> thetas) {
        Sample sample = Sample.of(model, recipes.runs());
        int[] groupOf = recipes.groupOf();
        return IntStream.range(0, groupOf.length)
                .mapToDouble(i -> residual(sample, i, thetas.get(groupOf[i])))
                .toArray();
    }

    double residual(Sample sample, int row, double[] theta) {
        double[] values =
                Arrays.stream(sample.columns()).mapToDouble(c -> c[row]).toArray();
        return fitter.objective().residual(model.predict(values, theta), sample.response()[row]);
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
        return "contest of " + recipes;
    }
}
