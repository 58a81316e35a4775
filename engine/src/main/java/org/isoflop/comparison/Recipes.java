package org.isoflop.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.forecast.Axis;
import org.isoflop.runs.Role;
import org.isoflop.runs.Runs;

/**
 * Runs of several recipes.
 *
 * @param runs the runs of all of them
 * @param by the column that tells them apart
 * @param names of the recipes, by first appearance
 * @param rowsOf for each recipe its rows; not to be written to
 * @param scales of the rows; not to be written to
 * @param unitOf for each row the number of its training run; not to be written to
 */
public record Recipes(Runs runs, String by, List<String> names, List<int[]> rowsOf, double[] scales, int[] unitOf) {

    public Recipes {
        names = List.copyOf(names);
        rowsOf = List.copyOf(rowsOf);
    }

    /**
     * The groups of a column.
     *
     * @param axis what makes a run large
     * @param unitOf for each row the number of its training run
     * @throws org.isoflop.InputException if a row has no size
     */
    public static Recipes of(Runs runs, String by, Axis axis, int[] unitOf) {
        int[] groupOf = runs.groupOf(by);
        List<String> names = List.copyOf(runs.groups(by).keySet());
        List<int[]> rowsOf = IntStream.range(0, names.size())
                .mapToObj(g -> IntStream.range(0, groupOf.length)
                        .filter(i -> groupOf[i] == g)
                        .toArray())
                .toList();
        return new Recipes(runs, by, names, rowsOf, axis.sizes(runs), apart(unitOf, groupOf));
    }

    /** Runs of different recipes are different runs, even where they have one name. */
    private static int[] apart(int[] unitOf, int[] groupOf) {
        var numbers = new HashMap<Long, Integer>();
        return IntStream.range(0, unitOf.length)
                .map(i -> numbers.computeIfAbsent(((long) groupOf[i] << 32) | unitOf[i], key -> numbers.size()))
                .toArray();
    }

    /** Only the recipes with these numbers, and their rows. */
    public Recipes among(int[] recipes) {
        return at(IntStream.range(0, scales.length).toArray(), recipes);
    }

    /** Only the recipes with these numbers, and of their rows those that are named. */
    Recipes at(int[] named, int[] recipes) {
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
        return new Recipes(
                runs.at(rows),
                by,
                Arrays.stream(recipes).mapToObj(names::get).toList(),
                kept,
                Arrays.stream(rows).mapToDouble(i -> scales[i]).toArray(),
                Arrays.stream(rows).map(i -> unitOf[i]).toArray());
    }

    /** How many recipes there are. */
    public int size() {
        return names.size();
    }

    /** How many runs a recipe has. */
    public int rows(int recipe) {
        return rowsOf.get(recipe).length;
    }

    /** The runs of a recipe. */
    public Runs runsOf(int recipe) {
        return runs.at(rowsOf.get(recipe));
    }

    /** The scales at which a recipe has runs. */
    public Span span(int recipe) {
        return Span.of(scalesOf(recipe));
    }

    double[] scalesOf(int recipe) {
        return Arrays.stream(rowsOf.get(recipe)).mapToDouble(i -> scales[i]).toArray();
    }

    /** For each row the number of its recipe. */
    int[] groupOf() {
        int[] groupOf = new int[scales.length];
        for (int r = 0; r < rowsOf.size(); r++) {
            for (int row : rowsOf.get(r)) {
                groupOf[row] = r;
            }
        }
        return groupOf;
    }

    /**
     * Runs of different recipes are paired if they agree in what laws read and in their seed.
     *
     * @param variables the columns that laws read
     */
    JointDraws.Pairing pairing(Collection<String> variables) {
        var columns = new LinkedHashSet<>(variables);
        Role.SEED.in(runs).ifPresent(columns::add);
        columns.remove(by);
        List<int[]> keys = columns.stream().map(runs::groupOf).toList();
        int[] last = lastOfUnits();
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

    /** For each training run its largest row. */
    private int[] lastOfUnits() {
        double[] largest = new double[Arrays.stream(unitOf).max().orElse(-1) + 1];
        int[] last = new int[largest.length];
        for (int i = 0; i < scales.length; i++) {
            if (scales[i] > largest[unitOf[i]]) {
                largest[unitOf[i]] = scales[i];
                last[unitOf[i]] = i;
            }
        }
        return last;
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
        return String.join(", ", names);
    }
}
