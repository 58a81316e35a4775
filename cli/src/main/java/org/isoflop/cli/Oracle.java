package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Coefficients;
import org.isoflop.catalogue.Entry;
import org.isoflop.data.FitDocument;
import org.isoflop.data.FitFile;
import org.isoflop.data.FitJson;
import org.isoflop.data.Shell;
import org.isoflop.fit.Fit;
import org.isoflop.forecast.Forecast;
import org.isoflop.forecast.Objection;
import org.isoflop.formula.Spelling;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.runs.Magnitude;
import org.isoflop.schedule.ScheduleColumns;
import org.isoflop.uncertainty.Draws;

/**
 * What can be asked for a prediction: a fit from a file, or a published law with its coefficients.
 *
 * @param name how it is called in messages
 * @param origin where it comes from, for a person
 * @param forecast predicts
 * @param ranges where its runs lay
 * @param groupedBy the column that chose among the fits of a file
 */
record Oracle(String name, String origin, Forecast forecast, List<Fit.Range> ranges, Optional<String> groupedBy) {
    private static final int SHOWN = 6;

    private static final double USUAL_LEVEL = 0.9;

    Model model() {
        return forecast.model();
    }

    /**
     * A fit that was saved.
     *
     * @param choice for a file with a fit per group, the text of the group by its column
     * @param level of the intervals, if not that of the fit
     */
    static Oracle ofFile(Path path, Map<String, String> choice, Optional<Double> level) {
        FitFile file = FitJson.read(path);
        FitDocument document = file.groupedBy()
                .map(column -> chosen(path, file, column, choice))
                .orElseGet(() -> file.documents().getFirst());
        Fit fit = document.fit();
        var forecast = new Forecast(
                fit.model(),
                fit.theta(),
                document.draws(),
                fit.residuals(),
                fit.objective().logarithmic(),
                level.orElse(document.level()));
        String group = document.group().map(g -> " (" + g + ")").orElse("");
        String origin = "%s%s fitted to %s of %s"
                .formatted(
                        fit.model().law().id(),
                        group,
                        Page.count(fit.rows(), "run", "runs"),
                        Page.fileName(document.source()));
        return new Oracle(path.toString(), origin, forecast, fit.ranges(), file.groupedBy());
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
        return new Oracle(id, origin, forecast, ranges, Optional.empty());
    }

    /** What to say about places that lie outside the runs. */
    List<Objection> beyond(double[][] columns) {
        var found = new ArrayList<Objection>();
        for (Fit.Range range : ranges) {
            int j = model().variables().indexOf(range.column());
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
