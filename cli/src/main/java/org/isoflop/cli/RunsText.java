package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.isoflop.data.ColumnNames.Renaming;
import org.isoflop.data.RunsQuery;
import org.isoflop.law.Model;
import org.isoflop.runs.Runs;
import org.isoflop.schedule.ScheduleColumns;

/** The first lines of an answer: which runs were read, and what was made of them. */
record RunsText(UsableRows rows) {
    private static final int MAX_COLUMNS = 8;

    void print(Page page) {
        var facts = new ArrayList<String>();
        facts.add(Page.count(rows.sample().size(), "run", "runs"));
        Runs runs = rows.sample().runs();
        columns().stream().limit(MAX_COLUMNS).forEach(name -> facts.add(range(name, runs.numbers(name))));
        String source = Page.fileName(runs.origin().summary());
        if (source.length() < Page.INDENT) {
            page.pieces(source, "   ", facts);
        } else {
            page.line(source).pieces("", "   ", facts);
        }
        List<String> notes = notes();
        if (!notes.isEmpty()) {
            page.pieces("", ", ", notes);
        }
    }

    /** The columns that a reader wants to see: those of the law, and compute. */
    private Set<String> columns() {
        Model model = rows.model();
        var names = new LinkedHashSet<>(model.variables());
        names.add("C");
        names.addAll(model.observed());
        names.retainAll(rows.table().runs().numberNames());
        names.removeIf(ScheduleColumns::isOfDrop);
        return names;
    }

    private static String range(String name, double[] values) {
        double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(Double.NaN);
        double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(Double.NaN);
        return name + " " + (low == high ? Figures.value(name, low) : Figures.range(name, low, high));
    }

    /** Which rows the call took away. */
    static List<String> leftOut(RunsQuery.Answer table) {
        var said = new ArrayList<String>();
        if (table.named() > 0) {
            said.add(Page.count(table.named(), "row", "rows") + " left out by " + RunsQuery.LEAVE_OUT);
        }
        if (table.leftOut() > 0) {
            said.add(Page.count(table.leftOut(), "row", "rows") + " left out by --where");
        }
        return said;
    }

    private List<String> notes() {
        var notes = new ArrayList<String>();
        Set<String> shown = columns();
        for (Renaming renaming : rows.table().renamings()) {
            if (shown.contains(renaming.standard())) {
                notes.add("%s from \"%s\"".formatted(renaming.standard(), renaming.original()));
            }
        }
        notes.addAll(leftOut(rows.table()));
        if (rows.skipped() > 0) {
            notes.add(Page.count(rows.skipped(), "bad row", "bad rows") + " left out");
        }
        notes.addAll(rows.notes());
        return notes;
    }
}
