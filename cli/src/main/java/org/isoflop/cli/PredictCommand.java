package org.isoflop.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.data.OutputFile;
import org.isoflop.data.RunsQuery;
import org.isoflop.data.TableWriter;
import org.isoflop.forecast.Prediction;
import org.isoflop.formula.Spelling;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code isoflop predict FIT N=70e9 D=1.4e12}: what loss, with what interval. */
@Command(
        name = "predict",
        header = "Predict with a fit, or with a published law.",
        customSynopsis = {
            "isoflop predict FIT NAME=VALUE... [options]",
            "       isoflop predict FIT --at TABLE [options]"
        },
        description = {
            "A fit that was saved knows from back-tests how far to trust it: its calibrated",
            "interval is the one to believe. The plain one takes the law for right: it knows",
            "the spread of the parameters and of runs around the law, and nothing else."
        },
        footer = {
            "  isoflop predict runs.fit.json N=70B D=1.4T",
            "  isoflop predict chinchilla-besiroglu-2024 N=70e9 D=1.4e12",
            "  isoflop predict runs.fit.json --at planned.csv -o predicted.csv"
        })
final class PredictCommand extends CliCommand {
    private static final String PLACE = "the place";

    @Parameters(index = "0", paramLabel = "FIT", description = "A file of fit --save, or a law of the catalogue.")
    private String fit = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "NAME=VALUE",
            description = "Where to predict, a value for every column that the law reads.")
    private List<String> point = List.of();

    @Option(names = "--at", paramLabel = "TABLE", description = "Predict for every row of a table.")
    private @Nullable String at;

    @Option(names = "--map", paramLabel = "N=params,…", description = "Name the columns of --at.")
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
        Map<String, String> place = Call.check(spec, () -> Assignments.texts(PLACE, point));
        requireOneQuestion(place);
        if (level != null) {
            double given = level;
            Call.check(spec, () -> Call.requireLevel(given));
        }
        if (output != null) {
            OutputFile.checkWritable(output, force);
        }
        return answer(at == null ? atPoint(place) : atRows(at, place));
    }

    private void requireOneQuestion(Map<String, String> place) {
        String example = "For example isoflop predict %s N=70B D=1.4T.".formatted(fit);
        if (place.isEmpty() && at == null) {
            throw Call.wrong(spec, "where? Give NAME=VALUE for a place, or a table with --at", example);
        }
        if (output != null && at == null) {
            throw Call.wrong(spec, "-o writes the table of --at, and there is none", "Leave -o out, or name a table.");
        }
    }

    /** @param place chooses among the fits of a file with several */
    private Oracle oracle(Map<String, String> place) {
        Path file = Path.of(fit);
        boolean isFile = Files.exists(file) || fit.contains(".") || fit.contains("/");
        return isFile
                ? Oracle.ofFile(file, place, Optional.ofNullable(level))
                : Call.check(spec, () -> Oracle.ofCatalogue(fit, Optional.ofNullable(level)));
    }

    private String atPoint(Map<String, String> place) {
        Oracle oracle = oracle(place);
        double[][] columns = values(oracle, place);
        Prediction prediction = predictions(oracle, columns, 1, row -> "").getFirst();
        return json
                ? new PredictionJson(oracle).point(columns, prediction)
                : new PredictionText(Style.ofTerminal(), oracle).point(columns, prediction);
    }

    /** For each variable of the law its value. */
    private double[][] values(Oracle oracle, Map<String, String> place) {
        List<String> variables = oracle.variables();
        var rest = new LinkedHashMap<>(place);
        oracle.groupedBy().ifPresent(rest::remove);
        double[][] columns = new double[variables.size()][1];
        for (int j = 0; j < columns.length; j++) {
            String name = variables.get(j);
            String text = rest.remove(name);
            if (text == null) {
                throw Call.wrong(spec, "%s needs %s".formatted(oracle.name(), name), "Add %s=….".formatted(name));
            }
            columns[j][0] = Call.check(spec, () -> Assignments.number(PLACE, name, text));
        }
        rest.keySet().stream().findFirst().ifPresent(unknown -> refuse(unknown, oracle));
        return columns;
    }

    private void refuse(String unknown, Oracle oracle) {
        List<String> variables = oracle.variables();
        throw Call.wrong(
                spec,
                "%s does not read %s; it reads %s".formatted(oracle.name(), unknown, String.join(", ", variables)),
                Spelling.nearest(unknown, variables)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("Leave it out."));
    }

    private String atRows(String table, Map<String, String> place) {
        Map<String, String> names = Call.check(spec, () -> Assignments.texts("--map", map));
        Runs runs = new RunsQuery(List.of(table), Optional.empty(), names, Map.of(), List.of())
                .read()
                .runs();
        Oracle oracle = oracle(place);
        oracle.groupedBy().ifPresentOrElse(column -> requireOnly(place, column), () -> requireOnly(place, ""));
        double[][] columns = oracle.variables().stream().map(runs::numbers).toArray(double[][]::new);
        requireGiven(runs, oracle.variables(), columns);
        List<Prediction> predictions =
                predictions(oracle, columns, runs.size(), row -> runs.origin().place(row) + ": ");
        Path file = output;
        if (file != null) {
            TableWriter.write(PredictionTable.of(runs, predictions), file);
        }
        return json
                ? new PredictionJson(oracle).table(columns, predictions)
                : new PredictionText(Style.ofTerminal(), oracle).table(columns, predictions, Optional.ofNullable(file));
    }

    /** Beside a table only a group can be chosen. */
    private void requireOnly(Map<String, String> place, String group) {
        place.keySet().stream().filter(name -> !name.equals(group)).findFirst().ifPresent(name -> {
            throw Call.wrong(spec, "%s is given beside the table of --at".formatted(name), "Give one of them.");
        });
    }

    private static void requireGiven(Runs runs, List<String> names, double[][] columns) {
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < runs.size(); i++) {
                if (!Double.isFinite(columns[j][i])) {
                    throw new InputException(
                            "%s: %s is missing or not a number"
                                    .formatted(runs.origin().place(i), names.get(j)),
                            "Fill it in, or take the row out.");
                }
            }
        }
    }

    /** @throws InputException if the law is not defined somewhere */
    private static List<Prediction> predictions(
            Oracle oracle, double[][] columns, int rows, IntFunction<String> place) {
        List<String> variables = oracle.variables();
        Runs places = Runs.of(
                IntStream.range(0, columns.length)
                        .mapToObj(j -> new Column.Numbers(variables.get(j), columns[j]))
                        .toList(),
                Origin.of(PLACE));
        List<Prediction> predictions = oracle.predictions(places);
        for (int i = 0; i < rows; i++) {
            if (!Double.isFinite(predictions.get(i).estimate())) {
                List<String> names = variables;
                int row = i;
                String values = String.join(
                        ", ",
                        IntStream.range(0, columns.length)
                                .mapToObj(j -> names.get(j) + " = " + Figures.value(names.get(j), columns[j][row]))
                                .toList());
                throw new InputException(
                        "%s%s is not defined at %s".formatted(place.apply(i), oracle.name(), values),
                        "Check the values: counts must be positive.");
            }
        }
        return predictions;
    }
}
