package org.isoflop.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.fit.Diagnostics;
import org.isoflop.fit.Fit;
import org.isoflop.fit.FreeDirection;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Penalty;
import org.isoflop.fit.Stop;
import org.isoflop.forecast.Objection;
import org.isoflop.formula.Formula;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Variable;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Interval;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fits as JSON: what {@code fit --json} prints, and with one more member, {@code "saved"}, what {@code --save} writes
 * and other commands read. Numbers keep full precision; one that is not finite is {@code null}.
 */
public final class FitJson {
    /** Raised whenever a file of an older version could be misread. */
    private static final int FORMAT = 1;

    /** Of more residuals than this a file keeps evenly spaced order statistics. */
    private static final int MAX_RESIDUALS = 5000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private FitJson() {}

    /** The answer of {@code fit --json}. */
    public static ObjectNode answer(FitFile file, String version) {
        return write(file, version, false);
    }

    /** The same with what is needed to use the fit again. */
    public static ObjectNode saved(FitFile file, String version) {
        return write(file, version, true);
    }

    private static ObjectNode write(FitFile file, String version, boolean saved) {
        if (file.groupedBy().isEmpty()) {
            return document(file.documents().getFirst(), saved);
        }
        ObjectNode node = JSON.objectNode();
        node.put("groupedBy", file.groupedBy().get());
        ArrayNode groups = node.putArray("groups");
        for (FitDocument document : file.documents()) {
            groups.add(document(document, saved));
        }
        node.putArray("warnings");
        node.put("version", version);
        return node;
    }

    private static ObjectNode document(FitDocument document, boolean saved) {
        Fit fit = document.fit();
        ObjectNode node = JSON.objectNode();
        document.group().ifPresent(group -> node.put("group", group));
        node.put("law", fit.model().law().id());
        node.put("formula", fit.model().law().formula().equation());
        node.put("rows", fit.rows());
        node.set("objective", objective(fit));
        node.set("parameters", parameters(document));
        node.put("level", document.level());
        node.putObject("bootstrap")
                .put("resamples", document.resamples())
                .put("seed", document.seed())
                .put("unit", document.unit());
        node.set("diagnostics", diagnostics(fit.diagnostics()));
        node.set("warnings", warnings(document.warnings()));
        node.put("version", document.version());
        ObjectNode data = node.putObject("data").put("source", document.source());
        document.sha256().ifPresent(hash -> data.put("sha256", hash));
        if (saved) {
            node.set("saved", remainder(document));
        }
        return node;
    }

    private static ObjectNode objective(Fit fit) {
        ObjectNode node = JSON.objectNode().put("name", fit.objective().name());
        switch (fit.objective().penalty()) {
            case Penalty.Huber(var delta) -> node.put("delta", delta);
            case Penalty.Quantile(var q) -> node.put("quantile", q);
            case Penalty.Squared _ -> {}
        }
        return number(node, "value", fit.value());
    }

    private static ObjectNode parameters(FitDocument document) {
        Fit fit = document.fit();
        Model model = fit.model();
        ObjectNode node = JSON.objectNode();
        for (int j = 0; j < model.parameters().size(); j++) {
            int index = j;
            ObjectNode entry = node.putObject(model.parameters().get(j).name());
            number(entry, "estimate", fit.theta()[j]);
            if (!document.draws().isEmpty()) {
                Interval interval = document.draws().interval(theta -> theta[index], document.level());
                number(number(entry, "low", interval.low()), "high", interval.high());
                number(entry, "standardError", document.draws().standardError(theta -> theta[index]));
            } else if (!Double.isNaN(fit.standardErrors()[j])) {
                number(entry, "standardError", fit.standardErrors()[j]);
            }
        }
        for (String name :
                model.names().subList(model.parameters().size(), model.names().size())) {
            number(node.putObject(name), "estimate", fit.parameter(name)).put("fixed", true);
        }
        return node;
    }

    private static ObjectNode diagnostics(Diagnostics diagnostics) {
        ObjectNode node = JSON.objectNode()
                .put("starts", diagnostics.starts())
                .put("agreeing", diagnostics.agreeing())
                .put("scanned", diagnostics.scanned())
                .put("evaluations", diagnostics.evaluations());
        number(node, "conditionNumber", diagnostics.conditionNumber());
        diagnostics.atBound().forEach(node.putArray("atBound")::add);
        diagnostics.undetermined().forEach(node.putArray("undetermined")::add);
        ArrayNode free = node.putArray("free");
        diagnostics.free().forEach(direction -> free.add(numbers(direction.moves())));
        return node.put("converged", diagnostics.stop().converged())
                .put("stop", diagnostics.stop().describe());
    }

    /** A list of objections as every command's JSON has it. */
    public static ArrayNode warnings(List<Objection> warnings) {
        ArrayNode node = JSON.arrayNode();
        warnings.forEach(w -> node.addObject().put("code", w.code()).put("message", w.message()));
        return node;
    }

