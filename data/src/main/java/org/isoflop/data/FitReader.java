package org.isoflop.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.fit.Diagnostics;
import org.isoflop.fit.Fit;
import org.isoflop.fit.FreeDirection;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Stop;
import org.isoflop.forecast.Objection;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Interval;
import org.isoflop.uncertainty.Intervals;
import org.isoflop.uncertainty.Resampling;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a file that {@link FitJson} wrote. Such files are edited, cut off and mistaken for others, so nothing in them is
 * taken for granted: whatever does not fit together is an error that names the file and the place.
 */
final class FitReader {
    private final Path path;
    private final SavedJson json;
    private final LawReader laws;
    private final OutlookReader outlooks;

    FitReader(Path path) {
        this.path = path;
        json = new SavedJson(path);
        laws = new LawReader(json);
        outlooks = new OutlookReader(json, laws);
    }

    /** @throws InputException if the file cannot be read, is no fit, or one of another version */
    FitFile read() {
        JsonNode root = root();
        try {
            if (!root.has("groups")) {
                return new FitFile(Optional.empty(), List.of(document(root)));
            }
            List<FitDocument> documents =
                    SavedJson.elements(root.get("groups")).map(this::document).toList();
            if (documents.isEmpty()) {
                throw json.broken("it has no group");
            }
            List<String> shared = root.has("shared")
                    ? SavedJson.elements(root.get("shared"))
                            .map(JsonNode::asString)
                            .toList()
                    : List.of();
            return new FitFile(Optional.of(json.text(root, "groupedBy")), shared, documents);
        } catch (JacksonException | IllegalArgumentException e) {
            // A value of another type, or one that a record refuses.
            throw json.broken(e instanceof JacksonException jackson ? jackson.getOriginalMessage() : e.getMessage());
        }
    }

    private JsonNode root() {
        InputFile file = new InputFile(path.toString(), WorkingFolder.at(path)).checked();
        try {
            JsonNode root = JsonMapper.builder().build().readTree(file.path().toFile());
            if (!root.isObject()) {
                String found = root.isMissingNode() ? " is empty" : " is not a fit: it holds no JSON object";
                throw new InputException(path + found, SavedJson.MAKE_ONE);
            }
            return root;
        } catch (UnexpectedEndOfInputException e) {
            throw new InputException(path + place(e) + ": ends in the middle of its JSON", SavedJson.MAKE_ONE);
        } catch (JacksonException e) {
            throw new InputException(path + place(e) + ": is not JSON; a fit that was saved is", SavedJson.MAKE_ONE);
        }
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
    }

    private FitDocument document(JsonNode node) {
        JsonNode saved = json.member(node, "saved");
        requireFormat(node, saved);
        JsonNode bootstrap = json.member(node, "bootstrap");
        JsonNode data = json.member(node, "data");
        Fit fit = fit(node, saved);
        Draws draws = draws(saved, fit.theta().length);
        double level = json.member(node, "level").asDouble();
        return new FitDocument(
                Optional.ofNullable(node.get("group")).map(JsonNode::asString),
                fit,
                draws,
                level,
                json.member(bootstrap, "resamples").asInt(),
                json.member(bootstrap, "seed").asLong(),
                json.text(bootstrap, "unit"),
                json.text(data, "source"),
                Optional.ofNullable(data.get("sha256")).map(JsonNode::asString),
                SavedJson.texts(saved.get("command")),
                objections(json.member(node, "warnings")),
                json.text(node, "version"),
                Resampling.labelled(bootstrap.path("resample").asString(Resampling.PAIRS.label())),
                intervals(node, fit.model(), draws, level),
                Optional.ofNullable(saved.get("outlook")).map(outlooks::read),
                Optional.ofNullable(saved.get("runs")).map(runs -> runs(runs, fit)));
    }

    /** Intervals as the fit gave them; files of older versions have percentiles. */
    private Intervals intervals(JsonNode node, Model model, Draws draws, double level) {
        var percentiles = new Intervals.Percentile(draws);
        String kind = node.path("interval").asString(percentiles.label());
        if (kind.equals(percentiles.label())) {
            return percentiles;
        }
        JsonNode parameters = json.member(node, "parameters");
        return new Intervals.Kept(
                kind,
                model.parameters().stream()
                        .map(parameter -> interval(json.member(parameters, parameter.name()), level))
                        .toList(),
                draws);
    }

