package org.isoflop.server.http;

import io.javalin.http.Context;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isoflop.fit.Progress;
import org.isoflop.server.Limits;
import org.isoflop.server.Problem;
import org.isoflop.server.Problem.Code;
import org.isoflop.server.question.Answerer;
import org.isoflop.server.question.CommandInfo;
import org.isoflop.server.question.Desk;
import org.isoflop.server.question.Gate;
import org.isoflop.server.question.Outcome;
import org.isoflop.server.question.Question;
import org.isoflop.server.reading.FormulaView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What needs no project: the server itself, its commands, published laws, and formulas that somebody types. */
final class CatalogueApi {
    private static final int MOST_COLUMNS = 2_000;

    private final Settings settings;
    private final Examples examples;
    private final Gate gate;
    private final Desk desk;
    private final Answerer answerer;

    CatalogueApi(Settings settings, Examples examples, Gate gate, Desk desk, Answerer answerer) {
        this.settings = settings;
        this.examples = examples;
        this.gate = gate;
        this.desk = desk;
        this.answerer = answerer;
    }

    void about(Context ctx) {
        ObjectNode node = Json.object();
        node.put("version", settings.version());
        Limits limits = settings.limits();
        node.putObject("limits")
                .put("uploadBytes", limits.uploadBytes())
                .put("projectBytes", limits.projectBytes())
                .put("rows", limits.rows())
                .put("columns", limits.columns())
                .put("formulaLength", limits.formulaLength())
                .put("resamples", limits.resamples())
                .put("seconds", limits.seconds())
                .put("atOnce", limits.atOnce())
                .put("waiting", limits.waiting());
        examples.addTo(node.putArray("examples"));
        Json.answer(ctx, node);
    }

    void commands(Context ctx) {
        ObjectNode node = Json.object();
        ArrayNode commands = node.putArray("commands");
        gate.commands().forEach(command -> commands.add(json(command)));
        Json.answer(ctx, node);
    }

    private static ObjectNode json(CommandInfo command) {
        ObjectNode node = Json.object();
        node.put("name", command.name()).put("header", command.header()).put("description", command.description());
        ArrayNode arguments = node.putArray("arguments");
        command.parameters()
                .forEach(parameter -> arguments
                        .addObject()
                        .put("label", parameter.label())
                        .put("description", parameter.description())
                        .put("least", parameter.least()));
        ArrayNode options = node.putArray("options");
        command.options()
                .forEach(option -> options.addObject()
                        .put("name", option.name())
                        .put("label", option.label())
                        .put("description", option.description())
                        .put("kind", option.kind().name().toLowerCase(java.util.Locale.ROOT))
                        .put("repeatable", option.isRepeatable())
                        .put("required", option.isRequired())
                        .put("default", option.byDefault()));
        return node;
    }

    void laws(Context ctx) {
        String search = ctx.queryParam("search");
        answer(
                ctx,
                search == null || search.isBlank()
                        ? new Question("laws", List.of(), java.util.Map.of())
                        : new Question("laws search", List.of(search.strip()), java.util.Map.of()));
    }

    void law(Context ctx) {
        try {
            answer(ctx, new Question("laws show", List.of(ctx.pathParam("law")), java.util.Map.of()));
        } catch (Problem e) {
            throw e.code() == Code.IMPOSSIBLE || e.code() == Code.WRONG_CALL
                    ? new Problem(Code.NOT_FOUND, e.detail(), e.wayOut())
                    : e;
        }
    }

    /** The catalogue needs no files: the folder is the one of nobody. */
    private void answer(Context ctx, Question question) {
        List<String> arguments = gate.arguments(question);
        Path nowhere = settings.data().resolve("nowhere");
        Outcome outcome = desk.result(
                threads -> answerer.answer(
                        new Answerer.Order(arguments, settings.limits().bound(nowhere), threads, Progress.NONE)),
                Departure.of(ctx));
        if (outcome.exit() != 0) {
            throw outcome.complaint()
                    .map(complaint -> new Problem(Code.IMPOSSIBLE, complaint.message(), complaint.wayOut()))
                    .orElseGet(() -> new Problem(Code.IMPOSSIBLE, String.join("\n", outcome.messages()), ""));
        }
        Json.answer(ctx, outcome.out());
    }

    void formula(Context ctx) {
        JsonNode given = Json.parseObject(Body.json(ctx));
        Optional<List<String>> columns = columns(given.path("columns"));
        String formula = given.path("formula").asString("");
        String law = given.path("law").asString("");
        if (formula.isEmpty() == law.isEmpty()) {
            throw new Problem(
                    Code.WRONG_CALL, "formula or law is expected", "Send {\"formula\": \"loss = E + A/N^alpha\"}.");
        }
        requireShort(formula);
        ObjectNode seen = desk.result(
                threads -> law.isEmpty() ? FormulaView.typed(formula, columns) : FormulaView.known(law, columns),
                Departure.of(ctx));
        Json.answer(ctx, seen);
    }

    private static Optional<List<String>> columns(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        var columns = new ArrayList<String>();
        given.forEach(column -> columns.add(column.asString("")));
        if (!given.isArray() || columns.size() > MOST_COLUMNS) {
            throw new Problem(Code.WRONG_CALL, "columns is a list of names", "");
        }
        return Optional.of(columns);
    }

    private void requireShort(String formula) {
        int most = settings.limits().formulaLength();
        if (formula.length() > most) {
            throw new Problem(
                    Code.TOO_LARGE,
                    "the formula has %,d characters, and at most %,d are taken".formatted(formula.length(), most),
                    "Shorten it.");
        }
    }
}
