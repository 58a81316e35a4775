package org.isoflop.cli;

import org.isoflop.catalogue.Advice;
import org.isoflop.data.FitJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code plan --full --json} prints of the run beside N, D and the shape. */
record PlanSheetJson(PlanSheet sheet) {

    void print(ObjectNode node) {
        hyperparameters(node.putObject("hyperparameters"));
        sheet.onMachine().ifPresent(answer -> node.set("onMachine", TimeCommand.onMachine(answer)));
        sheet.budgetDays().ifPresent(days -> FitJson.number(node, "budgetDays", days));
        ArrayNode leftOut = node.putArray("leftOut");
        sheet.leftOut()
                .forEach(one -> leftOut.addObject()
                        .put("what", one.what())
                        .put("why", one.why())
                        .put("wayOut", one.wayOut()));
        ArrayNode assumptions = node.putArray("assumptions");
        sheet.assumptions().forEach(one -> one.json(assumptions.addObject()));
    }

    private void hyperparameters(ObjectNode node) {
        node.put("optimizer", PlanSheet.OPTIMIZER);
        sheet.advisor().chosen().forEach((output, answer) -> {
            Recipe.Given given = answer.of(output);
            ObjectNode one = node.putObject(output.key());
            HyperJson.estimate(one, given, 1);
            one.put("law", given.entry().id());
            answer.outside().forEach(one.putObject("decadesOutside")::put);
        });
        sheet.advisor()
                .taken()
                .ifPresent(
                        answer -> node.put("schedule", answer.recipe().advice().schedule()));
        ObjectNode spread = node.putObject("spread");
        for (Advice.Output output : new Advice.Output[] {Advice.Output.LEARNING_RATE, Advice.Output.BATCH}) {
            spread.put(output.key(), sheet.advisor().spread(output));
        }
    }
}