    /** An end that is open was written as {@code null}. */
    private static Optional<Interval> interval(JsonNode node, double level) {
        if (!node.has("low") || !node.has("high")) {
            return Optional.empty();
        }
        double low = SavedJson.number(node.get("low"));
        double high = SavedJson.number(node.get("high"));
        return Optional.of(new Interval(
                Double.isNaN(low) ? Double.NEGATIVE_INFINITY : low,
                Double.isNaN(high) ? Double.POSITIVE_INFINITY : high,
                level));
    }

    /** Files of older versions have none. */
    private Runs runs(JsonNode node, Fit fit) {
        Runs runs = SavedRuns.read(node);
        if (runs.size() != fit.rows()) {
            throw json.broken("it has %d runs of the %d that were fitted".formatted(runs.size(), fit.rows()));
        }
        json.understood(() -> Sample.of(fit.model(), runs));
        return runs;
    }

    private void requireFormat(JsonNode node, JsonNode saved) {
        int format = json.member(saved, "format").asInt();
        if (format != FitJson.FORMAT) {
            List<String> command = SavedJson.texts(saved.get("command"));
            throw new InputException(
                    "%s was written by Isoflop %s in format %d; this one reads format %d"
                            .formatted(
                                    path,
                                    node.path("version").asString("of an unknown version"),
                                    format,
                                    FitJson.FORMAT),
                    command.isEmpty() ? SavedJson.MAKE_ONE : "Make it again: isoflop " + Shell.line(command));
        }
    }

    private Fit fit(JsonNode node, JsonNode saved) {
        Law law = laws.read(node, saved);
        Set<String> columns = laws.columns(saved, law);
        Model model = json.understood(() -> Model.of(law, columns));
        String objective = json.text(saved, "objective");
        double[] theta = SavedJson.doubles(json.member(saved, "theta"));
        double[] standardErrors = SavedJson.doubles(json.member(saved, "standardErrors"));
        json.requireLength(theta, model.parameters().size(), "estimates");
        json.requireLength(standardErrors, model.parameters().size(), "standard errors");
        if (!Arrays.stream(theta).allMatch(Double::isFinite)) {
            throw json.broken("an estimate is not a number");
        }
        return new Fit(
                model,
                json.understood(() -> Objective.parse(objective)),
                theta,
                SavedJson.number(json.member(node, "objective").path("value")),
                standardErrors,
                json.member(node, "rows").asInt(),
                SavedJson.doubles(json.member(saved, "residuals")),
                SavedJson.elements(json.member(saved, "ranges"))
                        .map(r -> new Fit.Range(
                                json.text(r, "column"),
                                SavedJson.number(r.path("low")),
                                SavedJson.number(r.path("high"))))
                        .toList(),
                diagnostics(json.member(node, "diagnostics"), saved, model));
    }

    private Diagnostics diagnostics(JsonNode node, JsonNode saved, Model model) {
        boolean converged = node.path("converged").asBoolean(false);
        return new Diagnostics(
                converged ? new Stop.Converged(0) : new Stop.Stalled(Double.NaN),
                node.path("scanned").asInt(0),
                node.path("starts").asInt(0),
                node.path("agreeing").asInt(0),
                node.path("evaluations").asLong(0),
                SavedJson.number(node.path("conditionNumber")),
                SavedJson.texts(node.get("atBound")),
                free(node.path("free"), saved.path("free"), model));
    }

    /**
     * @param told the parts of each direction that are told
     * @param whole each direction with all its parts; files of older versions have none
     */
    private List<FreeDirection> free(JsonNode told, JsonNode whole, Model model) {
        var directions = new ArrayList<FreeDirection>();
        for (int k = 0; k < told.size(); k++) {
            var moves = new LinkedHashMap<String, Double>();
            told.get(k).properties().forEach(move -> moves.put(move.getKey(), SavedJson.number(move.getValue())));
            double[] along = whole.has(k)
                    ? SavedJson.doubles(whole.get(k))
                    : model.parameters().stream()
                            .mapToDouble(parameter -> moves.getOrDefault(parameter.name(), 0.0))
                            .toArray();
            json.requireLength(along, model.parameters().size(), "numbers in a free direction");
            directions.add(new FreeDirection(moves, Arrays.stream(along).boxed().toList()));
        }
        return directions;
    }

    private Draws draws(JsonNode saved, int parameters) {
        List<double[]> theta = SavedJson.elements(json.member(saved, "draws"))
                .map(SavedJson::doubles)
                .toList();
        theta.forEach(draw -> json.requireLength(draw, parameters, "numbers in a draw"));
        return new Draws(theta, json.member(saved, "failed").asInt(), 0, 0);
    }

    private List<Objection> objections(JsonNode node) {
        return SavedJson.elements(node)
                .map(item -> new Objection(json.text(item, "code"), json.text(item, "message")))
                .toList();
    }
}
