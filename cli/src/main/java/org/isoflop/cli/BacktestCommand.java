package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.data.FitJson;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Objective;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Backtest;
import org.isoflop.forecast.Cutting;
import org.isoflop.forecast.Miss;
import org.isoflop.forecast.Selection;
import org.isoflop.forecast.Track;
import org.isoflop.law.Law;
import org.isoflop.runs.Magnitude;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop backtest RUNS}: how wrong would this law have been, had I trusted it earlier. */
@Command(
        name = "backtest",
        header = "Fit the small runs, predict the large ones.",
        customSynopsis = "isoflop backtest RUNS... [options]",
        description = {
            "The runs are divided at several sizes. Below each cut the law is fitted, above",
            "it predicts; never are rows of one training run (--unit) on both sides."
        },
        footer = {
            "  isoflop backtest runs.csv",
            "  isoflop backtest runs.csv --cut 3e20",
            "  isoflop backtest runs.csv --laws chinchilla,chinchilla-joint --json",
            "  isoflop backtest checkpoints.csv --unit run --by D"
        })
final class BacktestCommand extends CliCommand {
    /** A normal run lies so many claimed standard deviations from its law nine times out of ten. */
    private static final double NINE_OF_TEN = 1.6449;

    @Mixin
    private RunsOptions runs;

    @Mixin
    private LawOptions law;

    @Mixin
    private BacktestOptions backtest;

    @Mixin
    private SearchOptions search;

    @Option(
            names = "--cut",
            paramLabel = "SIZE",
            description = "Divide the runs here alone: --cut 3e20 fits those of at most so much compute.")
    private @Nullable Double cut;

