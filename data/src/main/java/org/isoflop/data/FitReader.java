package org.isoflop.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.isoflop.InputException;
import org.isoflop.fit.Diagnostics;
import org.isoflop.fit.Fit;
import org.isoflop.fit.FreeDirection;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Stop;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Calibration;
import org.isoflop.forecast.Member;
import org.isoflop.forecast.Noise;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Outlook;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Prior;
import org.isoflop.law.Sample;
import org.isoflop.law.Variable;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Interval;
import org.isoflop.uncertainty.Intervals;
import org.isoflop.uncertainty.Resampling;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a file that {@link FitJson} wrote. Such files are edited, cut off and mistaken for others, so nothing in them is
 * taken for granted: whatever does not fit together is an error that names the file and the place.
 *
 * @param path the file
 */
record FitReader(Path path) {

    /** @throws InputException if the file cannot be read, is no fit, or one of another version */
    FitFile read() {
        JsonNode root = root();
        try {
            if (!root.has("groups")) {
                return new FitFile(Optional.empty(), List.of(document(root)));
            }
            List<FitDocument> documents =
                    elements(root.get("groups")).map(this::document).toList();
            if (documents.isEmpty()) {
                throw broken("it has no group");
            }
            List<String> shared = root.has("shared")
                    ? elements(root.get("shared")).map(JsonNode::asString).toList()
                    : List.of();
            return new FitFile(Optional.of(text(root, "groupedBy")), shared, documents);
        } catch (JacksonException | IllegalArgumentException e) {
            // A value of another type, or one that a record refuses.
            throw broken(e instanceof JacksonException jackson ? jackson.getOriginalMessage() : e.getMessage());
        }
    }

    private JsonNode root() {
        InputFile file = new InputFile(path.toString(), WorkingFolder.at(path)).checked();
        try {
            JsonNode root = JsonMapper.builder().build().readTree(file.path().toFile());
            if (!root.isObject()) {
                String found = root.isMissingNode() ? " is empty" : " is not a fit: it holds no JSON object";
                throw new InputException(path + found, makeOne());
            }
            return root;
        } catch (UnexpectedEndOfInputException e) {
            throw new InputException(path + place(e) + ": ends in the middle of its JSON", makeOne());
        } catch (JacksonException e) {
            throw new InputException(path + place(e) + ": is not JSON; a fit that was saved is", makeOne());
        }
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
    }

    private static String makeOne() {
        return "Make a fit with isoflop fit RUNS --save FILE.";
    }

    private InputException broken(@Nullable String what) {
        return new InputException("%s is not a fit that can be used: %s".formatted(path, what), makeOne());
    }

    private FitDocument document(JsonNode node) {
        JsonNode saved = member(node, "saved");
        requireFormat(node, saved);
        JsonNode bootstrap = member(node, "bootstrap");
        JsonNode data = member(node, "data");
        Fit fit = fit(node, saved);
        Draws draws = draws(saved, fit.theta().length);
        double level = member(node, "level").asDouble();
        return new FitDocument(
                Optional.ofNullable(node.get("group")).map(JsonNode::asString),
                fit,
                draws,
                level,
                member(bootstrap, "resamples").asInt(),
                member(bootstrap, "seed").asLong(),
                text(bootstrap, "unit"),
                text(data, "source"),
                Optional.ofNullable(data.get("sha256")).map(JsonNode::asString),
                texts(saved.get("command")),
                objections(member(node, "warnings")),
                text(node, "version"),
                Resampling.labelled(bootstrap.path("resample").asString(Resampling.PAIRS.label())),
                intervals(node, fit.model(), draws, level),
                Optional.ofNullable(saved.get("outlook")).map(this::outlook),
                Optional.ofNullable(saved.get("runs")).map(runs -> runs(runs, fit)));
    }

    /** Intervals as the fit gave them; files of older versions have percentiles. */
    private Intervals intervals(JsonNode node, Model model, Draws draws, double level) {
        var percentiles = new Intervals.Percentile(draws);
        String kind = node.path("interval").asString(percentiles.label());
        if (kind.equals(percentiles.label())) {
            return percentiles;
        }
        JsonNode parameters = member(node, "parameters");
        return new Intervals.Kept(
                kind,
                model.parameters().stream()
                        .map(parameter -> interval(member(parameters, parameter.name()), level))
                        .toList(),
                draws);
    }

