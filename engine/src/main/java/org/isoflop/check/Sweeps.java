package org.isoflop.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isoflop.runs.Cells;
import org.isoflop.runs.Role;
import org.isoflop.runs.Runs;

/** Runs of the same size and length that differ in their hyperparameters. */
final class Sweeps {
    /** A swept column; the loss of the best run for each of its values. */
    record Sweep(int[] rows, double[] values, double[] losses) {
        /** The place of the best value among the sorted values. */
        int best() {
            int best = 0;
            for (int i = 1; i < losses.length; i++) {
                best = losses[i] < losses[best] ? i : best;
            }
            return best;
        }
    }

    private Sweeps() {}

    /**
     * The sweeps over one column of some of the rows, one for every cell of equal N and D (or step, where D is not there) with at least so
     * many values; of checkpoints only the last of each run are looked at.
     */
    static List<Sweep> of(Case of, Runs runs, Role role, int atLeast) {
        Optional<String> swept = role.in(runs).filter(runs.numberNames()::contains);
        if (swept.isEmpty() || of.response().isEmpty()) {
            return List.of();
        }
        var cellColumns = new ArrayList<String>();
        for (String name : List.of("N", "D")) {
            if (runs.numberNames().contains(name)) {
                cellColumns.add(name);
            }
        }
        if (cellColumns.isEmpty()) {
            return List.of();
        }
        if (!runs.numberNames().contains("D")) {
            Role.STEP.in(runs).ifPresent(cellColumns::add);
        }
        Role.TOTAL_STEPS.in(runs).filter(name -> role != Role.BATCH).ifPresent(cellColumns::add);
        runs.columns().stream()
                .filter(column -> Set.of("dataset", "data", "recipe").contains(column.name()))
                .forEach(column -> cellColumns.add(column.name()));
        double[] values = runs.numbers(swept.get());
        double[] losses = runs.numbers(of.response().get());
        double[] finals = Role.FINAL.numbersIn(runs).orElse(null);
        var sweeps = new ArrayList<Sweep>();
        for (int[] cell : Cells.of(runs, cellColumns).rows()) {
            int[] rows = Arrays.stream(cell)
                    .filter(i -> values[i] > 0 && losses[i] > 0 && (finals == null || finals[i] != 0))
                    .toArray();
            double[] distinct = Arrays.stream(rows)
                    .mapToDouble(i -> values[i])
                    .distinct()
                    .sorted()
                    .toArray();
            if (distinct.length >= atLeast) {
                double[] best = new double[distinct.length];
                Arrays.fill(best, Double.POSITIVE_INFINITY);
                int[] at = new int[distinct.length];
                for (int row : rows) {
                    int k = Arrays.binarySearch(distinct, values[row]);
                    if (losses[row] < best[k]) {
                        best[k] = losses[row];
                        at[k] = row;
                    }
                }
                sweeps.add(new Sweep(at, distinct, best));
            }
        }
        return sweeps;
    }
}
