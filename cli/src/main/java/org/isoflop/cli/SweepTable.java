package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.data.RunsQuery;
import org.isoflop.forecast.Objection;
import org.isoflop.hyper.Sweep;
import org.isoflop.runs.Role;
import org.isoflop.runs.Runs;

/**
 * A table read as a sweep.
 *
 * @param table as it was read
 * @param sweep its cells
 * @param skipped how many rows were left out because they could not be used
 */
record SweepTable(RunsQuery.Answer table, Sweep sweep, int skipped) {
    private static final String LOSS = "loss";

    /** Reads a table. */
    static SweepTable of(RunsQuery.Answer table, SweepOptions options, boolean skipBadRows) {
        Runs runs = table.runs();
        List<String> scales = options.by().isEmpty() ? usualScales(runs) : options.by();
        scales.forEach(name -> Columns.require(runs, name, "--by"));
        List<String> factors = options.factors().isEmpty() ? usualFactors(runs) : options.factors();
        factors.forEach(name -> Columns.require(runs, name, "--sweep"));
        String loss = options.loss().orElseGet(() -> Role.SMOOTH_LOSS.in(runs).orElse(LOSS));
        Columns.require(runs, loss, "--loss");
        Runs usable = skipBadRows ? usable(runs, scales, factors) : runs;
        return new SweepTable(table, Sweep.of(usable, scales, factors, loss), runs.size() - usable.size());
    }

    private static List<String> usualScales(Runs runs) {
        List<String> there =
                Stream.of("N", "D").filter(runs.numberNames()::contains).toList();
        if (there.isEmpty()) {
            throw new InputException(
                    "%s has neither N nor D, so its cells cannot be told apart"
                            .formatted(runs.origin().summary()),
                    "Name the columns with --map N=params,D=tokens or with --by.");
        }
        return there;
    }

    private static List<String> usualFactors(Runs runs) {
        List<String> there = Stream.of(Role.LEARNING_RATE, Role.BATCH, Role.WEIGHT_DECAY, Role.BETA2)
                .map(role -> role.in(runs))
                .flatMap(Optional::stream)
                .filter(runs.numberNames()::contains)
                .toList();
        if (there.isEmpty()) {
            throw new InputException(
                    "%s has no column of learning rate, batch, weight decay or beta2"
                            .formatted(runs.origin().summary()),
                    "Name what was swept with --sweep COLUMN.");
        }
        return there;
    }

    private static Runs usable(Runs runs, List<String> scales, List<String> factors) {
        List<double[]> columns = Stream.concat(scales.stream(), factors.stream())
                .map(runs::numbers)
                .toList();
        return runs.at(java.util.stream.IntStream.range(0, runs.size())
                .filter(i -> columns.stream().allMatch(column -> column[i] > 0 && Double.isFinite(column[i])))
                .toArray());
    }

    /** What was made of the table, for a person. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        var shown = new ArrayList<>(sweep.scales());
        shown.addAll(sweep.factors());
        shown.add(sweep.loss());
        table.renamings().stream()
                .filter(renaming -> shown.contains(renaming.standard()))
                .forEach(renaming -> notes.add("%s from \"%s\"".formatted(renaming.standard(), renaming.original())));
        if (!sweep.loss().equals(LOSS)) {
            notes.add("the loss is \"%s\"".formatted(sweep.loss()));
        }
        notes.addAll(RunsText.leftOut(table));
        if (skipped > 0) {
            notes.add(Page.count(skipped, "bad row", "bad rows") + " left out");
        }
        return notes;
    }

    /** What there is to say about the table before any fit. */
    List<Objection> objections() {
        var objections = new ArrayList<Objection>();
        Role.FINAL.numbersIn(table.runs()).ifPresent(flags -> {
            long unfinished = Arrays.stream(flags).filter(flag -> flag == 0).count();
            if (unfinished > 0) {
                objections.add(new Objection(
                        "unfinished-runs",
                        "%,d rows are checkpoints of runs that went on, with the learning rate not yet decayed: leave them out with --where \"%s == 1\""
                                .formatted(
                                        unfinished, Role.FINAL.in(table.runs()).orElseThrow())));
            }
        });
        if (skipped > 0) {
            objections.add(new Objection(
                    UsableRows.SKIPPED,
                    "%s that cannot be used %s left out"
                            .formatted(Page.count(skipped, "row", "rows"), skipped == 1 ? "was" : "were")));
        }
        return objections;
    }
}
