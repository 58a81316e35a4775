package org.isoflop.cli;

import java.nio.file.Path;
import java.util.Arrays;
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
import org.isoflop.forecast.Score;
import org.isoflop.formula.Spelling;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.isoflop.schedule.Schedule;
import org.isoflop.schedule.ScheduleColumns;
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
            "       isoflop predict FIT --at TABLE [options]",
            "       isoflop predict FIT --schedule TEXT [NAME=VALUE...] [options]"
        },
        description = {
            "A fit that was saved knows from back-tests how far to trust it: its calibrated",
            "interval is the one to believe. The plain one takes the law for right: it knows",
            "the spread of the parameters and of runs around the law, and nothing else."
        },
        footer = {
            "  isoflop predict runs.fit.json N=70B D=1.4T",
            "  isoflop predict chinchilla-besiroglu-2024 N=70e9 D=1.4e12",
            "  isoflop predict runs.fit.json --at planned.csv -o predicted.csv",
            "  isoflop predict runs.fit.json --at all.csv --where \"split == 'test'\"",
            "  isoflop predict multi-power-law-2025 --schedule \"wsd: peak=3e-4 warmup=2160",
            "      decay-start=20000 total=24000 end=3e-5\""
        })
final class PredictCommand extends CliCommand {
    private static final String PLACE = "the place";

    private static final int SHOWN_STEPS = 12;

    private static final int WRITTEN_STEPS = 1000;

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

