package org.isoflop.cli;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.data.ColumnNames;
import org.isoflop.data.RunsQuery;
import org.isoflop.forecast.Objection;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;

/**
 * The rows of a table that a law can be fitted to.
 *
 * @param table the table as it was read
 * @param model the law over its columns
 * @param sample the rows that can be used
 */
record UsableRows(RunsQuery.Answer table, Model model, Sample sample) {
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
            return new UsableRows(table, model, all);
        }
        if (!skipBadRows) {
            throw complaint(table, bad);
        }
        return new UsableRows(table, model, Sample.of(model, runs.at(without(bad, runs.size()))));
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

    /** How many rows were left out because they could not be used. */
    int skipped() {
        return table.runs().size() - sample.size();
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
