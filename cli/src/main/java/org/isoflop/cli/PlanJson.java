package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isoflop.data.FitJson;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Prediction;
import org.isoflop.plan.Bound;
import org.isoflop.plan.Optimum;
import org.isoflop.plan.Plan;
import org.isoflop.plan.Sensitivity;
import org.isoflop.uncertainty.Estimate;
import org.isoflop.uncertainty.Interval;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code plan --json} prints. */
record PlanJson(Oracle oracle, PlanSetting setting, boolean sensitivity, Optional<PlanSheet> sheet) {

    /** One budget, or several. */
    String of(List<PlanStudy.Answer> answers) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("law", oracle.model().law().id());
        node.put("formula", oracle.model().law().formula().equation());
        node.put("level", oracle.forecast().level());
        node.put("draws", oracle.forecast().draws().size());
        var warnings = new ArrayList<Objection>();
        if (answers.size() == 1) {
            plan(node, answers.getFirst());
        } else {
            ArrayNode frontier = node.putArray("frontier");
            answers.forEach(answer -> plan(frontier.addObject(), answer));
        }
        answers.forEach(answer -> answer.best().objections().stream()
                .filter(objection -> !warnings.contains(objection))
                .forEach(warnings::add));
        sheet.map(PlanSheet::objections).ifPresent(warnings::addAll);
        node.set("warnings", FitJson.warnings(warnings));
        return FitJson.text(node.put("version", Version.current()));
    }

    private void plan(ObjectNode node, PlanStudy.Answer answer) {
        PlanStudy.Planned best = answer.best();
        Plan plan = best.plan();
        ObjectNode budget = node.putObject("budget");
        estimate(budget.putObject("flops"), plan.budget());
        budget.put("count", best.of().planner().allocation().spending().cost().name());
        FitJson.number(budget, "spent", plan.spent());
        optimum(node.putObject("optimum"), best);
        plan.growth().ifPresent(growth -> {
            ObjectNode exponents = node.putObject("exponents");
            estimate(exponents.putObject("N"), growth.parameters());
            estimate(exponents.putObject("D"), growth.tokens());
        });
        ArrayNode flats = node.putArray("flat");
        for (Plan.Flat flat : plan.flats()) {
            ObjectNode one = flats.addObject().put("share", flat.share());
            ObjectNode range = one.putObject("N");
            FitJson.number(FitJson.number(range, "low", flat.low()), "high", flat.high());
        }
        ArrayNode curve = node.putArray("curve");
        plan.curve().forEach(run -> run(curve.addObject(), run));
        ArrayNode bounds = node.putArray("bounds");
        if (!best.of().isOfComputeAlone()) {
            Bound.texts(plan.bounds()).forEach(bounds::add);
        }
        new PlanFacts(setting, best, sheet).json(node, budget);
        sheet.map(PlanSheetJson::new).ifPresent(full -> full.print(node.putObject("full")));
        plan.price().ifPresent(price -> FitJson.number(node, "price", price));
        plan.regret().ifPresent(regret -> FitJson.number(node, "regret", regret));
        if (sensitivity) {
            ArrayNode all = node.putArray("sensitivity");
            best.sensitivity().forEach(one -> sensitivity(all.addObject(), one));
        }
        if (answer.all().size() > 1) {
            ArrayNode choices = node.putArray("choices");
            answer.all().forEach(one -> choice(choices.addObject(), one));
        }
    }

    private static void optimum(ObjectNode node, PlanStudy.Planned planned) {
        Plan plan = planned.plan();
        planned.of().chosen().forEach(node::put);
        if (!planned.of().isOfComputeAlone()) {
            estimate(node.putObject("N"), plan.parameters());
            estimate(node.putObject("D"), plan.tokens());
            estimate(node.putObject("tokensPerParameter"), plan.ratio());
        }
        ObjectNode loss = node.putObject("loss");
        planned.prediction()
                .ifPresentOrElse(prediction -> prediction(loss, prediction), () -> estimate(loss, plan.loss()));
    }

    private static void prediction(ObjectNode node, Prediction prediction) {
        FitJson.number(node, "estimate", prediction.estimate());
        prediction.run().ifPresent(interval -> ends(node, interval));
        prediction.curve().ifPresent(interval -> ends(node.putObject("curve"), interval));
        prediction.calibrated().ifPresent(expected -> ends(node.putObject("calibrated"), expected.run()));
    }

    private static void sensitivity(ObjectNode node, Sensitivity one) {
        node.put("parameter", one.parameter());
        ends(node, one.interval());
        FitJson.number(node, "shareOfN", one.sizeKnown());
        FitJson.number(node, "shareOfLoss", one.lossKnown());
        ObjectNode alone = node.putObject("N");
        FitJson.number(FitJson.number(alone, "low", one.low()), "high", one.high());
    }

    private static void choice(ObjectNode node, PlanStudy.Planned planned) {
        planned.of().chosen().forEach(node::put);
        run(node, planned.plan().optimum());
        FitJson.number(node, "flops", planned.plan().budget().value());
    }

    private static void run(ObjectNode node, Optimum run) {
        FitJson.number(node, "N", run.parameters());
        FitJson.number(node, "D", run.tokens());
        FitJson.number(node, "loss", run.loss());
    }

    private static void estimate(ObjectNode node, Estimate estimate) {
        FitJson.number(node, "estimate", estimate.value());
        estimate.interval().ifPresent(interval -> ends(node, interval));
    }

    private static void ends(ObjectNode node, Interval interval) {
        FitJson.number(FitJson.number(node, "low", interval.low()), "high", interval.high());
    }
}
