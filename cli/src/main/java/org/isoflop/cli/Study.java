package org.isoflop.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.data.BadCell;
import org.isoflop.data.FitDocument;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Checklist;
import org.isoflop.forecast.Objection;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Bootstrap;
import org.isoflop.uncertainty.Draws;

/** A law fitted to rows as {@code fit} does it: rows checked, optimum found, resampled, objected to. */
final class Study {
    private static final int SHOWN = 5;

    private final Fitter fitter;
    private final Bootstrap bootstrap;
    private final Optional<String> unit;
    private final double level;
    private final boolean skipBadRows;
    private final List<String> command;
    private int skipped;

    Study(
            Fitter fitter,
            Bootstrap bootstrap,
            Optional<String> unit,
            double level,
            boolean skipBadRows,
            List<String> command) {
        this.fitter = fitter;
        this.bootstrap = bootstrap;
        this.unit = unit;
        this.level = level;
        this.skipBadRows = skipBadRows;
        this.command = List.copyOf(command);
    }

    /** How many rows were left out because they could not be used. */
    int skipped() {
        return skipped;
    }

    /**
     * Fits a law.
     *
     * @param table where the rows come from
     * @param rows all rows of the table, or those of one group
     */
    FitDocument fit(Law law, RunsQuery.Answer table, Runs rows, Optional<String> group) {
        Model model = Model.of(law, new LinkedHashSet<>(rows.numberNames()));
        Sample all = Sample.of(model, rows);
        List<Sample.BadRow> bad = all.badRows(model, fitter.objective().logarithmic());
        Sample sample = bad.isEmpty() ? all : Sample.of(model, rows.at(good(all, bad, table)));
        Search search = fitter.search(model, sample);
        Draws draws = bootstrap.resamples() == 0
                ? Draws.NONE
                : unit.map(column -> bootstrap.draw(search, sample.runs().groupOf(column)))
                        .orElseGet(() -> bootstrap.draw(search));
        var warnings = new ArrayList<Objection>();
        if (!bad.isEmpty()) {
            warnings.add(new Objection("skipped-rows", bad.size() + " rows that cannot be used were left out"));
        }
        warnings.addAll(Checklist.of(search.fit(), sample, draws));
        return new FitDocument(
                group,
                search.fit(),
                draws,
                level,
                bootstrap.resamples(),
                bootstrap.seed(),
                unit.orElse("row"),
                table.runs().origin().summary(),
                table.sha256(),
                command,
                warnings,
                Version.current());
    }

    private int[] good(Sample all, List<Sample.BadRow> bad, RunsQuery.Answer table) {
        if (!skipBadRows) {
            throw complaint(all, bad, table.badCells());
        }
        skipped += bad.size();
        var badRows = new java.util.HashSet<Integer>();
        bad.forEach(b -> badRows.add(b.row()));
        return IntStream.range(0, all.size()).filter(i -> !badRows.contains(i)).toArray();
    }

    /** Names the first few bad rows with their places. */
    private static InputException complaint(Sample all, List<Sample.BadRow> bad, List<BadCell> cells) {
        var text = new StringBuilder("%,d of %,d rows cannot be used:".formatted(bad.size(), all.size()));
        for (Sample.BadRow row : bad.subList(0, Math.min(SHOWN, bad.size()))) {
            String written = cells.stream()
                    .filter(cell -> cell.row() == row.row() && cell.column().equals(row.column()))
                    .findFirst()
                    .map(cell -> "is '" + cell.text() + "', not a number")
                    .orElse(row.reason());
            text.append("\n  ")
                    .append(all.runs().origin().place(row.row()))
                    .append("  ")
                    .append(row.column())
                    .append(' ')
                    .append(written);
        }
        if (bad.size() > SHOWN) {
            text.append("\n  and %,d more".formatted(bad.size() - SHOWN));
        }
        return new InputException(text.toString(), "Mend them, or leave them out with --skip-bad-rows or --where.");
    }
}
