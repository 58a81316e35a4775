package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Coefficients;
import org.isoflop.catalogue.Entry;
import org.isoflop.data.FitDocument;
import org.isoflop.data.FitFile;
import org.isoflop.data.FitJson;
import org.isoflop.data.Shell;
import org.isoflop.data.WorkingFolder;
import org.isoflop.fit.Fit;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Calibration;
import org.isoflop.forecast.Forecast;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Outlook;
import org.isoflop.forecast.Prediction;
import org.isoflop.formula.Spelling;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;
import org.isoflop.schedule.ScheduleColumns;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Intervals;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What can be asked for a prediction: a fit from a file, or a published law with its coefficients.
 *
 * @param name how it is called in messages
 * @param origin where it comes from, for a person
 * @param forecast predicts
 * @param ranges where its runs lay
 * @param groupedBy the column that chose among the fits of a file
 * @param outlook what back-tests made of its forecasts, if anything
 * @param kind of the intervals that a fit came with; empty for a published law
 * @param fit the fit itself; empty for a published law
 */
record Oracle(
        String name,
        String origin,
        Forecast forecast,
        List<Fit.Range> ranges,
        Optional<String> groupedBy,
        Optional<Outlook> outlook,
        Optional<String> kind,
        Optional<Fit> fit) {
    private static final int SHOWN = 6;

    private static final double USUAL_LEVEL = 0.9;

    Model model() {
        return forecast.model();
    }

    /**
     * A file of a fit, or a law of the catalogue.
     *
     * @param text what the call names
     * @param choice for a file with a fit per group, the text of the group by its column
     */
    static Oracle of(CommandSpec spec, String text, Map<String, String> choice, Optional<Double> level) {
        Path file = Path.of(text);
        boolean isFile = WorkingFolder.isThere(text) || text.contains(".") || text.contains("/");
        return isFile ? ofFile(file, choice, level) : Call.check(spec, () -> ofCatalogue(text, level));
    }

    /**
     * A fit that was saved.
     *
     * @param choice for a file with a fit per group, the text of the group by its column
     * @param level of the intervals, if not that of the fit
     */
    static Oracle ofFile(Path path, Map<String, String> choice, Optional<Double> level) {
        FitFile file = FitJson.read(path);
        FitDocument document = document(path, file, choice);
        Fit fit = document.fit();
        var forecast = new Forecast(
                fit.model(),
                fit.theta(),
                document.draws(),
                fit.residuals(),
                fit.objective().logarithmic(),
                level.orElse(document.level()));
        Optional<Outlook> outlook =
                document.outlook().filter(o -> o.calibration().isPresent());
        String group = document.group().map(g -> " (" + g + ")").orElse("");
        String origin = "%s%s fitted to %s of %s"
                .formatted(
                        fit.model().law().id(),
                        group,
                        Page.count(fit.rows(), "run", "runs"),
                        Page.fileName(document.source()));
        String laws = outlook.filter(o -> o.members().size() > 1)
                .map(o -> ", with " + Page.count(o.members().size() - 1L, "other law", "other laws"))
                .orElse("");
        return new Oracle(
                path.toString(),
                origin + laws,
                forecast,
                fit.ranges(),
                file.groupedBy(),
                outlook,
                Optional.of(document.intervals().label()),
                Optional.of(fit));
    }

    /**
     * A fit of a file.
     *
     * @param choice for a file with a fit per group, the text of the group by its column
     */
    static FitDocument document(Path path, Map<String, String> choice) {
        return document(path, FitJson.read(path), choice);
    }

    private static FitDocument document(Path path, FitFile file, Map<String, String> choice) {
        return file.groupedBy()
                .map(column -> chosen(path, file, column, choice))
                .orElseGet(() -> file.documents().getFirst());
    }

    private static FitDocument chosen(Path path, FitFile file, String column, Map<String, String> choice) {
        List<String> groups = file.documents().stream().map(GroupTable::name).toList();
        String some = String.join(", ", groups.subList(0, Math.min(SHOWN, groups.size())))
                + (groups.size() > SHOWN ? ", …" : "");
        String wanted = choice.get(column);
        if (wanted == null) {
            throw new InputException(
                    "%s holds a fit for every %s: %s".formatted(path, column, some),
                    "Choose one: " + Shell.quoted(column + "=" + groups.getFirst()));
        }
        return file.group(wanted)
                .orElseThrow(() -> new InputException(
                        "%s has no fit for %s=%s; it has %s".formatted(path, column, wanted, some),
                        Spelling.nearest(wanted, groups)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("")));
    }

    /** A published law; {@code parscale-2025:pile} chooses among its sets of coefficients. */
    static Oracle ofCatalogue(String id, Optional<Double> level) {
        Entry entry = Catalogue.builtIn().entry(id);
        Coefficients published = entry.chosen()
                .orElseThrow(() -> new InputException(
                        entry.id() + " is a form without published coefficients",
                        "Fit it first: isoflop fit RUNS --law " + entry.id() + " --save FILE."));
        Law law = entry.law();
        Model model = Model.of(law, Curves.columns(law));
        String set = entry.coefficients().size() > 1 ? " (" + published.name() + ")" : "";
        String origin = entry.title() + set + ", " + entry.source().citation();
        var ranges = new ArrayList<Fit.Range>();
        entry.ranges().forEach((column, range) -> ranges.add(new Fit.Range(column, range.low(), range.high())));
        var forecast =
                new Forecast(model, published.theta(model), Draws.NONE, new double[0], true, level.orElse(USUAL_LEVEL));
        return new Oracle(
                id, origin, forecast, ranges, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The columns that a place must have: those of the law, or of all laws that speak, without what they tell. */
    List<String> variables() {
        var names = new LinkedHashSet<>(model().variables());
        outlook.filter(Outlook::leads).ifPresent(o -> names.addAll(o.variables()));
        if (names.containsAll(List.of("N", "D"))) {
            names.remove("C");
        }
        return List.copyOf(names);
    }

    /** Predictions for every row of a table with the columns of {@link #variables}. */
    List<Prediction> predictions(Runs places) {
        Runs complete = Axis.withCompute(places);
        double[][] columns = model().variables().stream().map(complete::numbers).toArray(double[][]::new);
        List<Prediction> plain = honest(forecast.at(columns, places.size()), columns);
        List<Outlook.Expected> expected = outlook.filter(o -> canTell(o, complete))
                .map(o -> o.at(complete, forecast.level()))
                .orElse(List.of());
        return expected.isEmpty()
                ? plain
                : IntStream.range(0, plain.size())
                        .mapToObj(i -> plain.get(i)
                                .calibrated(
                                        expected.get(i), outlook.orElseThrow().leads()))
                        .toList();
    }

    /** Where the runs do not determine what the law says, its draws know nothing of how far it may be off. */
    private List<Prediction> honest(List<Prediction> predictions, double[][] columns) {
        return IntStream.range(0, predictions.size())
                .mapToObj(i -> fit.flatMap(own -> own.freedomAt(Sample.row(columns, i)))
                        .map(direction -> predictions.get(i).undetermined(direction, forecast.level()))
                        .orElse(predictions.get(i)))
                .toList();
    }

    /** What to say where the runs leave open what the law expects. */
    List<Objection> undetermined(List<Prediction> predictions) {
        return predictions.stream()
                .flatMap(prediction -> prediction.free().stream())
                .limit(1)
                .map(direction -> new Objection(
                        "undetermined",
                        "the runs do not determine %s here: moving %s changes it, and none of the runs. Add runs that tell, or hold a parameter with fit --fix"
                                .formatted(model().response(), direction.describe())))
                .toList();
    }

    private static boolean canTell(Outlook outlook, Runs places) {
        try {
            outlook.axis().sizes(places);
            return true;
        } catch (InputException _) {
            return false;
        }
    }

    /** What to say about places that lie further beyond the runs than back-tests reached. */
    List<Objection> beyondTrials(List<Prediction> predictions) {
        double reached =
                outlook.flatMap(Outlook::calibration).map(Calibration::reached).orElse(Double.POSITIVE_INFINITY);
        double furthest = predictions.stream()
                .flatMap(p -> p.calibrated().stream())
                .mapToDouble(Outlook.Expected::reach)
                .max()
                .orElse(0);
        return furthest <= reached
                ? List.of()
                : List.of(new Objection(
                        "beyond-backtest",
                        "%s times beyond the largest run; back-tests reached %s times, and their widening is used as it was there"
                                .formatted(Magnitude.digits(furthest, 2), Magnitude.digits(reached, 2))));
    }

    /** The kind of intervals that the fit came with, where forecasts have others: percentiles of its draws. */
    Optional<String> otherKind() {
        return kind.filter(label -> !label.equals(new Intervals.Percentile(Draws.NONE).label()));
    }

    /** What to say about places that lie outside the runs. */
    List<Objection> beyond(double[][] columns) {
        var found = new ArrayList<Objection>();
        for (Fit.Range range : ranges) {
            int j = variables().indexOf(range.column());
            if (j >= 0 && !ScheduleColumns.isOfDrop(range.column())) {
                Fit.Range asked = Fit.Range.of(range.column(), columns[j]);
                if (asked.high() > range.high()) {
                    found.add(beyond(range.column(), asked.high() / range.high(), "the largest", range.high()));
                }
                if (asked.low() < range.low()) {
                    found.add(beyond(range.column(), asked.low() / range.low(), "the smallest", range.low()));
                }
            }
        }
        return found;
    }

    private static Objection beyond(String column, double factor, String which, double edge) {
        String times = factor > 0 && Double.isFinite(factor)
                ? "%s times %s".formatted(Magnitude.digits(factor, 2), which)
                : "beyond " + which;
        return new Objection(
                "beyond-runs", "%s is %s of the runs (%s)".formatted(column, times, Figures.value(column, edge)));
    }
}
