package org.isoflop.cli;

import java.util.List;
import org.isoflop.catalogue.Entry;
import org.isoflop.catalogue.Mathematics;
import org.isoflop.data.FitJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Laws of the catalogue as JSON. */
final class LawJson {
    private LawJson() {}

    static ObjectNode list(List<Entry> entries) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode laws = node.putArray("laws");
        entries.forEach(entry -> laws.add(head(entry)));
        return finished(node);
    }

    /**
     * All that is known of a law.
     *
     * @param id as the user typed it; it may choose among sets of coefficients
     */
    static ObjectNode document(String id, Entry entry) {
        ObjectNode node = head(entry);
        node.put("latex", Mathematics.latex(entry.law().formula()));
        ObjectNode variables = node.putObject("variables");
        entry.law()
                .variables()
                .forEach(v -> variables
                        .putObject(v.name())
                        .put("meaning", v.meaning())
                        .put("unit", v.unit()));
        ObjectNode parameters = node.putObject("parameters");
        entry.law().parameters().forEach(p -> parameters.putObject(p.name()).put("meaning", p.meaning()));
        ArrayNode sets = node.putArray("coefficients");
        entry.coefficients().forEach(set -> {
            ObjectNode one = sets.addObject().put("name", set.name());
            one.set("values", FitJson.numbers(set.values()));
            one.set("errors", FitJson.numbers(set.errors()));
        });
        ObjectNode ranges = node.putObject("ranges");
        entry.ranges()
                .forEach((name, range) ->
                        ranges.putObject(name).put("low", range.low()).put("high", range.high()));
        node.putObject("source")
                .put("citation", entry.source().citation())
                .put("arxiv", entry.source().arxiv())
                .put("checkedAgainst", entry.source().checkedAgainst());
        entry.notes().forEach(node.putArray("notes")::add);
        entry.related().forEach(node.putArray("related")::add);
        node.put("example", new LawExample(id, entry).command());
        return finished(node);
    }

    private static ObjectNode head(Entry entry) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", entry.id())
                .put("kind", entry.kind().text())
                .put("title", entry.title())
                .put("formula", entry.law().formula().equation())
                .put("confidence", LawText.confidence(entry));
    }

    private static ObjectNode finished(ObjectNode node) {
        node.putArray("warnings");
        return node.put("version", Version.current());
    }
}
