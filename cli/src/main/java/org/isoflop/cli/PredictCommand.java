package org.isoflop.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.isoflop.InputException;
import org.isoflop.data.FitJson;
import org.isoflop.data.OutputFile;
import org.isoflop.data.RunsQuery;
import org.isoflop.data.TableWriter;
import org.isoflop.forecast.Prediction;
import org.isoflop.formula.Spelling;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Interval;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop predict FIT N=70e9 D=1.4e12}: what loss, with what interval. */
@Command(
        name = "predict",
        header = "Predict with a fit, or with a published law.",
        description = {
            "",
            "The interval is for one new run: it knows the spread of the parameters and of",
            "runs around the law, but not that the law may be wrong beyond your runs.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  isoflop predict runs.fit.json N=70B D=1.4T",
            "  isoflop predict chinchilla-besiroglu-2024 N=70e9 D=1.4e12",
            "  isoflop predict runs.fit.json --at planned.csv -o predicted.csv"
        })
final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FIT", description = "A file of fit --save, or a law of the catalogue.")
    private String fit = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME=VALUE", description = "Where to predict.")
    private List<String> point = List.of();

    @Option(names = "--at", paramLabel = "TABLE", description = "Predict for every row of a table.")
    private @Nullable String at;

    @Option(names = "--map", paramLabel = "N=COLUMN,…", description = "Name the columns of --at.")
    private List<String> map = List.of();

    @Option(names = "--level", paramLabel = "SHARE", description = "Level of the intervals (default: that of the fit).")
    private @Nullable Double level;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the table of --at with the columns predicted, low and high (CSV or TSV).")
    private @Nullable Path output;

    @Option(names = "--force", description = "Overwrite the file of -o.")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, String> values = Call.check(spec, () -> Assignments.texts("the place", point));
        if (values.isEmpty() == (at == null)) {
            throw Call.wrong(spec, "say where: NAME=VALUE …, or a table with --at");
        }
        if (output != null && at == null) {
            throw Call.wrong(spec, "-o goes with --at");
        }
        if (level != null && !(level > 0 && level < 1)) {
            throw Call.wrong(spec, "--level lies between 0 and 1, not at " + level);
        }
        if (output != null) {
            OutputFile.checkWritable(output, force);
        }
        if (at == null) {
            predictPoint(values);
        } else {
            predictTable(at);
        }
        spec.commandLine().getOut().flush();
        return Isoflop.DONE;
    }

    private Oracle oracle(Map<String, String> choice) {
        Path file = Path.of(fit);
        boolean isFile = Files.exists(file) || fit.endsWith(".json") || fit.contains("/");
        return isFile
                ? Oracle.ofFile(file, choice, Optional.ofNullable(level))
                : Oracle.ofCatalogue(fit, Optional.ofNullable(level));
    }

    private void predictPoint(Map<String, String> values) {
        Oracle oracle = oracle(values);
        List<String> variables = oracle.model().variables();
        double[][] columns = new double[variables.size()][1];
        var rest = new LinkedHashMap<>(values);
        oracle.groupedBy().ifPresent(rest::remove);
        for (int j = 0; j < columns.length; j++) {
            String name = variables.get(j);
            String text = rest.remove(name);
            if (text == null) {
                throw Call.wrong(spec, "%s needs %s: add %s=…".formatted(oracle.name(), name, name));
            }
            columns[j][0] = Call.check(spec, () -> Assignments.number("the place", name, text));
        }
        rest.keySet().stream().findFirst().ifPresent(unknown -> {
            throw Call.wrong(
                    spec,
                    "%s does not read %s; it reads %s%s"
                            .formatted(
                                    oracle.name(),
                                    unknown,
                                    String.join(", ", variables),
                                    Spelling.nearest(unknown, variables)
                                            .map(near -> ": did you mean " + near + "?")
                                            .orElse("")));
        });
        Prediction prediction = oracle.forecast().at(columns, 1).getFirst();
        if (!Double.isFinite(prediction.estimate())) {
            throw new InputException(
                    "%s is not defined at %s".formatted(oracle.name(), String.join(" ", point)),
                    "Check the values: counts must be positive.");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode node = prediction(prediction);
            ObjectNode place = node.putObject("at");
            for (int j = 0; j < columns.length; j++) {
                place.put(variables.get(j), columns[j][0]);
            }
            out.print(FitJson.text(finish(node, oracle, oracle.beyond(columns, 1))));
        } else {
            out.print(new PredictionText(Style.ofTerminal(), oracle).point(columns, prediction));
        }
    }

    private void predictTable(String table) {
        Map<String, String> names = Call.check(spec, () -> Assignments.texts("--map", map));
        Runs runs = new RunsQuery(List.of(table), Optional.empty(), names, Map.of(), List.of())
                .read()
                .runs();
        Oracle oracle = oracle(Map.of());
        double[][] columns =
                oracle.model().variables().stream().map(runs::numbers).toArray(double[][]::new);
        requireDefined(runs, oracle, columns);
        List<Prediction> predictions = oracle.forecast().at(columns, runs.size());
        if (output != null) {
            TableWriter.write(withPredictions(runs, predictions), output);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            ArrayNode list = node.putArray("predictions");
            predictions.forEach(p -> list.add(prediction(p)));
            out.print(FitJson.text(finish(node, oracle, oracle.beyond(columns, runs.size()))));
        } else {
            out.print(new PredictionText(Style.ofTerminal(), oracle)
                    .table(runs, columns, predictions, Optional.ofNullable(output)));
        }
    }

    private static void requireDefined(Runs runs, Oracle oracle, double[][] columns) {
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < runs.size(); i++) {
                if (!Double.isFinite(columns[j][i])) {
                    throw new InputException(
                            "%s: %s is missing or not a number"
                                    .formatted(
                                            runs.origin().place(i),
                                            oracle.model().variables().get(j)),
                            "Fill it in, or take the row out.");
                }
            }
        }
    }

    private static Runs withPredictions(Runs runs, List<Prediction> predictions) {
        var columns = new ArrayList<>(runs.columns());
        columns.removeIf(c -> List.of("predicted", "low", "high").contains(c.name()));
        columns.add(new Column.Numbers(
                "predicted", predictions.stream().mapToDouble(Prediction::estimate).toArray()));
        if (predictions.stream().allMatch(p -> p.run().isPresent())) {
            columns.add(new Column.Numbers(
                    "low",
                    predictions.stream().mapToDouble(p -> p.run().orElseThrow().low()).toArray()));
            columns.add(new Column.Numbers(
                    "high",
                    predictions.stream().mapToDouble(p -> p.run().orElseThrow().high()).toArray()));
        }
        return Runs.of(columns, Origin.of(runs.origin().summary()));
    }

    private static ObjectNode prediction(Prediction prediction) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        FitJson.number(node, "estimate", prediction.estimate());
        prediction.run().ifPresent(interval -> ends(node, interval));
        prediction.curve().ifPresent(interval -> ends(node.putObject("curve"), interval));
        return node;
    }

    private static void ends(ObjectNode node, Interval interval) {
        FitJson.number(FitJson.number(node, "low", interval.low()), "high", interval.high());
    }

    private static ObjectNode finish(ObjectNode node, Oracle oracle, List<org.isoflop.forecast.Objection> warnings) {
        node.put("law", oracle.model().law().id());
        node.put("formula", oracle.model().law().formula().equation());
        node.put("level", oracle.forecast().level());
        node.set("warnings", FitJson.warnings(warnings));
        return node.put("version", Version.current());
    }
}
