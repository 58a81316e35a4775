package org.isoflop.hyper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.InputException;
import org.isoflop.runs.Cells;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;

/**
 * A table of runs, divided into cells in which nothing but the factors differs.
 *
 * @param scales the columns that tell cells apart
 * @param factors the columns that were swept
 * @param loss the column to be made small
 * @param cells in the order of their scales
 */
public record Sweep(List<String> scales, List<String> factors, String loss, List<Cell> cells) {
    /** A factor with fewer values in a cell says nothing about a minimum there. */
    static final int LEAST_LEVELS = 3;

    public Sweep {
        scales = List.copyOf(scales);
        factors = List.copyOf(factors);
        cells = List.copyOf(cells);
    }

    /**
     * Divides a table.
     *
     * @throws InputException if a scale or a factor is not positive somewhere, or no factor has three values anywhere
     */
    public static Sweep of(Runs runs, List<String> scales, List<String> factors, String loss) {
        var positive = new ArrayList<>(scales);
        positive.addAll(factors);
        positive.forEach(name -> requirePositive(runs, name));
        List<int[]> groups = Cells.of(runs, scales).rows();
        List<String> swept = factors.stream()
                .filter(factor -> varies(runs.numbers(factor), groups))
                .toList();
        if (swept.isEmpty()) {
            throw new InputException(
                    "%s: nowhere has %s three values among runs of equal %s"
                            .formatted(
                                    runs.origin().summary(), String.join(" or ", factors), String.join(", ", scales)),
                    "Name the columns that were swept with --sweep, and what tells cells apart with --by.");
        }
        return new Sweep(
                scales,
                swept,
                loss,
                groups.stream()
                        .map(rows -> cell(runs, rows, scales, swept, loss))
                        .sorted((a, b) -> Arrays.compare(a.scale(), b.scale()))
                        .toList());
    }

    private static boolean varies(double[] values, List<int[]> groups) {
        return groups.stream()
                .anyMatch(rows -> Arrays.stream(rows)
                                .mapToDouble(row -> values[row])
                                .distinct()
                                .count()
                        >= LEAST_LEVELS);
    }

    private static void requirePositive(Runs runs, String name) {
        double[] values = runs.numbers(name);
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] > 0 && Double.isFinite(values[i]))) {
                throw new InputException(
                        "%s: %s is %s, and a logarithm of it is needed"
                                .formatted(
                                        runs.origin().place(i),
                                        name,
                                        Double.isNaN(values[i]) ? "missing" : Magnitude.exact(values[i])),
                        "Mend it, or leave the row out with --where.");
            }
        }
    }

    private static Cell cell(Runs runs, int[] rows, List<String> scales, List<String> factors, String loss) {
        double[] losses = runs.numbers(loss);
        double[] scale =
                scales.stream().mapToDouble(name -> runs.numbers(name)[rows[0]]).toArray();
        double[][] at = new double[rows.length][];
        double[] logs = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            at[i] = factors.stream()
                    .mapToDouble(name -> Math.log(runs.numbers(name)[row]))
                    .toArray();
            logs[i] = losses[row] > 0 && Double.isFinite(losses[row]) ? Math.log(losses[row]) : Double.NaN;
        }
        return new Cell(scale, rows, at, logs);
    }

    /** The logarithms of the scales of a form, in a cell. */
    double[] scales(OptimumLaw.Form form, Cell cell) {
        return form.by().stream()
                .mapToDouble(name -> Math.log(cell.scale()[scales.indexOf(name)]))
                .toArray();
    }

    /** How many runs there are in all cells. */
    public int size() {
        return cells.stream().mapToInt(Cell::size).sum();
    }

    /** How many of them diverged: their loss is no finite positive number. */
    public int diverged() {
        return cells.stream().mapToInt(Cell::diverged).sum();
    }
}