    @Option(
            names = "--let",
            paramLabel = "FORMULA",
            description = "Add a column to the table of --at: --let \"D = C/(6*N)\". May be repeated.")
    private List<String> lets = List.of();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Keep rows of the table of --at: --where \"D/N >= 1\". May be repeated.")
    private List<String> filters = List.of();

    @Option(
            names = "--schedule",
            paramLabel = "TEXT",
            description = "The curve along a learning-rate schedule: constant, cosine, wsd_linear (or wsd), "
                    + "wsd_exponential, two_stage; then peak, warmup, decay-start, total, end.")
    private @Nullable String schedule;

    @Option(
            names = "--steps",
            paramLabel = "K,…",
            split = ",",
            description = "At which steps of --schedule (default: twelve; a thousand with -o).")
    private List<Integer> steps = List.of();

    @Option(names = "--level", paramLabel = "SHARE", description = "Level of the intervals (default: that of the fit).")
    private @Nullable Double level;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the table of --at, or the curve of --schedule, with the columns predicted, low and "
                    + "high (CSV or TSV).")
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
        if (schedule != null) {
            return answer(alongSchedule(schedule, place));
        }
        return answer(at == null ? atPoint(place) : atRows(at, place));
    }

    private void requireOneQuestion(Map<String, String> place) {
        String example = "For example isoflop predict %s N=70B D=1.4T.".formatted(fit);
        if (schedule != null && at != null) {
            throw Call.wrong(spec, "--schedule and --at exclude each other", "Give one of them.");
        }
        if (place.isEmpty() && at == null && schedule == null) {
            throw Call.wrong(spec, "where? Give NAME=VALUE for a place, or a table with --at", example);
        }
        if (output != null && at == null && schedule == null) {
            throw Call.wrong(spec, "-o writes the table of --at, and there is none", "Leave -o out, or name a table.");
        }
        if (at == null && !(filters.isEmpty() && lets.isEmpty())) {
            throw Call.wrong(spec, "--where and --let speak of the table of --at, and there is none", "Name a table.");
        }
        if (schedule == null && !steps.isEmpty()) {
            throw Call.wrong(spec, "--steps are those of --schedule, and there is none", "Describe one.");
        }
    }

    /** @param place chooses among the fits of a file with several */
    private Oracle oracle(Map<String, String> place) {
        return Oracle.of(spec, fit, place, Optional.ofNullable(level));
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
        RunsQuery query = Call.check(
                spec,
                () -> new RunsQuery(
                        List.of(table),
                        Optional.empty(),
                        Assignments.texts("--map", map),
                        RunsOptions.lets(lets),
                        filters.stream().map(RunsOptions::filter).toList()));
        Runs runs = query.read().runs();
        Oracle oracle = oracle(place);
        oracle.groupedBy().ifPresentOrElse(column -> requireOnly(place, column), () -> requireOnly(place, ""));
        if (Curves.needed(oracle.model().variables(), runs)) {
            runs = new Curves(query).completed(runs);
        }
        return ofTable(oracle, withResponse(oracle, runs, place));
    }

    /** Where the groups of a fit are responses, that of the chosen group: {@code loss_web} is its {@code loss}. */
    private static Runs withResponse(Oracle oracle, Runs runs, Map<String, String> place) {
        Optional<String> group = oracle.groupedBy().map(place::get);
        List<String> observed = oracle.model().observed();
        if (group.isEmpty()
                || observed.size() != 1
                || runs.column(observed.getFirst()).isPresent()) {
            return runs;
        }
        String base = observed.getFirst();
        return runs.column(base + "." + group.get())
                .or(() -> runs.column(base + "_" + group.get()))
                .map(column -> runs.with(column.named(base)))
                .orElse(runs);
    }

    /** The curve along a schedule; what else the law reads stays the same. */
    private String alongSchedule(String text, Map<String, String> place) {
        Oracle oracle = oracle(place);
        List<String> variables = oracle.model().variables();
        if (variables.stream().noneMatch(ScheduleColumns.names()::contains)) {
            throw Call.wrong(
                    spec,
                    "%s reads no schedule; it reads %s".formatted(oracle.name(), String.join(", ", variables)),
                    "'isoflop laws search schedule' lists the laws that do.");
        }
        Schedule along = Call.check(spec, () -> Schedule.parse(text));
        int[] chosen = Call.check(spec, () -> steps(along));
        Runs runs = ScheduleColumns.at(along, chosen);
        for (var entry : place.entrySet()) {
            double[] same = new double[chosen.length];
            Arrays.fill(same, Call.check(spec, () -> Assignments.number(PLACE, entry.getKey(), entry.getValue())));
            runs = runs.with(new Column.Numbers(entry.getKey(), same));
        }
        return ofTable(oracle, runs);
    }

    private int[] steps(Schedule along) {
        if (steps.isEmpty()) {
            int count = Math.min(output == null ? SHOWN_STEPS : WRITTEN_STEPS, along.total());
            return IntStream.rangeClosed(1, count)
                    .map(i -> (int) Math.round((double) i * along.total() / count))
                    .toArray();
        }
        for (int step : steps) {
            if (step < 1 || step > along.total()) {
                throw new InputException(
                        "--steps names %,d, and the schedule goes from 1 to %,d".formatted(step, along.total()),
                        "Choose among its steps.");
            }
        }
        return steps.stream().mapToInt(step -> step).toArray();
    }

    private String ofTable(Oracle oracle, Runs runs) {
        double[][] columns = oracle.variables().stream().map(runs::numbers).toArray(double[][]::new);
        requireGiven(runs, oracle.variables(), columns);
        List<Prediction> predictions =
                predictions(oracle, columns, runs.size(), row -> runs.origin().place(row) + ": ");
        Path file = output;
        if (file != null) {
            TableWriter.write(PredictionTable.of(Curves.withoutNodes(runs), predictions), file);
        }
        Optional<Score> score = score(oracle.model(), runs, predictions);
        return json
                ? new PredictionJson(oracle).table(columns, predictions, score)
                : new PredictionText(Style.ofTerminal(), oracle)
                        .table(runs, columns, predictions, score, Optional.ofNullable(file));
    }

    /** Where the table has what the law describes, how well it was met. */
    private static Optional<Score> score(Model model, Runs runs, List<Prediction> predictions) {
        if (!runs.numberNames().containsAll(model.observed())) {
            return Optional.empty();
        }
        double[] predicted =
                predictions.stream().mapToDouble(Prediction::estimate).toArray();
        Score score = Score.of(predicted, Sample.of(model, runs).response());
        return score.rows() < 2 ? Optional.empty() : Optional.of(score);
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
