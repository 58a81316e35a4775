package org.isoflop.server.question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.server.Problem;
import tools.jackson.databind.JsonNode;

/**
 * A command with arguments and options, as a client sends it.
 *
 * @param command its name, with those it belongs to
 * @param arguments without names: files of the project, or what else the command takes
 * @param options for each option, without dashes, its values in order; none for a flag
 */
public record Question(String command, List<String> arguments, Map<String, List<String>> options) {
    /**
     * Reads the JSON of a question.
     *
     * @throws Problem if it is no question
     */
    public static Question of(JsonNode json) {
        if (!json.isObject() || !json.path("command").isString()) {
            throw wrong(
                    "a question is an object with a command",
                    "Write {\"command\": \"fit\", \"arguments\": [\"runs.csv\"]}.");
        }
        for (String name : json.propertyNames()) {
            if (!List.of("command", "arguments", "options").contains(name)) {
                throw wrong("a question has no '%s'".formatted(name), "It has command, arguments and options.");
            }
        }
        var arguments = new ArrayList<String>();
        JsonNode given = json.path("arguments");
        if (!given.isMissingNode() && !given.isArray()) {
            throw wrong("arguments is a list of texts", "Write \"arguments\": [\"runs.csv\"].");
        }
        given.forEach(value -> arguments.add(text("arguments", value)));
        return new Question(json.path("command").asString(), List.copyOf(arguments), options(json.path("options")));
    }

    private static Map<String, List<String>> options(JsonNode json) {
        if (!json.isMissingNode() && !json.isObject()) {
            throw wrong("options is an object", "Write \"options\": {\"bootstrap\": 200}.");
        }
        var options = new LinkedHashMap<String, List<String>>();
        json.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isBoolean() || value.isNull()) {
                if (value.booleanValue(false)) {
                    options.put(name, List.of());
                }
            } else if (value.isArray()) {
                List<String> texts =
                        value.valueStream().map(one -> text(name, one)).toList();
                if (!texts.isEmpty()) {
                    options.put(name, texts);
                }
            } else {
                options.put(name, List.of(text(name, value)));
            }
        });
        return options;
    }

    private static String text(String where, JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        if (value.isNumber()) {
            return value.numberValue().toString();
        }
        throw wrong("%s holds %s; a text or a number was expected".formatted(where, value.getNodeType()), "");
    }

    private static Problem wrong(String detail, String wayOut) {
        return new Problem(Problem.Code.WRONG_CALL, detail, wayOut);
    }
}
