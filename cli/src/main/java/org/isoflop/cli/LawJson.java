package org.isoflop.cli;

import java.util.List;
import org.isoflop.catalogue.Entry;
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

    /** All that is known of a law. */
    static ObjectNode document(Entry entry) {
        ObjectNode node = head(entry);
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
