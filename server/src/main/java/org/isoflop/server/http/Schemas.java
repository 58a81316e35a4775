package org.isoflop.server.http;

import static org.isoflop.server.http.Schema.any;
import static org.isoflop.server.http.Schema.list;
import static org.isoflop.server.http.Schema.number;
import static org.isoflop.server.http.Schema.object;
import static org.isoflop.server.http.Schema.oneOf;
import static org.isoflop.server.http.Schema.open;
import static org.isoflop.server.http.Schema.orNull;
import static org.isoflop.server.http.Schema.ref;
import static org.isoflop.server.http.Schema.text;
import static org.isoflop.server.http.Schema.truth;
import static org.isoflop.server.http.Schema.whole;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isoflop.server.question.CommandInfo;
import org.isoflop.server.question.CommandInfo.OptionInfo;
import tools.jackson.databind.node.ObjectNode;

/** What requests and answers of the API look like. */
final class Schemas {
    private Schemas() {}

    /** All of them by their names; those of questions follow from the commands. */
    static ObjectNode all(List<CommandInfo> commands) {
        ObjectNode all = Json.object();
        all.set("Problem", problem());
        all.set("ProblemType", object(Map.of("type", text(), "title", text(), "status", whole())));
        all.set("Place", place());
        all.set("About", about());
        all.set("Commands", commands());
        all.set("Laws", answer(Map.of("laws", list(open(Map.of("id", text(), "formula", text()))))));
        all.set("Law", answer(Map.of()));
        all.set("FormulaCheck", object(Map.of("formula?", text(), "law?", text(), "columns?", list(text()))));
        all.set("Formula", formula());
        all.set("NewProject", object(Map.of("name?", text(), "example?", text())));
        all.set("ProjectChange", object(Map.of("name?", text(), "state?", any())));
        all.set("Projects", object(Map.of("projects", list(head(list(text()))))));
        all.set("Project", project());
        all.set("File", file());
        all.set("Table", table());
        questions(all, commands);
        return all;
    }

    private static ObjectNode problem() {
        return object(Map.of(
                "type", text("a URI that names the kind of problem"),
                "title", text(),
                "status", whole(),
                "detail", text("what was found and what was expected"),
                "instance", text(),
                "wayOut", text("one thing to do about it; may be empty"),
                "place?", ref("Place"),
                "messages?", list(text())));
    }

    private static ObjectNode place() {
        return object(Map.of(
                "file?", text(),
                "line?", whole(),
                "column?", whole().put("description", "from 1, in text"),
                "length?", whole(),
                "text?", text()));
    }

    private static ObjectNode about() {
        return object(Map.of(
                "version",
                text(),
                "limits",
                object(Map.of(
                        "uploadBytes", whole(),
                        "projectBytes", whole(),
                        "rows", whole(),
                        "columns", whole(),
                        "formulaLength", whole(),
                        "resamples", whole(),
                        "seconds", whole(),
                        "atOnce", whole(),
                        "waiting", whole())),
                "examples",
                list(object(Map.of("name", text(), "title", text(), "rows", whole())))));
    }

    private static ObjectNode commands() {
        ObjectNode option = object(Map.of(
                "name", text(),
                "label", text(),
                "description", text(),
                "kind", text(),
                "repeatable", truth(),
                "required", truth(),
                "default", text()));
        return object(Map.of(
                "commands",
                list(object(Map.of(
                        "name", text(),
                        "header", text(),
                        "description", text(),
                        "arguments", list(object(Map.of("label", text(), "description", text(), "least", whole()))),
                        "options", list(option))))));
    }

    private static ObjectNode answer(Map<String, ObjectNode> members) {
        var all = new HashMap<>(members);
        all.put("version", text());
        all.put("warnings", list(any()));
        return open(all);
    }