    /** An end that is open was written as {@code null}. */
    private static Optional<Interval> interval(JsonNode node, double level) {
        if (!node.has("low") || !node.has("high")) {
            return Optional.empty();
        }
        double low = number(node.get("low"));
        double high = number(node.get("high"));
        return Optional.of(new Interval(
                Double.isNaN(low) ? Double.NEGATIVE_INFINITY : low,
                Double.isNaN(high) ? Double.POSITIVE_INFINITY : high,
                level));
    }

    /** Files of older versions have none. */
    private Runs runs(JsonNode node, Fit fit) {
        Runs runs = SavedRuns.read(node);
        if (runs.size() != fit.rows()) {
            throw broken("it has %d runs of the %d that were fitted".formatted(runs.size(), fit.rows()));
        }
        understood(() -> Sample.of(fit.model(), runs));
        return runs;
    }

    private Outlook outlook(JsonNode node) {
        return new Outlook(
                elements(member(node, "members")).map(this::member).toList(),
                member(node, "logarithmic").asBoolean(),
                new Axis(text(node, "axis")),
                Optional.ofNullable(node.get("calibration")).map(this::calibration));
    }

    private Member member(JsonNode node) {
        Law law = law(node, node);
        Model model = understood(() -> Model.of(law, columns(node, law)));
        List<double[]> thetas =
                elements(member(node, "thetas")).map(FitReader::doubles).toList();
        List<double[]> draws =
                elements(member(node, "draws")).map(FitReader::doubles).toList();
        thetas.forEach(theta -> requireLength(theta, model.parameters().size(), "numbers in a fit of the outlook"));
        draws.forEach(draw -> requireLength(draw, model.parameters().size(), "numbers in a draw of the outlook"));
        return new Member(model, member(node, "weight").asDouble(), thetas, draws);
    }

    private Calibration calibration(JsonNode node) {
        JsonNode noise = member(node, "noise");
        return new Calibration(
                member(node, "drift").asDouble(),
                elements(member(node, "scores"))
                        .map(FitReader::doubles)
                        .map(score -> new Calibration.Score((int) score[0], score[1], score[2]))
                        .toList(),
                member(node, "cuts").asInt(),
                member(node, "heldOut").asInt(),
                member(node, "reached").asDouble(),
                new Noise(
                        member(noise, "level").asDouble(),
                        member(noise, "slope").asDouble(),
                        member(noise, "edge").asDouble()));
    }

    private void requireFormat(JsonNode node, JsonNode saved) {
        int format = member(saved, "format").asInt();
        if (format != FitJson.FORMAT) {
            List<String> command = texts(saved.get("command"));
            throw new InputException(
                    "%s was written by Isoflop %s in format %d; this one reads format %d"
                            .formatted(
                                    path,
                                    node.path("version").asString("of an unknown version"),
                                    format,
                                    FitJson.FORMAT),
                    command.isEmpty() ? makeOne() : "Make it again: isoflop " + Shell.line(command));
        }
    }

    private Fit fit(JsonNode node, JsonNode saved) {
        Law law = law(node, saved);
        Set<String> columns = columns(saved, law);
        Model model = understood(() -> Model.of(law, columns));
        String objective = text(saved, "objective");
        double[] theta = doubles(member(saved, "theta"));
        double[] standardErrors = doubles(member(saved, "standardErrors"));
        requireLength(theta, model.parameters().size(), "estimates");
        requireLength(standardErrors, model.parameters().size(), "standard errors");
        if (!Arrays.stream(theta).allMatch(Double::isFinite)) {
            throw broken("an estimate is not a number");
        }
        return new Fit(
                model,
                understood(() -> Objective.parse(objective)),
                theta,
                number(member(node, "objective").path("value")),
                standardErrors,
                member(node, "rows").asInt(),
                doubles(member(saved, "residuals")),
                elements(member(saved, "ranges"))
                        .map(r -> new Fit.Range(text(r, "column"), number(r.path("low")), number(r.path("high"))))
                        .toList(),
                diagnostics(member(node, "diagnostics"), saved, model));
    }