    @Option(names = "--plot", description = "Draw the errors below the answer.")
    private boolean plot;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        Call.check(spec, search::check);
        Call.check(spec, backtest::check);
        Call.check(spec, this::checkCut);
        Call.check(spec, law::check);
        RunsQuery query = Call.check(spec, runs::query);
        RunsQuery.Answer table = query.read();
        search.unit().ifPresent(column -> Columns.require(table.runs(), column, "--unit"));
        Objective objective = search.objective().or(law::objective).orElse(Objective.DEFAULT);
        List<Law> laws = laws(table);
        UsableRows rows = UsableRows.of(
                table,
                laws.getFirst(),
                objective.logarithmic(),
                search.unit().stream().toList(),
                runs.skipBadRows());
        try (var progress = ProgressLine.of(spec)) {
            var trials = new Trials(search.fitter(objective), backtest.by(), cutting(), search.unit(), progress);
            Backtest result = trials.plain(laws, rows.sample());
            Axis axis = trials.axis(rows.sample().runs());
            if (result.cuts().isEmpty()) {
                throw undivided(result, axis, rows);
            }
            return answer(
                    json ? json(result, axis, rows) : text(result, axis, rows) + (plot ? Sketch.of(result, axis) : ""));
        }
    }

    private Cutting cutting() {
        return cut == null ? new Cutting.Rolling(backtest.cuts()) : new Cutting.At(cut);
    }

    private void checkCut() {
        if (cut == null) {
            return;
        }
        Call.requirePositive("--cut", cut);
        if (spec.commandLine().getParseResult().hasMatchedOption("--cuts")) {
            throw new InputException("--cut is one cut, --cuts are several", "Give one of them.");
        }
    }

    private InputException undivided(Backtest result, Axis axis, UsableRows rows) {
        String source = rows.sample().runs().origin().summary();
        if (cut == null) {
            return new InputException(
                    "%s: %d runs are too few to be divided"
                            .formatted(source, rows.sample().size()),
                    "Add runs, or choose a law with fewer parameters.");
        }
        double edge = cut;
        double[] sizes = result.sizes();
        long below = Arrays.stream(sizes).filter(size -> size <= edge).count();
        return new InputException(
                "%s: a cut at %s %s leaves %s below it and %d above, too few for this law"
                        .formatted(
                                source,
                                axis.expression(),
                                Magnitude.digits(edge, 3),
                                Page.count(below, "run", "runs"),
                                sizes.length - below),
                "Cut elsewhere between %s and %s."
                        .formatted(
                                Magnitude.digits(Arrays.stream(sizes).min().orElseThrow(), 3),
                                Magnitude.digits(Arrays.stream(sizes).max().orElseThrow(), 3)));
    }

    private List<Law> laws(RunsQuery.Answer table) {
        if (!backtest.laws().isEmpty()) {
            return backtest.laws().stream()
                    .map(id -> Catalogue.builtIn().entry(id).law())
                    .toList();
        }
        return List.of(law.named().orElseGet(() -> {
            Law usual = LawOptions.usual(table.runs().numberNames());
            return Call.check(spec, () -> law.adjusted(usual));
        }));
    }

    private String text(Backtest result, Axis axis, UsableRows rows) {
        var page = new Page(Style.ofTerminal());
        new RunsText(rows).print(page);
        for (Track track : result.tracks()) {
            page.blank();
            page.spread(track.law().formula().equation(), track.law().id());
            page.line(Page.padLeft("fitted %s, predicted above".formatted(below(result, axis)), Page.WIDTH));
            rings(result, track).print(page);
        }
        result.refused().forEach(r -> page.blank().fact("left out", r.law().id() + ": " + r.reason()));
        page.blank();
        page.fact("", "inside: share of runs within the 90 % interval that the fit below the cut claimed");
        return page.toString();
    }

    private String below(Backtest result, Axis axis) {
        return cut == null
                ? "below %s of %s".formatted(Page.count(result.cuts().size(), "cut", "cuts"), axis.expression())
                : "up to %s of %s".formatted(Magnitude.digits(cut, 3), axis.expression());
    }

    private static TextTable rings(Backtest result, Track track) {
        var beyond = new ArrayList<String>();
        var count = new ArrayList<String>();
        var error = new ArrayList<String>();
        var bias = new ArrayList<String>();
        var inside = new ArrayList<String>();
        Selection.byReach(result.misses(track)).forEach((decades, misses) -> {
            beyond.add(Trials.times(decades) + "x");
            count.add(String.valueOf(misses.size()));
            error.add(Trials.error(misses, result.logarithmic()));
            bias.add(SelectionText.bias(misses, result.logarithmic()));
            inside.add("%.0f %%".formatted(100 * inside(misses)));
        });
        return new TextTable()
                .right("beyond", beyond)
                .right("predictions", count)
                .right("error", error)
                .right("bias", bias)
                .right("inside", inside);
    }

    private static double inside(List<Miss> misses) {
        return misses.stream()
                        .filter(m -> Math.abs(m.error()) <= NINE_OF_TEN * Math.hypot(m.curve(), m.noise()))
                        .count()
                / (double) misses.size();
    }

    private static String json(Backtest result, Axis axis, UsableRows rows) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("axis", axis.expression()).put("logarithmic", result.logarithmic());
        ArrayNode cuts = node.putArray("cuts");
        result.cuts()
                .forEach(cut -> cuts.addObject()
                        .put("edge", cut.edge())
                        .put("below", cut.below().length)
                        .put("above", cut.above().length));
        ArrayNode laws = node.putArray("laws");
        for (Track track : result.tracks()) {
            ObjectNode entry = laws.addObject().put("law", track.law().id());
            ArrayNode rings = entry.putArray("byReach");
            List<Miss> all = result.misses(track);
            Selection.byReach(all).forEach((decades, misses) -> {
                ObjectNode ring =
                        rings.addObject().put("reach", Math.pow(10, decades)).put("predictions", misses.size());
                FitJson.number(
                        ring,
                        "error",
                        misses.stream()
                                .mapToDouble(m -> Math.abs(m.error()))
                                .average()
                                .orElse(Double.NaN));
                FitJson.number(
                        ring,
                        "bias",
                        misses.stream().mapToDouble(Miss::error).average().orElse(Double.NaN));
                ring.put("inside", inside(misses));
            });
            ArrayNode predictions = entry.putArray("predictions");
            all.forEach(m -> predictions
                    .addObject()
                    .put("cut", m.cut())
                    .put("row", m.row())
                    .put("reach", Math.exp(m.reach()))
                    .put("error", m.error()));
        }
        ArrayNode refused = node.putArray("refused");
        result.refused()
                .forEach(r -> refused.addObject().put("law", r.law().id()).put("reason", r.reason()));
        node.set("warnings", FitJson.warnings(rows.objections()));
        return FitJson.text(node.put("version", Version.current()));
    }
}
