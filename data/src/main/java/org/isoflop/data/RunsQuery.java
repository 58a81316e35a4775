package org.isoflop.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.formula.Formula;
import org.isoflop.formula.UnknownNameException;
import org.isoflop.runs.Runs;

/**
 * A table as a user asks for it: read, columns named, new columns added, rows filtered, in this order.
 *
 * @param inputs files or globs
 * @param sql a query for DuckDB over the inputs
 * @param map for each new name the column that is meant
 * @param lets new columns and the formulas whose right sides they hold, in order
 * @param filters conditions that a row must meet, as formulas without a left side
 * @param without rows to leave out, by their places
 */
public record RunsQuery(
        List<String> inputs,
        Optional<String> sql,
        Map<String, String> map,
        Map<String, Formula> lets,
        List<Formula> filters,
        NamedRows without) {
    /** The option by which rows are named. */
    public static final String LEAVE_OUT = "--leave-out";

    public RunsQuery {
        inputs = List.copyOf(inputs);
        map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
        lets = Collections.unmodifiableMap(new LinkedHashMap<>(lets));
        filters = List.copyOf(filters);
    }

    /** Every row. */
    public RunsQuery(
            List<String> inputs,
            Optional<String> sql,
            Map<String, String> map,
            Map<String, Formula> lets,
            List<Formula> filters) {
        this(inputs, sql, map, lets, filters, NamedRows.NONE);
    }

    /**
     * What came of it.
     *
     * @param runs the rows that are left
     * @param renamings which columns are there under other names as well
     * @param badCells texts in columns of numbers that are left
     * @param leftOut how many rows the filters took away
     * @param named how many rows were left out by their places
     * @param sha256 the fingerprint of the files
     */
    public record Answer(
            Runs runs,
            List<ColumnNames.Renaming> renamings,
            List<BadCell> badCells,
            int leftOut,
            int named,
            Optional<String> sha256) {
        public Answer {
            renamings = List.copyOf(renamings);
            badCells = List.copyOf(badCells);
        }

        /** The same of other rows, made from these. */
        public Answer with(Runs others, List<BadCell> bad) {
            return new Answer(others, renamings, bad, leftOut, named, sha256);
        }
    }

    /** The files of a single input with nothing else asked. */
    public static RunsQuery of(String input) {
        return new RunsQuery(List.of(input), Optional.empty(), Map.of(), Map.of(), List.of());
    }

    /**
     * Reads the table.
     *
     * @throws InputException if an input cannot be read, a name is that of no column, or no row meets the conditions
     */
    public Answer read() {
        Reading reading = RunsReader.read(inputs, sql);
        var recognised = ColumnNames.recognise(reading.runs(), map);
        var all = new Answer(recognised.runs(), recognised.renamings(), reading.badCells(), 0, 0, reading.sha256());
        return filtered(withoutNamed(all));
    }

    private Answer withoutNamed(Answer all) {
        if (without.isEmpty()) {
            return all;
        }
        int[] others = without.others(LEAVE_OUT, all.runs());
        return new Answer(
                all.runs().at(others),
                all.renamings(),
                remaining(all.badCells(), others),
                0,
                all.runs().size() - others.length,
                all.sha256());
    }

    private Answer filtered(Answer all) {
        Runs runs = withLets(all.runs());
        if (filters.isEmpty()) {
            return all.with(runs, all.badCells());
        }
        int[] kept = kept(runs);
        return new Answer(
                runs.at(kept),
                all.renamings(),
                remaining(all.badCells(), kept),
                runs.size() - kept.length,
                all.named(),
                all.sha256());
    }

    private Runs withLets(Runs runs) {
        Runs wider = runs;
        for (var let : lets.entrySet()) {
            Runs before = wider;
            Formula formula = let.getValue();
            wider = in("--let", formula, before, () -> before.let(let.getKey(), formula.body()));
        }
        return wider;
    }

    /** The rows that meet all conditions. */
    private int[] kept(Runs runs) {
        IntStream kept = IntStream.range(0, runs.size());
        for (Formula filter : filters) {
            double[] holds = in("--where", filter, runs, () -> runs.evaluate(filter.body()));
            kept = kept.filter(row -> holds[row] != 0 && !Double.isNaN(holds[row]));
        }
        int[] rows = kept.toArray();
        if (rows.length == 0) {
            throw new InputException(
                    "no row of %s is left by --where".formatted(runs.origin().summary()), "Loosen the condition.");
        }
        return rows;
    }

    /** Says where an unknown name was written and which table does not have it. */
    private static <T> T in(String option, Formula formula, Runs runs, Supplier<T> work) {
        try {
            return work.get();
        } catch (UnknownNameException e) {
            throw new InputException(
                    "%s \"%s\" over %s: %s"
                            .formatted(option, formula, runs.origin().summary(), e.getMessage()),
                    "Names in it are columns of the table, or names that --map or --let give them.");
        }
    }

    /** The bad cells of rows that are kept, by their new numbers. */
    private static List<BadCell> remaining(List<BadCell> cells, int[] kept) {
        if (cells.isEmpty()) {
            return cells;
        }
        var newNumber = new HashMap<Integer, Integer>();
        for (int i = 0; i < kept.length; i++) {
            newNumber.put(kept[i], i);
        }
        var remaining = new ArrayList<BadCell>();
        for (BadCell cell : cells) {
            Integer row = newNumber.get(cell.row());
            if (row != null) {
                remaining.add(new BadCell(row, cell.column(), cell.text()));
            }
        }
        return remaining;
    }
}