    private static ObjectNode formula() {
        ObjectNode parameter = object(Map.of("name", text(), "meaning?", text(), "low?", number(), "high?", number()));
        return object(Map.of(
                "text", text(),
                "equation", text("for LaTeX"),
                "plain", text("in one line, with Greek letters"),
                "response", text(),
                "variables", list(text()),
                "parameters", list(parameter),
                "linear", list(text())));
    }

    private static ObjectNode head(ObjectNode files) {
        return object(Map.of(
                "id", text(),
                "name", text(),
                "revision", whole(),
                "created", time(),
                "changed", time(),
                "files", files));
    }

    private static ObjectNode project() {
        return object(Map.of(
                "id", text(),
                "name", text(),
                "revision", whole(),
                "created", time(),
                "changed", time(),
                "files", list(ref("File")),
                "state", any()));
    }

    private static ObjectNode time() {
        return text().put("format", "date-time");
    }

    private static ObjectNode file() {
        ObjectNode kind = text();
        kind.putArray("enum").add("table").add("fit").add("other");
        return object(Map.of("name", text(), "bytes", whole(), "sha256", text(), "kind", kind));
    }

    private static ObjectNode table() {
        ObjectNode type = text();
        type.putArray("enum").add("number").add("text");
        ObjectNode column = object(Map.of(
                "name", text(),
                "role", orNull(text()),
                "unit?", text(),
                "type", type,
                "missing", whole(),
                "min", orNull(number()),
                "max", orNull(number()),
                "distinct?", whole()));
        return object(Map.of(
                "rows", whole(),
                "columns", list(column),
                "said", list(text()),
                "head", list(list(any())),
                "lines", list(whole()),
                "usable", whole()));
    }

    private static void questions(ObjectNode all, List<CommandInfo> commands) {
        String[] names = commands.stream().map(Schemas::schemaName).toArray(String[]::new);
        commands.forEach(command -> all.set(schemaName(command), question(command)));
        all.set("Question", oneOf(names));
        all.set("Questions", object(Map.of("questions", list(ref("Question")))));
        all.set(
                "Answer",
                object(Map.of(
                        "commandLine", text("the call of the command line that gives this answer"),
                        "answer", open(Map.of()),
                        "messages", list(text()),
                        "files", list(text()).put("description", "files of the project that were written"),
                        "milliseconds", number())));
        ObjectNode failed = object(Map.of("problem", ref("Problem")));
        ObjectNode either = Json.object();
        either.putArray("oneOf").add(ref("Answer")).add(failed);
        all.set("Answers", object(Map.of("answers", list(either))));
    }

    private static String schemaName(CommandInfo command) {
        var name = new StringBuilder("Ask");
        for (String word : command.name().split(" ", -1)) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }

    private static ObjectNode question(CommandInfo command) {
        ObjectNode arguments = list(text());
        if (!command.parameters().isEmpty()) {
            arguments.put(
                    "description",
                    command.parameters().getFirst().label() + ": "
                            + command.parameters().getFirst().description());
        }
        var members = new HashMap<String, ObjectNode>();
        command.options()
                .forEach(option -> members.put(option.name() + (option.isRequired() ? "" : "?"), value(option)));
        ObjectNode schema = object(Map.of(
                "command", Json.object().put("const", command.name()),
                "arguments?", arguments,
                "options?", object(members)));
        return schema.put("description", command.header());
    }

    /** A text where the command line takes numbers as people write them: 70B. */
    private static ObjectNode value(OptionInfo option) {
        ObjectNode node = Json.object();
        switch (option.kind()) {
            case FLAG -> node.put("type", "boolean");
            case INTEGER, NUMBER -> node.putArray("type").add("number").add("string");
            case TEXT -> {
                var types = node.putArray("type").add("string").add("number");
                if (option.isRepeatable()) {
                    types.add("array");
                    node.putObject("items").putArray("type").add("string").add("number");
                }
            }
            case FILE -> node.put("type", "string");
        }
        String label = option.label().isEmpty() ? "" : option.label() + ": ";
        return node.put("description", label + option.description());
    }
}
