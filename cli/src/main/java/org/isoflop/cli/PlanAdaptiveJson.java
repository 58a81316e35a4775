package org.isoflop.cli;

import java.util.List;
import org.isoflop.data.FitJson;
import org.isoflop.plan.ShapeSchedule;
import org.isoflop.uncertainty.Estimate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code plan --adaptive --json} prints. */
record PlanAdaptiveJson(PlanAdaptive plan) {

    String of(List<PlanAdaptive.Answer> answers) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode shapes = node.putArray("shapes");
        for (PlanAdaptive.Shape shape : plan.shapes()) {
            ObjectNode one = shapes.addObject()
                    .put("shape", shape.course().name())
                    .put("law", shape.oracle().model().law().id())
                    .put("formula", shape.oracle().model().law().formula().equation());
            if (!plan.isOfComputeAlone()) {
                FitJson.number(one, "N", shape.course().parameters());
                FitJson.number(one, "flopsPerToken", shape.course().perToken());
            }
        }
        node.put("count", plan.cost()).put("level", plan.level()).put("draws", plan.draws());
        if (answers.size() == 1) {
            schedule(node, answers.getFirst());
        } else {
            ArrayNode frontier = node.putArray("frontier");
            answers.forEach(answer -> schedule(frontier.addObject(), answer));
        }
        node.set("warnings", FitJson.warnings(plan.objections(answers.getLast())));
        return FitJson.text(node.put("version", Version.current()));
    }

    private static void schedule(ObjectNode node, PlanAdaptive.Answer answer) {
        ShapeSchedule schedule = answer.schedule();
        estimate(node.putObject("flops"), answer.flops());
        estimate(node.putObject("loss"), answer.loss());
        estimate(node.putObject("saved"), answer.saved());
        ObjectNode fixed = node.putObject("fixed");
        ObjectNode same =
                fixed.putObject("sameLoss").put("shape", schedule.fixed().name());
        FitJson.number(same, "flops", schedule.fixedFlops());
        ObjectNode cost = fixed.putObject("sameFlops").put("shape", answer.fixed());
        FitJson.number(cost, "loss", answer.fixedLoss());
        answer.sameOrder().ifPresent(share -> node.put("shareOfDrawsInThisOrder", share));
        ArrayNode legs = node.putArray("legs");
        for (ShapeSchedule.Leg leg : schedule.legs()) {
            ObjectNode one = legs.addObject().put("shape", leg.course().name());
            FitJson.number(FitJson.number(one, "fromFlops", leg.from()), "toFlops", leg.to());
            FitJson.number(FitJson.number(one, "fromLoss", leg.lossFrom()), "toLoss", leg.loss());
            FitJson.number(FitJson.number(one, "ownFromFlops", leg.ownFrom()), "ownToFlops", leg.ownTo());
        }
    }

    private static void estimate(ObjectNode node, Estimate estimate) {
        FitJson.number(node, "estimate", estimate.value());
        estimate.interval().ifPresent(i -> FitJson.number(FitJson.number(node, "low", i.low()), "high", i.high()));
    }
}
