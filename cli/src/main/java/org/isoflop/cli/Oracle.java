package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
import org.isoflop.fit.Fit;
import org.isoflop.forecast.Forecast;
import org.isoflop.forecast.Objection;
import org.isoflop.formula.Spelling;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Variable;
import org.isoflop.runs.Magnitude;
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

    /** Beyond this many times the range of the runs a prediction deserves a word. */
    private static final double FAR = 1.0;

    Model model() {
        return forecast.model();
    }

    static Oracle ofFile(Path path, Map<String, String> choice, Optional<Double> level) {
        if (!java.nio.file.Files.isRegularFile(path)) {
            throw new InputException(
                    java.nio.file.Files.exists(path) ? path + " is not a file" : "there is no file " + path,
                    "Make a fit with isoflop fit RUNS --save " + path.getFileName() + ", or name a law of the catalogue.");
        }
        FitFile file = FitJson.read(path);
        FitDocument document = file.groupedBy().isEmpty()
                ? file.documents().getFirst()
                : chosen(path, file, choice);
        Fit fit = document.fit();
        var forecast = new Forecast(
                fit.model(),
                fit.theta(),
                document.draws(),
                fit.residuals(),
                fit.objective().logarithmic(),
                level.orElse(document.level()));
        String group = document.group().map(g -> " (" + g + ")").orElse("");
        String origin = "%s%s fitted to %,d runs of %s"
                .formatted(fit.model().law().id(), group, fit.rows(), Page.fileName(document.source()));
        return new Oracle(path.toString(), origin, forecast, fit.ranges(), file.groupedBy());
    }

    private static FitDocument chosen(Path path, FitFile file, Map<String, String> choice) {
        String column = file.groupedBy().orElseThrow();
        String wanted = choice.get(column);
        List<String> groups =
                file.documents().stream().map(d -> d.group().orElse("")).toList();
        String some = String.join(", ", groups.subList(0, Math.min(6, groups.size())));
        if (wanted == null) {
            throw new InputException(
                    "%s holds a fit for every %s: %s%s".formatted(path, column, some, groups.size() > 6 ? ", …" : ""),
                    "Choose one: " + column + "=" + groups.getFirst());
        }
        return file.group(wanted)
                .orElseThrow(() -> new InputException(
                        "%s has no fit for %s=%s; it has %s%s"
                                .formatted(path, column, wanted, some, groups.size() > 6 ? ", …" : ""),
                        Spelling.nearest(wanted, groups)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("")));
    }

    static Oracle ofCatalogue(String id, Optional<Double> level) {
        Entry entry = Catalogue.builtIn().entry(id);
        if (entry.coefficients().isEmpty()) {
            throw new InputException(
                    entry.id() + " is a form without published coefficients",
                    "Fit it first: isoflop fit RUNS --law " + entry.id() + " --save FILE.");
        }
        Coefficients published = entry.chosen().orElseThrow();
        Law law = entry.law();
        var names = new LinkedHashSet<>(law.variables().stream().map(Variable::name).toList());
        law.formula().response().ifPresent(response -> names.add(response.toString()));
        Model model = Model.of(law, names);
        double[] theta = published.theta(model);
        var ranges = new ArrayList<Fit.Range>();
        entry.ranges().forEach((column, range) -> ranges.add(new Fit.Range(column, range.low(), range.high())));
        String set = entry.coefficients().size() > 1 ? " (" + published.name() + ")" : "";
        String origin = entry.title() + set + ", " + entry.source().citation();
        var forecast = new Forecast(model, theta, Draws.NONE, new double[0], true, level.orElse(0.9));
        return new Oracle(id, origin, forecast, ranges, Optional.empty());
    }

    /** What to say about places that lie outside the runs. */
    List<Objection> beyond(double[][] columns, int rows) {
        var found = new ArrayList<Objection>();
        for (Fit.Range range : ranges) {
            int j = model().variables().indexOf(range.column());
            if (j < 0) {
                continue;
            }
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < rows; i++) {
                low = Math.min(low, columns[j][i]);
                high = Math.max(high, columns[j][i]);
            }
            if (high > range.high() * FAR) {
                found.add(beyond(range.column(), high / range.high(), "the largest", range.high()));
            }
            if (low < range.low() / FAR) {
                found.add(beyond(range.column(), range.low() / low, "below the smallest", range.low()));
            }
        }
        return found;
    }

    private static Objection beyond(String column, double factor, String which, double edge) {
        String times = Magnitude.digits(factor, 2) + " times ";
        return new Objection(
                "beyond-runs",
                "%s is %s%s of the runs (%s)".formatted(column, times, which, Magnitude.count(edge)));
    }
}