    /** What a reader needs beyond the answer. */
    private static ObjectNode remainder(FitDocument document) {
        Fit fit = document.fit();
        ObjectNode node = JSON.objectNode().put("format", FORMAT);
        node.put("formula", fit.model().law().formula().text());
        node.put("objective", fit.objective().toString());
        ArrayNode declared = node.putArray("declared");
        fit.model().law().parameters().forEach(p -> declared.add(parameter(p)));
        ArrayNode variables = node.putArray("variables");
        fit.model()
                .law()
                .variables()
                .forEach(v -> variables
                        .addObject()
                        .put("name", v.name())
                        .put("meaning", v.meaning())
                        .put("unit", v.unit()));
        ArrayNode columns = node.putArray("columns");
        fit.model().variables().forEach(columns::add);
        ArrayNode ranges = node.putArray("ranges");
        fit.ranges()
                .forEach(r -> ranges.addObject()
                        .put("column", r.column())
                        .put("low", r.low())
                        .put("high", r.high()));
        node.set("theta", numbers(fit.theta()));
        node.set("standardErrors", numbers(fit.standardErrors()));
        node.set("residuals", numbers(thinned(fit.residuals())));
        document.command().forEach(node.putArray("command")::add);
        ArrayNode draws = node.putArray("draws");
        document.draws().theta().forEach(theta -> draws.add(numbers(theta)));
        return node.put("failed", document.draws().failed());
    }

    private static ObjectNode parameter(Parameter p) {
        ObjectNode node = JSON.objectNode().put("name", p.name()).put("meaning", p.meaning());
        number(number(node, "lower", p.lower()), "upper", p.upper());
        number(number(node, "startLow", p.startLow()), "startHigh", p.startHigh());
        p.value().ifPresent(value -> node.put("value", value.toString()));
        return node;
    }

    private static double[] thinned(double[] residuals) {
        if (residuals.length <= MAX_RESIDUALS) {
            return residuals;
        }
        double[] sorted = residuals.clone();
        Arrays.sort(sorted);
        return IntStream.range(0, MAX_RESIDUALS)
                .mapToDouble(i -> sorted[(int) ((long) i * (sorted.length - 1) / (MAX_RESIDUALS - 1))])
                .toArray();
    }

    private static ArrayNode numbers(double[] values) {
        ArrayNode node = JSON.arrayNode();
        for (double value : values) {
            if (Double.isFinite(value)) {
                node.add(value);
            } else {
                node.addNull();
            }
        }
        return node;
    }

    /** Puts a number, or null where it is not finite; returns the node. */
    public static ObjectNode number(ObjectNode node, String key, double value) {
        return Double.isFinite(value) ? node.put(key, value) : node.putNull(key);
    }

