package org.isoflop.cli;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.isoflop.data.RunsQuery;
import org.isoflop.law.Law;
import org.isoflop.runs.Runs;
import org.isoflop.schedule.ScheduleColumns;

/**
 * Tables of loss curves: a law along a learning-rate schedule reads columns that follow from the rows of a curve.
 *
 * @param query the table that was asked for
 */
record Curves(RunsQuery query) {
    /** Neighbouring rows of a curve say nearly the same; of more than these, evenly chosen ones are fitted to. */
    private static final int MAX_ROWS = 256;

    /** Whether a law with these names needs columns of a schedule that the table does not have. */
    static boolean needed(Collection<String> names, Runs table) {
        return names.stream().anyMatch(name -> isOfSchedule(name) && !has(table, name))
                && ScheduleColumns.canBeReadFrom(table);
    }

    private static boolean isOfSchedule(String name) {
        return ScheduleColumns.NAMES.stream().anyMatch(base -> name.equals(base) || name.startsWith(base + "."));
    }

    private static boolean has(Runs table, String name) {
        return table.numberNames().stream().anyMatch(column -> column.equals(name) || column.startsWith(name + "."));
    }

    /** The columns that a published law reads: those it declares, and where it reads a schedule those of one. */
    static Set<String> columns(Law law) {
        var names = new TreeSet<String>();
        law.variables().forEach(variable -> names.add(variable.name()));
        if (names.stream().anyMatch(Curves::isOfSchedule)) {
            names.addAll(ScheduleColumns.names());
        }
        return names;
    }

    /** The table without the columns of single drops. */
    static Runs withoutNodes(Runs runs) {
        return Runs.of(
                runs.columns().stream()
                        .filter(column -> !ScheduleColumns.isOfDrop(column.name()))
                        .toList(),
                runs.origin());
    }

    /** The rows with the columns of their schedules. */
    Runs completed(Runs rows) {
        return new ScheduleColumns(allRows()).beside(rows);
    }

    /** Without the filters: a row that is not fitted to still says what the learning rate was. */
    private Runs allRows() {
        return new RunsQuery(query.inputs(), query.sql(), query.map(), query.lets(), List.of())
                .read()
                .runs();
    }

    /** The same for a fit, with long curves thinned out. */
    RunsQuery.Answer completed(RunsQuery.Answer table) {
        Runs kept = thinned(table.runs());
        return table.with(completed(kept), kept.size() == table.runs().size() ? table.badCells() : List.of());
    }

    private static Runs thinned(Runs runs) {
        int[] curveOf = runs.column("curve").isPresent() ? runs.groupOf("curve") : new int[runs.size()];
        int[] sizes = new int[runs.size()];
        int[] places = new int[runs.size()];
        for (int i = 0; i < curveOf.length; i++) {
            places[i] = sizes[curveOf[i]]++;
        }
        return runs.at(IntStream.range(0, runs.size())
                .filter(i -> {
                    int every = Math.ceilDiv(sizes[curveOf[i]], MAX_ROWS);
                    return places[i] % every == every / 2;
                })
                .toArray());
    }
}
