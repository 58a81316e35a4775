package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.data.ColumnNames;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Objective;
import org.isoflop.forecast.Objection;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Sample;
import org.isoflop.runs.Cells;
import org.isoflop.runs.Column;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Replicates;

/**
 * The rows of a table that a law can be fitted to.
 *
 * @param table the table as it was read
 * @param model the law over its columns
 * @param sample the rows that are used
 * @param skipped how many rows were left out because they could not be used
 * @param notes what else was done to them, for a person
 */
record UsableRows(RunsQuery.Answer table, Model model, Sample sample, int skipped, List<String> notes) {
    /** The code of the objection that rows were left out. */
    static final String SKIPPED = "skipped-rows";

    private static final int SHOWN = 5;

    /**
     * Looks for rows that cannot be used.
     *
     * @param logarithm whether the objective takes the logarithm of the response
     * @param labels columns beside those of the law in which every row must say something
     * @param skipBadRows whether bad rows may be left out
     * @throws InputException that names the first few of them, if they may not
     */
    static UsableRows of(RunsQuery.Answer table, Law law, boolean logarithm, List<String> labels, boolean skipBadRows) {
        Runs runs = table.runs();
        Model model = Model.of(law, runs);
        Sample all = Sample.of(model, runs);
        List<Sample.BadRow> bad = badRows(all, model, logarithm, labels);
        if (bad.isEmpty()) {
            return new UsableRows(table, model, all, 0, List.of());
        }
        if (!skipBadRows) {
            throw complaint(table, bad);
        }
        int[] good = without(bad, runs.size());
        return new UsableRows(table, model, Sample.of(model, runs.at(good)), runs.size() - good.length, List.of());
    }

    private static List<Sample.BadRow> badRows(Sample all, Model model, boolean logarithm, List<String> labels) {
        var bad = new ArrayList<>(all.badRows(model, logarithm));
        for (String name : labels) {
            Column column = all.runs().column(name).orElseThrow();
            IntStream.range(0, all.size())
                    .filter(row -> isMissing(column, row))
                    .forEach(row -> bad.add(new Sample.BadRow(row, name, "is missing")));
        }
        bad.sort(Comparator.comparingInt(Sample.BadRow::row));
        return bad;
    }

    private static boolean isMissing(Column column, int row) {
        return switch (column) {
            case Column.Numbers numbers -> Double.isNaN(numbers.values()[row]);
            case Column.Labels labels -> labels.text(row).isEmpty();
        };
    }

    private static int[] without(List<Sample.BadRow> bad, int size) {
        var rows = new BitSet(size);
        rows.set(0, size);
        bad.forEach(b -> rows.clear(b.row()));
        return rows.stream().toArray();
    }

    /** Names the first few bad rows with their places. */
    private static InputException complaint(RunsQuery.Answer table, List<Sample.BadRow> bad) {
        Runs runs = table.runs();
        long rows = bad.stream().mapToInt(Sample.BadRow::row).distinct().count();
        var text = new StringBuilder("%,d of %,d rows cannot be used:".formatted(rows, runs.size()));
        for (Sample.BadRow row : bad.subList(0, Math.min(SHOWN, bad.size()))) {
            String place = runs.origin().place(row.row());
            text.append("\n  %s  %s %s".formatted(place, row.column(), reason(row, table)));
        }
        if (bad.size() > SHOWN) {
            text.append("\n  and %,d more".formatted(bad.size() - SHOWN));
        }
        return new InputException(text.toString(), "Mend them, or leave them out with --skip-bad-rows or --where.");
    }

    private static String reason(Sample.BadRow row, RunsQuery.Answer table) {
        String original = table.renamings().stream()
                .filter(renaming -> renaming.standard().equals(row.column()))
                .map(ColumnNames.Renaming::original)
                .findFirst()
                .orElse(row.column());
        return table.badCells().stream()
                .filter(cell -> cell.row() == row.row() && cell.column().equals(original))
                .findFirst()
                .map(cell -> "is '" + cell.text() + "', not a number")
                .orElse(row.reason());
    }

    /** The row with the least response of every cell of equal values in some columns. */
    UsableRows bestOf(List<String> columns) {
        columns.forEach(column -> Columns.require(sample.runs(), column, "--best-of"));
        int[] best = Cells.of(sample.runs(), columns).least(sample.response());
        return noted(
                Sample.of(model, sample.runs().at(best)),
                "the best of %,d rows for each %s".formatted(sample.size(), String.join(", ", columns)));
    }

    /** The same rows, each weighed by what repetitions say about noise there. */
    UsableRows weighed(Objective objective) {
        var replicates = Replicates.of(model, sample);
        if (replicates.cells() == 0) {
            return noted(sample, "no repetitions, so rows weigh the same");
        }
        String found = "%s of %s: noise %s"
                .formatted(
                        Page.count(replicates.rows(), "repetition", "repetitions"),
                        Page.count(replicates.cells(), "run", "runs"),
                        Figures.share(replicates.noise()));
        if (!replicates.tells()) {
            return noted(sample, found + ", too few to tell where; rows weigh the same");
        }
        double[] weights = replicates.weights(sample, objective.penalty());
        double least = Arrays.stream(weights).min().orElse(1);
        double most = Arrays.stream(weights).max().orElse(1);
        return noted(
                sample.weighed(weights),
                "%s, weights up to %s times apart".formatted(found, Magnitude.digits(most / least, 2)));
    }

    /** The rows of every group by themselves, by what the column says. */
    Map<String, UsableRows> groups(String column) {
        var groups = new LinkedHashMap<String, UsableRows>();
        int[] groupOf = sample.runs().groupOf(column);
        List<String> names = List.copyOf(sample.runs().groups(column).keySet());
        for (int g = 0; g < names.size(); g++) {
            int group = g;
            int[] rows = IntStream.range(0, groupOf.length)
                    .filter(i -> groupOf[i] == group)
                    .toArray();
            groups.put(names.get(g), new UsableRows(table, model, sample.at(rows), skipped, notes));
        }
        return groups;
    }

    /**
     * The same rows for another law.
     *
     * @param runs the rows, with all columns that it reads
     */
    UsableRows of(Law law, Runs runs) {
        Model other = Model.of(law, runs);
        return new UsableRows(table, other, Sample.of(other, runs).weighed(sample.weights()), skipped, notes);
    }

    /** With one more note. */
    UsableRows noted(Sample now, String note) {
        var all = new ArrayList<>(notes);
        all.add(note);
        return new UsableRows(table, model, now, skipped, List.copyOf(all));
    }

    /** What there is to say about the rows before any fit. */
    List<Objection> objections() {
        var objections = new ArrayList<Objection>();
        if (skipped() > 0) {
            objections.add(new Objection(
                    SKIPPED,
                    "%s that cannot be used %s left out"
                            .formatted(Page.count(skipped(), "row", "rows"), skipped() == 1 ? "was" : "were")));
        }
        for (Parameter parameter : model.parameters()) {
            Columns.sameInOtherCase(table.runs(), parameter.name())
                    .ifPresent(column -> objections.add(suspectName(parameter.name(), column)));
        }
        return objections;
    }

    private static Objection suspectName(String parameter, String column) {
        return new Objection(
                "suspect-name",
                "%s was fitted as a parameter; the table has a column %s: write %s if that is meant"
                        .formatted(parameter, column, column));
    }
}