    /**
     * Reads what {@code fit --save} wrote.
     *
     * @throws InputException if the file cannot be read, is no such file, or one of another version
     */
    public static FitFile read(Path path) {
        JsonNode root;
        try {
            root = JsonMapper.builder().build().readTree(path.toFile());
        } catch (JacksonException e) {
            throw new InputException(
                    path + " is not a fit: " + e.getOriginalMessage() + place(e),
                    "Make one with isoflop fit RUNS --save " + path.getFileName() + ".");
        }
        try {
            if (!root.has("groups")) {
                return new FitFile(Optional.empty(), List.of(document(root, path)));
            }
            var documents = new ArrayList<FitDocument>();
            root.get("groups").forEach(node -> documents.add(document(node, path)));
            return new FitFile(Optional.of(text(root, "groupedBy", path)), documents);
        } catch (JacksonException e) {
            throw broken(path, e.getOriginalMessage());
        }
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " (line %d, column %d)"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    private static InputException broken(Path path, String what) {
        return new InputException(
                path + " is not a fit that can be used: " + what,
                "Make it again with isoflop fit RUNS --save " + path.getFileName() + ".");
    }

    private static JsonNode member(JsonNode node, String key, Path path) {
        JsonNode member = node.get(key);
        if (member == null) {
            throw broken(path, "it has no \"" + key + "\"");
        }
        return member;
    }

    private static String text(JsonNode node, String key, Path path) {
        return member(node, key, path).asString();
    }

    private static FitDocument document(JsonNode node, Path path) {
        JsonNode saved = member(node, "saved", path);
        int format = member(saved, "format", path).asInt();
        if (format != FORMAT) {
            throw new InputException(
                    "%s was written by Isoflop %s in format %d; this one reads format %d"
                            .formatted(path, text(node, "version", path), format, FORMAT),
                    "Make it again: isoflop " + String.join(" ", texts(saved.get("command"))) + ".");
        }
        Fit fit = fit(node, saved, path);
        JsonNode bootstrap = member(node, "bootstrap", path);
        JsonNode data = member(node, "data", path);
        return new FitDocument(
                Optional.ofNullable(node.get("group")).map(JsonNode::asString),
                fit,
                draws(saved, path),
                member(node, "level", path).asDouble(),
                member(bootstrap, "resamples", path).asInt(),
                member(bootstrap, "seed", path).asLong(),
                text(bootstrap, "unit", path),
                text(data, "source", path),
                Optional.ofNullable(data.get("sha256")).map(JsonNode::asString),
                texts(saved.get("command")),
                objections(member(node, "warnings", path)),
                text(node, "version", path));
    }

    private static List<String> texts(@org.jspecify.annotations.Nullable JsonNode node) {
        var texts = new ArrayList<String>();
        if (node != null) {
            node.forEach(item -> texts.add(item.asString()));
        }
        return texts;
    }

    private static List<Objection> objections(JsonNode node) {
        var found = new ArrayList<Objection>();
        node.forEach(item -> found.add(
                new Objection(item.path("code").asString(), item.path("message").asString())));
        return found;
    }

    private static Fit fit(JsonNode node, JsonNode saved, Path path) {
        Model model = Model.of(law(node, saved, path), new LinkedHashSet<>(columns(saved, path)));
        double[] theta = doubles(member(saved, "theta", path));
        if (theta.length != model.parameters().size()) {
            throw broken(
                    path,
                    "it has %d estimates for %d parameters"
                            .formatted(theta.length, model.parameters().size()));
        }
        var ranges = new ArrayList<Fit.Range>();
        member(saved, "ranges", path)
                .forEach(r -> ranges.add(new Fit.Range(
                        r.path("column").asString(),
                        r.path("low").asDouble(),
                        r.path("high").asDouble())));
        return new Fit(
                model,
                Objective.parse(text(saved, "objective", path)),
                theta,
                asDouble(member(node, "objective", path).path("value")),
                doubles(member(saved, "standardErrors", path)),
                member(node, "rows", path).asInt(),
                doubles(member(saved, "residuals", path)),
                ranges,
                diagnostics(member(node, "diagnostics", path)));
    }

    /** The columns of the body and of the response, which the model is bound to anew. */
    private static List<String> columns(JsonNode saved, Path path) {
        var columns = new ArrayList<>(texts(member(saved, "columns", path)));
        Formula.parse(text(saved, "formula", path)).response().ifPresent(response -> collectNames(response, columns));
        return columns;
    }

    private static void collectNames(org.isoflop.formula.Expr tree, List<String> into) {
        if (tree instanceof org.isoflop.formula.Expr.Symbol(var name)) {
            into.add(name);
        }
        tree.children().forEach(child -> collectNames(child, into));
    }

    private static Law law(JsonNode node, JsonNode saved, Path path) {
        var parameters = new LinkedHashMap<String, Parameter>();
        member(saved, "declared", path).forEach(p -> {
            Parameter parameter = parameter(p);
            parameters.put(parameter.name(), parameter);
        });
        var variables = new ArrayList<Variable>();
        member(saved, "variables", path)
                .forEach(v -> variables.add(new Variable(
                        v.path("name").asString(),
                        v.path("meaning").asString(),
                        v.path("unit").asString())));
        return new Law(
                text(node, "law", path),
                Formula.parse(text(saved, "formula", path)),
                List.copyOf(parameters.values()),
                variables);
    }

    private static Parameter parameter(JsonNode p) {
        double lower = asDouble(p.path("lower"));
        double upper = asDouble(p.path("upper"));
        Parameter parameter = Parameter.free(p.path("name").asString())
                .meaning(p.path("meaning").asString())
                .within(
                        Double.isNaN(lower) ? Double.NEGATIVE_INFINITY : lower,
                        Double.isNaN(upper) ? Double.POSITIVE_INFINITY : upper)
                .startingAt(asDouble(p.path("startLow")), asDouble(p.path("startHigh")));
        return p.has("value")
                ? parameter.held(Formula.parse(p.get("value").asString()).body())
                : parameter;
    }

    private static double asDouble(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }

    private static double[] doubles(JsonNode node) {
        var values = DoubleStream.builder();
        node.forEach(item -> values.add(asDouble(item)));
        return values.build().toArray();
    }

    private static Diagnostics diagnostics(JsonNode node) {
        boolean converged = node.path("converged").asBoolean();
        return new Diagnostics(
                converged ? new Stop.Converged(0) : new Stop.Stalled(Double.NaN),
                node.path("scanned").asInt(),
                node.path("starts").asInt(),
                node.path("agreeing").asInt(),
                node.path("evaluations").asLong(),
                asDouble(node.path("conditionNumber")),
                texts(node.get("atBound")),
                free(node.path("free")));
    }

    private static List<FreeDirection> free(JsonNode node) {
        var directions = new ArrayList<FreeDirection>();
        for (JsonNode item : node) {
            var moves = new LinkedHashMap<String, Double>();
            item.properties().forEach(move -> moves.put(move.getKey(), asDouble(move.getValue())));
            directions.add(new FreeDirection(moves));
        }
        return directions;
    }

    private static Draws draws(JsonNode saved, Path path) {
        var theta = new ArrayList<double[]>();
        member(saved, "draws", path).forEach(row -> theta.add(doubles(row)));
        return new Draws(theta, member(saved, "failed", path).asInt(), 0, 0);
    }

    /** A document as text, as commands print it and files hold it. */
    public static String text(JsonNode node) {
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    }

    /** The members of a map of numbers in their order. */
    public static ObjectNode numbers(Map<String, Double> values) {
        ObjectNode node = JSON.objectNode();
        values.forEach((key, value) -> number(node, key, value));
        return node;
    }
}
