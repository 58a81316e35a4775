package org.isoflop.cli;

import java.util.Map;
import org.isoflop.catalogue.Advice;
import org.isoflop.catalogue.Entry;
import org.isoflop.data.FitJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code hyper --json} prints. */
record HyperJson(Advisor advisor, double sequence) {

    ObjectNode document() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("at", FitJson.numbers(advisor.place()));
        node.put("sequence", sequence);
        advisor.taken()
                .ifPresent(answer -> node.put("recommended", answer.recipe().name()));
        ArrayNode recommendations = node.putArray("recommendations");
        advisor.answers().forEach(answer -> recommendations.add(recommendation(answer)));
        ArrayNode silent = node.putArray("silent");
        advisor.silent().forEach((entry, names) -> {
            ObjectNode one = silent.addObject().put("law", entry.id());
            names.forEach(one.putArray("needs")::add);
            one.put("published", entry.chosen().isPresent());
        });
        node.set("warnings", FitJson.warnings(advisor.objections()));
        return node.put("version", Version.current());
    }

    private ObjectNode recommendation(Recipe.Answer answer) {
        Advice advice = answer.recipe().advice();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("law", answer.recipe().name());
        node.put("recommended", advisor.taken().filter(answer::equals).isPresent());
        for (Map.Entry<Advice.Output, Recipe.Given> given : answer.given().entrySet()) {
            Recipe.Given one = given.getValue();
            boolean isBatch = given.getKey() == Advice.Output.BATCH;
            estimate(
                    node.putObject(
                            isBatch && !one.isInTokens()
                                    ? "batch"
                                    : given.getKey().key()),
                    one,
                    1);
            if (isBatch && one.isInTokens()) {
                estimate(node.putObject("batchSequences"), one, sequence);
            }
        }
        ArrayNode laws = node.putArray("laws");
        answer.given().values().stream().map(Recipe.Given::entry).map(Entry::id).forEach(laws::add);
        ObjectNode outside = node.putObject("decadesOutside");
        answer.outside().forEach(outside::put);
        node.putObject("setting")
                .put("task", advice.task())
                .put("optimizer", advice.optimizer())
                .put("schedule", advice.schedule())
                .put("model", advice.model())
                .put("held", advice.held());
        return node;
    }

    static void estimate(ObjectNode node, Recipe.Given given, double unit) {
        FitJson.number(node, "estimate", given.value() / unit);
        FitJson.number(node, "low", given.low() / unit);
        FitJson.number(node, "high", given.high() / unit);
    }
}