    private Law law(JsonNode node, JsonNode saved) {
        return new Law(
                text(node, "law"),
                formula(text(saved, "formula")),
                elements(member(saved, "declared")).map(this::parameter).toList(),
                elements(member(saved, "variables"))
                        .map(v -> new Variable(text(v, "name"), text(v, "meaning"), text(v, "unit")))
                        .toList(),
                understood(() -> Prior.parse(saved.path("prior").asString(""))));
    }

    private Parameter parameter(JsonNode p) {
        double lower = number(p.path("lower"));
        double upper = number(p.path("upper"));
        Parameter parameter = Parameter.free(text(p, "name"))
                .meaning(text(p, "meaning"))
                .within(
                        Double.isNaN(lower) ? Double.NEGATIVE_INFINITY : lower,
                        Double.isNaN(upper) ? Double.POSITIVE_INFINITY : upper)
                .startingAt(number(p.path("startLow")), number(p.path("startHigh")));
        return p.has("value") ? parameter.held(formula(text(p, "value")).body()) : parameter;
    }

    /** The columns of the body and of the response, to which the law is bound anew. */
    private Set<String> columns(JsonNode saved, Law law) {
        var columns = new LinkedHashSet<>(texts(member(saved, "columns")));
        law.formula().response().ifPresent(response -> collectNames(response, columns));
        return columns;
    }

    private static void collectNames(Expr tree, Set<String> into) {
        if (tree instanceof Expr.Symbol(var name)) {
            into.add(name);
        }
        tree.children().forEach(child -> collectNames(child, into));
    }

    private Diagnostics diagnostics(JsonNode node, JsonNode saved, Model model) {
        boolean converged = node.path("converged").asBoolean(false);
        return new Diagnostics(
                converged ? new Stop.Converged(0) : new Stop.Stalled(Double.NaN),
                node.path("scanned").asInt(0),
                node.path("starts").asInt(0),
                node.path("agreeing").asInt(0),
                node.path("evaluations").asLong(0),
                number(node.path("conditionNumber")),
                texts(node.get("atBound")),
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
            told.get(k).properties().forEach(move -> moves.put(move.getKey(), number(move.getValue())));
            double[] along = whole.has(k)
                    ? doubles(whole.get(k))
                    : model.parameters().stream()
                            .mapToDouble(parameter -> moves.getOrDefault(parameter.name(), 0.0))
                            .toArray();
            requireLength(along, model.parameters().size(), "numbers in a free direction");
            directions.add(new FreeDirection(moves, Arrays.stream(along).boxed().toList()));
        }
        return directions;
    }

    private Draws draws(JsonNode saved, int parameters) {
        List<double[]> theta =
                elements(member(saved, "draws")).map(FitReader::doubles).toList();
        theta.forEach(draw -> requireLength(draw, parameters, "numbers in a draw"));
        return new Draws(theta, member(saved, "failed").asInt(), 0, 0);
    }

    private List<Objection> objections(JsonNode node) {
        return elements(node)
                .map(item -> new Objection(text(item, "code"), text(item, "message")))
                .toList();
    }

    private void requireLength(double[] values, int parameters, String what) {
        if (values.length != parameters) {
            throw broken("it has %d %s for %d parameters".formatted(values.length, what, parameters));
        }
    }

    private Formula formula(String text) {
        return understood(() -> Formula.parse(text));
    }

    /** Says of a text that nobody understands that it was in the file. */
    private <T> T understood(Supplier<T> meaning) {
        try {
            return meaning.get();
        } catch (InputException e) {
            throw broken(e.getMessage());
        }
    }

    private JsonNode member(JsonNode node, String key) {
        JsonNode member = node.get(key);
        if (member == null) {
            throw broken("it has no \"" + key + "\"");
        }
        return member;
    }

    private String text(JsonNode node, String key) {
        return member(node, key).asString();
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private static List<String> texts(@Nullable JsonNode node) {
        var texts = new ArrayList<String>();
        if (node != null) {
            node.forEach(item -> texts.add(item.asString()));
        }
        return texts;
    }

    static double[] doubles(JsonNode node) {
        var values = DoubleStream.builder();
        node.forEach(item -> values.add(number(item)));
        return values.build().toArray();
    }

    /** NaN for {@code null}, which is how a number that is not finite was written. */
    private static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }
}
