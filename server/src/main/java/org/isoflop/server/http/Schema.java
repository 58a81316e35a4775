package org.isoflop.server.http;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schema, as much of it as the description of the API needs. */
final class Schema {
    private Schema() {}

    static ObjectNode text() {
        return Json.object().put("type", "string");
    }

    static ObjectNode text(String description) {
        return text().put("description", description);
    }

    static ObjectNode whole() {
        return Json.object().put("type", "integer");
    }

    static ObjectNode number() {
        return Json.object().put("type", "number");
    }

    static ObjectNode truth() {
        return Json.object().put("type", "boolean");
    }

    static ObjectNode any() {
        return Json.object();
    }

    static ObjectNode orNull(ObjectNode schema) {
        String type = schema.get("type").asString();
        schema.putArray("type").add(type).add("null");
        return schema;
    }

    static ObjectNode ref(String name) {
        return Json.object().put("$ref", "#/components/schemas/" + name);
    }

    static ObjectNode list(ObjectNode of) {
        return Json.object().put("type", "array").set("items", of);
    }

    static ObjectNode oneOf(String... names) {
        ObjectNode node = Json.object();
        var choices = node.putArray("oneOf");
        for (String name : names) {
            choices.add(ref(name));
        }
        return node;
    }

    /**
     * An object with these members and no others.
     *
     * @param members by their names; a question mark after a name says that it may be missing
     */
    static ObjectNode object(Map<String, ObjectNode> members) {
        ObjectNode node = open(members);
        return node.put("additionalProperties", false);
    }

    /** An object with these members and perhaps others. */
    static ObjectNode open(Map<String, ObjectNode> members) {
        ObjectNode node = Json.object().put("type", "object");
        ObjectNode properties = node.putObject("properties");
        var required = node.putArray("required");
        members.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(member -> {
            String name = member.getKey();
            boolean isOptional = name.endsWith("?");
            String plain = isOptional ? name.substring(0, name.length() - 1) : name;
            properties.set(plain, member.getValue());
            if (!isOptional) {
                required.add(plain);
            }
        });
        return node;
    }
}
