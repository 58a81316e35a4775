package org.isoflop.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.fit.Diagnostics;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Penalty;
import org.isoflop.forecast.Calibration;
import org.isoflop.forecast.Member;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Outlook;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Prior;
import org.isoflop.uncertainty.Interval;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fits as JSON: what {@code fit --json} prints, and with one more member, {@code "saved"}, what {@code --save} writes
 * and {@link FitReader} reads. Numbers keep full precision; one that is not finite is {@code null}.
 */
public final class FitJson {
    /** Raised whenever a file of an older version could be misread. */
    static final int FORMAT = 1;

    /** Of more residuals than this a file keeps evenly spaced order statistics. */
    private static final int MAX_RESIDUALS = 5000;

    private static final Set<String> FIRST_MEMBERS = Set.of("law", "group", "groupedBy");

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
        if (!file.shared().isEmpty()) {
            file.shared().forEach(node.putArray("shared")::add);
        }
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
                .put("unit", document.unit())
                .put("resample", document.resampling().label());
        node.put("interval", document.intervals().label());
        List<Prior> priors = fit.model().law().priors();
        if (!priors.isEmpty()) {
            node.put("prior", Prior.text(priors));
        }
        document.outlook().ifPresent(outlook -> {
            ObjectNode entry = node.putObject("forecast");
            ArrayNode laws = entry.putArray("laws");
            outlook.members()
                    .forEach(member -> laws.addObject()
                            .put("law", member.model().law().id())
                            .put("share", member.weight()));
            outlook.calibration().ifPresent(learned -> entry.set("backtest", calibration(learned)));
        });
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
            case Penalty.Asymmetric(var q, var delta) -> node.put("above", q).put("delta", delta);
            case Penalty.Student(var nu) -> node.put("nu", nu);
            case Penalty.FreeHuber(var delta) -> node.put("delta", delta);
            case Penalty.Squared _, Penalty.Laplace _ -> {}
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
            Interval interval = document.interval(index).orElse(null);
            if (interval != null) {
                number(number(entry, "low", interval.low()), "high", interval.high());
                number(
                        entry,
                        "standardError",
                        interval.isOpen() ? Double.NaN : document.intervals().standardError(theta -> theta[index]));
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
        law(node, fit.model());
        node.put("objective", fit.objective().toString());
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
        document.outlook().ifPresent(outlook -> node.set("outlook", outlook(outlook)));
        document.runs()
                .flatMap(runs -> SavedRuns.json(runs, fit.model(), document.unit()))
                .ifPresent(runs -> node.set("runs", runs));
        ArrayNode free = node.putArray("free");
        fit.diagnostics()
                .free()
                .forEach(direction -> free.add(numbers(direction.along().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())));
        return node.put("failed", document.draws().failed());
    }

    /** A law and the columns to which it was bound. */
    private static void law(ObjectNode node, Model model) {
        Law law = model.law();
        node.put("formula", law.formula().text());
        ArrayNode declared = node.putArray("declared");
        law.parameters().forEach(p -> declared.add(parameter(p)));
        ArrayNode variables = node.putArray("variables");
        law.variables()
                .forEach(v -> variables
                        .addObject()
                        .put("name", v.name())
                        .put("meaning", v.meaning())
                        .put("unit", v.unit()));
        ArrayNode columns = node.putArray("columns");
        model.variables().forEach(columns::add);
        if (!law.priors().isEmpty()) {
            node.put("prior", Prior.text(law.priors()));
        }
    }

    private static ObjectNode outlook(Outlook outlook) {
        ObjectNode node =
                JSON.objectNode().put("axis", outlook.axis().expression()).put("logarithmic", outlook.logarithmic());
        ArrayNode members = node.putArray("members");
        for (Member member : outlook.members()) {
            ObjectNode entry =
                    members.addObject().put("law", member.model().law().id()).put("weight", member.weight());
            law(entry, member.model());
            ArrayNode thetas = entry.putArray("thetas");
            member.thetas().forEach(theta -> thetas.add(numbers(theta)));
            ArrayNode draws = entry.putArray("draws");
            member.draws().forEach(theta -> draws.add(numbers(theta)));
        }
        outlook.calibration().ifPresent(learned -> {
            ObjectNode entry = calibration(learned);
            entry.putObject("noise")
                    .put("level", learned.noise().level())
                    .put("slope", learned.noise().slope())
                    .put("edge", learned.noise().edge());
            ArrayNode scores = entry.putArray("scores");
            learned.scores().forEach(s -> scores.add(numbers(new double[] {s.cut(), s.reach(), s.value()})));
            node.set("calibration", entry);
        });
        return node;
    }

    /** What back-tests taught, in a few numbers. */
    public static ObjectNode calibration(Calibration learned) {
        return JSON.objectNode()
                .put("cuts", learned.cuts())
                .put("heldOut", learned.heldOut())
                .put("reached", learned.reached())
                .put("drift", learned.drift());
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

    static ArrayNode numbers(double[] values) {
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
        return new FitReader(path).read();
    }

    /** Whether a file of JSON is one that {@code fit --save} wrote, and not a table of runs. */
    public static boolean isSaved(Path path) {
        try (JsonParser parser =
                JsonMapper.builder().build().createParser(WorkingFolder.at(path).toFile())) {
            // A table is a list, or an object whose members are columns; a fit says first what it is.
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            String first = object && parser.nextToken() == JsonToken.PROPERTY_NAME ? parser.currentName() : "";
            return FIRST_MEMBERS.contains(first);
        } catch (JacksonException e) {
            return false;
        }
    }

    /** A document as text, as commands print it and files hold it. */
    public static String text(JsonNode node) {
        return JsonText.of(node) + "\n";
    }

    /** The members of a map of numbers in their order. */
    public static ObjectNode numbers(Map<String, Double> values) {
        ObjectNode node = JSON.objectNode();
        values.forEach((key, value) -> number(node, key, value));
        return node;
    }
}
