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
import org.isoflop.data.FitJson;
import org.isoflop.hyper.Collapse;
import org.isoflop.hyper.Timescale;
import org.isoflop.law.Model;
import org.isoflop.runs.Cells;
import org.isoflop.runs.Role;
import org.isoflop.runs.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop hyper check RUNS}: is the weight decay right for the length of the run, and do curves collapse. */
@Command(
        name = "check",
        header = "Hold runs against AdamW's timescale and against trajectory invariance.",
        customSynopsis = "isoflop hyper check RUNS... [options]",
        description = {
            "Reads lr, weight_decay, N, D, and batch in tokens or total_steps. The timescale",
            "1/(lr weight_decay steps) is compared with the best one for the tokens per",
            "parameter (power-lines-2025-tau). Where runs have curves, those of equal lr times",
            "weight_decay should lie on each other."
        },
        footer = {"  isoflop hyper check runs.csv", "  isoflop hyper check curves.csv --map N=params --json"})
final class TrajectoryCommand extends CliCommand {
    private static final String LAW = "power-lines-2025-tau";
    private static final int SHOWN = 20;

    @Mixin
    private RunsOptions runs;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    /** A run, by its last row, and how its memory compares with the best. */
    private record Checked(String place, double size, double tokens, Timescale timescale, double best) {
        double ratio() {
            return timescale.tau() / best;
        }
    }

    @Override
    public Integer call() {
        Runs table = Call.check(spec, runs::query).read().runs();
        double[] rates = column(table, Role.LEARNING_RATE);
        double[] decays = column(table, Role.WEIGHT_DECAY);
        List<int[]> curves = curves(table);
        List<Checked> checked = checked(table, curves, rates, decays);
        Collapse collapse = collapse(table, curves, rates, decays);
        return answer(json ? FitJson.text(json(checked, collapse)) : text(table, checked, collapse));
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

    private static String text(Runs table, List<Checked> checked, Collapse collapse) {
        var page = new Page(Style.ofTerminal());
        page.line(Page.fileName(table.origin().summary()))
                .pieces("", "   ", List.of(Page.count(checked.size(), "run", "runs") + " with weight decay"));
        page.blank().line("  timescale 1/(lr weight_decay steps), as a share of the run");
        List<Checked> shown = checked.stream().limit(SHOWN).toList();
        new TextTable()
                .left("", shown.stream().map(c -> Page.fileName(c.place())).toList())
                .right(
                        "N",
                        shown.stream().map(c -> Figures.value("N", c.size())).toList())
                .right(
                        "D",
                        shown.stream().map(c -> Figures.value("D", c.tokens())).toList())
                .point(
                        "is",
                        shown.stream()
                                .map(c -> Figures.estimate(c.timescale().tau(), 3))
                                .toList())
                .point(
                        "best",
                        shown.stream().map(c -> Figures.estimate(c.best(), 3)).toList())
                .point(
                        "decay for it",
                        shown.stream()
                                .map(c -> Figures.estimate(c.timescale().decayFor(c.best()), 2))
                                .toList())
                .print(page);
        if (shown.size() < checked.size()) {
            page.line("  and %,d more; --json has them all".formatted(checked.size() - shown.size()));
        }
        double[] ratios = checked.stream().mapToDouble(Checked::ratio).sorted().toArray();
        page.blank()
                .fact(
                        "means",
                        "%s within a factor of two of the best timescale; the median is %s times it"
                                .formatted(
                                        "%d of %d runs lie"
                                                .formatted(
                                                        Arrays.stream(ratios)
                                                                .filter(r -> r > 0.5 && r < 2)
                                                                .count(),
                                                        ratios.length),
                                        Figures.estimate(ratios[ratios.length / 2], 2)));
        page.fact("law", LAW + ": found with learning rates of muP and a decay to zero");
        invariance(page, collapse);
        return page.toString();
    }

    private static void invariance(Page page, Collapse collapse) {
        if (collapse.distances().isEmpty()) {
            page.fact("curves", "no two runs of one model and batch have curves to compare");
            return;
        }
        collapse.distances()
                .forEach((pair, distances) -> page.fact(
                        "curves",
                        "%s with equal %s differ by %s in the median"
                                .formatted(
                                        Page.count(distances.length, "pair", "pairs"),
                                        switch (pair) {
                                            case SAME_PRODUCT -> "lr weight_decay";
                                            case SAME_RATE -> "lr alone";
                                            case OTHER -> "neither";
                                        },
                                        Figures.share(collapse.median(pair)))));
    }

    private static ObjectNode json(List<Checked> checked, Collapse collapse) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode list = node.putArray("runs");
        checked.forEach(c -> {
            ObjectNode one =
                    list.addObject().put("place", c.place()).put("N", c.size()).put("D", c.tokens());
            FitJson.number(one, "timescale", c.timescale().tau());
            FitJson.number(one, "best", c.best());
            FitJson.number(one, "weightDecay", c.timescale().decay());
            FitJson.number(one, "weightDecayForBest", c.timescale().decayFor(c.best()));
        });
        ObjectNode pairs = node.putObject("curves");
        collapse.distances().forEach((pair, distances) -> {
            ObjectNode one = pairs.putObject(pair.name().toLowerCase(java.util.Locale.ROOT));
            one.put("pairs", distances.length);
            FitJson.number(one, "median", collapse.median(pair));
        });
        node.put("law", LAW);
        node.putArray("warnings");
        return node.put("version", Version.current());
    }
}
