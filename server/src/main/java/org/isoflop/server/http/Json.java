package org.isoflop.server.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import org.isoflop.server.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON in requests and answers. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static void answer(Context ctx, JsonNode node) {
        answer(ctx, node.toString());
    }

    static void answer(Context ctx, String json) {
        ctx.contentType("application/json").result(json.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws Problem if it is no JSON */
    static JsonNode parse(byte[] text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (!node.isMissingNode()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new Problem(
                    Problem.Code.WRONG_CALL,
                    "the body is not JSON: " + e.getOriginalMessage(),
                    "Send one JSON document.");
        }
        throw new Problem(Problem.Code.WRONG_CALL, "the body is empty; JSON was expected", "Send one JSON document.");
    }

    /** @throws Problem if it is no object */
    static JsonNode parseObject(byte[] text) {
        JsonNode node = parse(text);
        if (!node.isObject()) {
            throw new Problem(Problem.Code.WRONG_CALL, "the body is no JSON object", "Send {…}.");
        }
        return node;
    }

    /** Text that a command printed as JSON, as a node that is written as it is. */
    static JsonNode raw(String json) {
        return JsonNodeFactory.instance.rawValueNode(new tools.jackson.databind.util.RawValue(json.strip()));
    }
}
