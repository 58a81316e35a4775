package org.isoflop.cli;

import java.util.List;
import org.isoflop.data.FitJson;
import org.isoflop.transfer.Quantity;
import org.isoflop.transfer.RuleSet;
import org.isoflop.transfer.Shape;
import org.isoflop.transfer.TensorClass;
import org.isoflop.transfer.Transfer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code transfer --json} prints. */
final class TransferJson {
    private TransferJson() {}

    static ObjectNode of(TransferStudy study) {
        Transfer transfer = study.transfer();
        ObjectNode node = head(transfer.rules());
        sizes(node.putObject("proxy"), transfer.proxy());
        sizes(node.putObject("target"), transfer.target());
        ObjectNode tensors = node.putObject("tensors");
        for (TensorClass tensor : transfer.tensors()) {
            ObjectNode one = tensors.putObject(tensor.text());
            for (Quantity quantity : Quantity.values()) {
                transfer.rules().rule(tensor, quantity).ifPresent(rule -> {
                    ObjectNode entry = one.putObject(quantity.key());
                    entry.put("rule", rule.text());
                    FitJson.number(
                            entry, "factor", transfer.factor(tensor, quantity).orElseThrow());
                    study.tuned()
                            .in(transfer, tensor, quantity)
                            .ifPresent(value -> FitJson.number(entry, "value", value));
                });
            }
        }
        transfer.residual().ifPresent(value -> node.put("residualMultiplier", value));
        transfer.attention().ifPresent(value -> node.put("attentionScale", value));
        ObjectNode disputed = node.putObject("disputed");
        study.disputed().forEach((quantity, answers) -> {
            ArrayNode list = disputed.putArray(quantity.key());
            answers.forEach((factor, ids) -> {
                ArrayNode names = list.addObject().put("factor", factor).putArray("rules");
                ids.forEach(names::add);
            });
        });
        transfer.rules().notes().forEach(node.putArray("notes")::add);
        node.set("warnings", FitJson.warnings(study.objections()));
        return node.put("version", Version.current());
    }

    static ObjectNode list(List<RuleSet> all) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode rules = node.putArray("rules");
        all.forEach(one -> rules.add(head(one)));
        node.putArray("warnings");
        return node.put("version", Version.current());
    }

    private static ObjectNode head(RuleSet rules) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("rules", rules.id()).put("title", rules.title()).put("optimizer", rules.optimizer());
        rules.promises().forEach(node.putArray("promises")::add);
        node.putObject("source")
                .put("citation", rules.source().citation())
                .put("arxiv", rules.source().arxiv())
                .put("checked", rules.source().checked());
        return node;
    }

    private static void sizes(ObjectNode node, Shape shape) {
        shape.sizes().forEach(node::put);
    }
}
