package org.isoflop.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Search;
import org.isoflop.fit.SharedSearch;
import org.isoflop.forecast.Axis;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Role;
import org.isoflop.runs.Runs;

/**
 * Runs of several recipes, and how one law is fitted to each.
 *
 * @param model the law
 * @param runs the runs of all recipes
 * @param by the column that tells recipes apart
 * @param names of the recipes, by first appearance
 * @param rowsOf for each recipe its rows; not to be written to
 * @param scales of the rows; not to be written to
 * @param unitOf for each row the number of its training run; not to be written to
 * @param fitter finds optima
 * @param shared the parameters that are the same in all recipes; none as a rule
 */
public record Contest(
        Model model,
        Runs runs,
        String by,
        List<String> names,
        List<int[]> rowsOf,
        double[] scales,
        int[] unitOf,
        Fitter fitter,
        List<String> shared) {

    public Contest {
        names = List.copyOf(names);
        rowsOf = List.copyOf(rowsOf);
        shared = List.copyOf(shared);
    }

    /**
     * The contest of the groups of a column.
     *
     * @param unitOf for each row the number of its training run
     * @throws org.isoflop.InputException if a row has no size
     */
    public static Contest of(Law law, Runs runs, String by, int[] unitOf, Fitter fitter, List<String> shared) {
        Model model = Model.of(law, runs);
        int[] groupOf = runs.groupOf(by);
        List<String> names = List.copyOf(runs.groups(by).keySet());
        List<int[]> rowsOf = IntStream.range(0, names.size())
                .mapToObj(g -> IntStream.range(0, groupOf.length)
                        .filter(i -> groupOf[i] == g)
                        .toArray())
                .toList();
        double[] scales = axis(model).sizes(runs);
        return new Contest(model, runs, by, names, rowsOf, scales, unitOf, fitter, shared);
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

    /** Only the recipes with these numbers, and their rows. */
    public Contest among(int[] recipes) {
        return at(IntStream.range(0, scales.length).toArray(), recipes);
    }

    /** Only the recipes with these numbers, and of their rows those that are named. */
    Contest at(int[] named, int[] recipes) {
        var own = new BitSet();
        Arrays.stream(recipes).flatMap(r -> Arrays.stream(rowsOf.get(r))).forEach(own::set);
        int[] rows = Arrays.stream(named).filter(own::get).toArray();
        int[] placeOf = new int[scales.length];
        Arrays.fill(placeOf, -1);
        for (int i = 0; i < rows.length; i++) {
            placeOf[rows[i]] = i;
        }
        List<int[]> kept = Arrays.stream(recipes)
                .mapToObj(r -> Arrays.stream(rowsOf.get(r))
                        .map(i -> placeOf[i])
                        .filter(i -> i >= 0)
                        .toArray())
                .toList();
        return new Contest(
                model,
                runs.at(rows),
                by,
                Arrays.stream(recipes).mapToObj(names::get).toList(),
                kept,
                Arrays.stream(rows).mapToDouble(i -> scales[i]).toArray(),
                Arrays.stream(rows).map(i -> unitOf[i]).toArray(),
                fitter,
                shared);
    }

    /** With other searches or other shared parameters. */
    Contest with(Fitter other, List<String> common) {
        return new Contest(model, runs, by, names, rowsOf, scales, unitOf, other, common);
    }

    /** How many recipes there are. */
    public int size() {
        return names.size();
    }

    /** The runs of a recipe. */
    public Runs runsOf(int recipe) {
        return runs.at(rowsOf.get(recipe));
    }

    /** The scales at which a recipe has runs. */
    public Span span(int recipe) {
        return Span.of(
                Arrays.stream(rowsOf.get(recipe)).mapToDouble(i -> scales[i]).toArray());
    }

    /** How many parameters a recipe has for itself. */
    public int ownParameters() {
        return (int) model.parameters().stream()
                .filter(p -> !shared.contains(p.name()))
                .count();
    }

    /** Whether all parameters are common: then the recipes are one. */
    private boolean isOneLaw() {
        return ownParameters() == 0;
    }

    /** The parameters of every recipe. */
    List<double[]> thetas() {
        if (isOneLaw()) {
            double[] theta = fitter.fit(model, Sample.of(model, runs)).theta();
            return names.stream().map(name -> theta).toList();
        }
        return shared.isEmpty()
                ? searches().stream().map(search -> search.fit().theta()).toList()
                : sharedSearch().fits().stream().map(fit -> fit.theta()).toList();
    }

    private List<Search> searches() {
        return IntStream.range(0, size()).mapToObj(this::search).toList();
    }

    private Search search(int recipe) {
        try {
            return fitter.search(model, Sample.of(model, runsOf(recipe)));
        } catch (InputException e) {
            throw new InputException("%s = %s: %s".formatted(by, names.get(recipe), e.getMessage()), e.wayOut());
        }
    }

    private SharedSearch sharedSearch() {
        return SharedSearch.of(fitter, model, Sample.of(model, runs), groupOf(), names, shared);
    }

    private int[] groupOf() {
        int[] groupOf = new int[scales.length];
        for (int r = 0; r < rowsOf.size(); r++) {
            for (int row : rowsOf.get(r)) {
                groupOf[row] = r;
            }
        }
        return groupOf;
    }

    /**
     * The recipes with their fitted laws and joint draws.
     *
     * @throws org.isoflop.fit.FitException if the runs of a recipe do not determine the law
     */
    public List<Contender> contenders(JointDraws draws) {
        JointDraws.Pairing pairing = pairing();
        List<double[]> thetas;
        List<List<double[]>> drawn;
        if (shared.isEmpty()) {
            List<Search> searches = searches();
            thetas = searches.stream().map(search -> search.fit().theta()).toList();
            drawn = draws.of(searches, pairing);
        } else {
            SharedSearch search = sharedSearch();
            thetas = search.fits().stream().map(fit -> fit.theta()).toList();
            drawn = draws.of(search, rowsOf.toArray(int[][]::new), pairing);
        }
        var contenders = new ArrayList<Contender>();
        for (int r = 0; r < size(); r++) {
            contenders.add(
                    new Contender(names.get(r), model, thetas.get(r), drawn.get(r), rowsOf.get(r).length, span(r)));
        }
        return contenders;
    }

    /** Runs of different recipes are paired if they agree in what the law reads and in their seed. */
    JointDraws.Pairing pairing() {
        var columns = new LinkedHashSet<>(model.variables());
        Role.SEED.in(runs).ifPresent(columns::add);
        columns.remove(by);
        List<int[]> keys = columns.stream().map(runs::groupOf).toList();
        double[] largest = new double[Arrays.stream(unitOf).max().orElse(-1) + 1];
        int[] last = new int[largest.length];
        for (int i = 0; i < scales.length; i++) {
            if (scales[i] > largest[unitOf[i]]) {
                largest[unitOf[i]] = scales[i];
                last[unitOf[i]] = i;
            }
        }
        var cells = new ArrayList<List<String>>();
        var units = new ArrayList<int[]>();
        for (int[] rows : rowsOf) {
            cells.add(Arrays.stream(rows)
                    .mapToObj(i -> String.join(
                            ",",
                            keys.stream()
                                    .map(key -> Integer.toString(key[last[unitOf[i]]]))
                                    .toList()))
                    .toList());
            units.add(Arrays.stream(rows).map(i -> unitOf[i]).toArray());
        }
        return JointDraws.Pairing.of(cells, units);
    }

    /** How many cells hold runs of more than one recipe, and how many there are. */
    public int[] cellsInCommon() {
        JointDraws.Pairing pairing = pairing();
        return new int[] {pairing.shared(), pairing.cells()};
    }

    /** The middle value of a column over all rows, for what the path does not tell; empty if it is no column of numbers. */
    public Optional<Double> usual(String column) {
        if (!runs.numberNames().contains(column)) {
            return Optional.empty();
        }
        double[] sorted = Arrays.stream(runs.numbers(column)).sorted().toArray();
        return Optional.of(sorted[sorted.length / 2]);
    }

    /** The residuals of all rows under given parameters of the recipes, as the objective has them. */
    double[] residuals(List<double[]> thetas) {
        Sample sample = Sample.of(model, runs);
        double[] residuals = new double[scales.length];
        for (int r = 0; r < size(); r++) {
            for (int i : rowsOf.get(r)) {
                residuals[i] = fitter.objective().residual(predict(sample, i, thetas.get(r)), sample.response()[i]);
            }
        }
        return residuals;
    }

    double predict(Sample sample, int row, double[] theta) {
        double[] values =
                Arrays.stream(sample.columns()).mapToDouble(c -> c[row]).toArray();
        return model.predict(values, theta);
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
        return "contest of " + String.join(", ", names);
    }
}
