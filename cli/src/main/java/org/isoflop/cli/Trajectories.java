package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.hyper.Collapse;
import org.isoflop.hyper.Timescale;
import org.isoflop.law.Model;
import org.isoflop.runs.Cells;
import org.isoflop.runs.Role;
import org.isoflop.runs.Runs;

/**
 * Runs beside AdamW's timescale and each other's curves.
 *
 * @param checked runs with weight decay
 * @param collapse how far the curves of equal models lie apart
 */
record Trajectories(List<Trajectories.Checked> checked, Collapse collapse) {
    /** The law of the best timescale. */
    static final String LAW = "power-lines-2025-tau";

    /** A run, by its last row, and how its memory compares with the best. */
    record Checked(String place, double size, double tokens, Timescale timescale, double best) {
        double ratio() {
            return timescale.tau() / best;
        }
    }

    /** @throws InputException if the table does not have what a timescale is made of */
    static Trajectories of(Runs table) {
        double[] rates = column(table, Role.LEARNING_RATE);
        double[] decays = column(table, Role.WEIGHT_DECAY);
        List<int[]> curves = curves(table);
        return new Trajectories(checked(table, curves, rates, decays), collapse(table, curves, rates, decays));
    }

    private static double[] column(Runs table, Role role) {
        return role.numbersIn(table)
                .orElseThrow(() -> new InputException(
                        "%s has no column of %s"
                                .formatted(
                                        table.origin().summary(),
                                        role == Role.WEIGHT_DECAY ? "weight decay" : "learning rate"),
                        role == Role.WEIGHT_DECAY
                                ? "Name it with --map weight_decay=COLUMN, or add it: --let \"weight_decay = 0.1\"."
                                : "Name it with --map lr=COLUMN."));
    }

    /** The rows of each run; every row is a run of its own where none is named. */
    private static List<int[]> curves(Runs table) {
        Optional<String> name = Stream.of("curve")
                .filter(c -> table.column(c).isPresent())
                .findFirst()
                .or(() -> Role.RUN.in(table));
        return name.map(column -> Cells.of(table, List.of(column)).rows())
                .orElseGet(() -> IntStream.range(0, table.size())
                        .mapToObj(i -> new int[] {i})
                        .toList());
    }

    private static List<Checked> checked(Runs table, List<int[]> curves, double[] rates, double[] decays) {
        double[] sizes = table.numbers("N");
        double[] tokens = table.numbers("D");
        double[] steps = Role.TOTAL_STEPS
                .numbersIn(table)
                .or(() -> inTokens(table)
                        .map(batch -> IntStream.range(0, batch.length)
                                .mapToDouble(i -> tokens[i] / batch[i])
                                .toArray()))
                .orElseThrow(() -> new InputException(
                        "%s has neither total_steps nor a batch in tokens"
                                .formatted(table.origin().summary()),
                        "Add one: --let \"batch = 2048*batch_sequences\"."));
        var checked = new ArrayList<Checked>();
        for (int[] rows : curves) {
            int last = Arrays.stream(rows)
                    .boxed()
                    .max(Comparator.comparingDouble(i -> tokens[i]))
                    .orElseThrow();
            double peak = Arrays.stream(rows).mapToDouble(i -> rates[i]).max().orElseThrow();
            var timescale = new Timescale(peak, decays[last], steps[last]);
            if (sizes[last] > 0 && tokens[last] > 0 && Double.isFinite(timescale.tau())) {
                checked.add(new Checked(
                        table.origin().place(last),
                        sizes[last],
                        tokens[last],
                        timescale,
                        best(sizes[last], tokens[last])));
            }
        }
        if (checked.isEmpty()) {
            throw new InputException(
                    "%s: no run has N, D, steps and a weight decay above zero"
                            .formatted(table.origin().summary()),
                    "Without weight decay AdamW forgets nothing, and there is no timescale.");
        }
        return checked;
    }

    /** The batch, unless its column counts sequences. */
    private static Optional<double[]> inTokens(Runs table) {
        return Role.BATCH
                .in(table)
                .filter(name -> !name.contains("seq") && table.numberNames().contains(name))
                .map(table::numbers);
    }

    private static double best(double size, double tokens) {
        var entry = Catalogue.builtIn().entry(LAW);
        Model model = Model.of(entry.law(), java.util.Set.of("N", "D", "tau"));
        double[] row = model.variables().stream()
                .mapToDouble(name -> name.equals("N") ? size : tokens)
                .toArray();
        return model.predict(row, entry.chosen().orElseThrow().theta(model));
    }

    /** Curves of equal N, D and batch are compared with each other. */
    private static Collapse collapse(Runs table, List<int[]> curves, double[] rates, double[] decays) {
        Optional<String> axis = Role.STEP.in(table).filter(table.numberNames()::contains);
        if (axis.isEmpty() || table.column("loss").isEmpty()) {
            return new Collapse(Map.of());
        }
        double[] at = table.numbers(axis.get());
        double[] losses = table.numbers("loss");
        double[] batch = Role.BATCH.numbersIn(table).orElse(new double[table.size()]);
        var groups = new LinkedHashMap<String, List<Collapse.Curve>>();
        for (int[] rows : curves) {
            int[] sorted = Arrays.stream(rows)
                    .filter(i -> losses[i] > 0 && Double.isFinite(losses[i]))
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> at[i]))
                    .mapToInt(i -> i)
                    .toArray();
            if (sorted.length >= 3) {
                int first = sorted[0];
                groups.computeIfAbsent(table.numbers("N")[first] + " " + batch[first], key -> new ArrayList<>())
                        .add(new Collapse.Curve(
                                Arrays.stream(sorted)
                                        .mapToDouble(i -> rates[i])
                                        .max()
                                        .orElseThrow(),
                                decays[first],
                                Arrays.stream(sorted).mapToDouble(i -> at[i]).toArray(),
                                Arrays.stream(sorted)
                                        .mapToDouble(i -> losses[i])
                                        .toArray()));
            }
        }
        return Collapse.of(List.copyOf(groups.values()));
    }
}
