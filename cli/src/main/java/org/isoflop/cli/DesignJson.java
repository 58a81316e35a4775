package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import org.isoflop.data.FitJson;
import org.isoflop.design.Curve;
import org.isoflop.design.Knowledge;
import org.isoflop.design.Marginal;
import org.isoflop.design.Spread;
import org.isoflop.design.Target;
import org.isoflop.plan.Throughput;
import org.isoflop.uncertainty.Interval;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code design} prints as JSON. */
record DesignJson(DesignAnswer answer) {

    ObjectNode node() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        Knowledge law = answer.design().laws().getFirst();
        node.put("law", law.model().law().id());
        node.put("formula", law.model().law().formula().equation());
        node.put("objective", answer.subject().objective().toString());
        node.put("assumed", answer.subject().source().isEmpty());
        node.put("budget", answer.design().limits().flops());
        node.put("cost", answer.cost());
        node.put("for", answer.purpose().label());
        node.set("target", FitJson.numbers(answer.place()));
        node.put("level", answer.level());
        runs(node.putArray("runs"));
        node.put("count", answer.proposal().count());
        node.put("flops", answer.proposal().flops());
        answer.machine().ifPresent(machine -> bill(node.putObject("bill"), machine));
        spread(
                node.putObject("before"),
                answer.proposal().before(),
                answer.simulated().before());
        spread(
                node.putObject("after"),
                answer.proposal().after(),
                answer.simulated().after());
        node.put("tables", answer.simulated().tables());
        if (Double.isFinite(answer.proposal().best())) {
            node.put("bestPossibleShare", answer.proposal().best());
        }
        FitJson.number(node, "floor", answer.proposal().floor());
        curve(node.putArray("curve"));
        answer.curve().enough().ifPresent(flops -> node.put("enough", flops));
        ObjectNode drift = node.putObject("drift");
        FitJson.number(drift, "perDecade", answer.subject().drift().perDecade());
        drift.put("predictions", answer.subject().drift().misses());
        node.set("warnings", FitJson.warnings(answer.warnings()));
        return node.put("version", Version.current());
    }

    private void bill(ObjectNode node, Throughput machine) {
        Throughput.Bill bill = machine.bill(answer.proposal().flops());
        FitJson.number(node, "acceleratorHours", bill.hours());
        bill.money().ifPresent(money -> FitJson.number(node, "money", money));
        node.put("accelerator", machine.cluster().accelerator().id());
        node.put("precision", machine.precision().id());
        node.put("utilisation", machine.utilisation());
    }

    private void runs(ArrayNode runs) {
        var table = new DesignTable(answer);
        List<DesignTable.Row> rows = table.rows();
        for (Marginal run : answer.proposal().runs()) {
            DesignTable.Row first = rows.stream()
                    .filter(row -> row.run().equals(run))
                    .findFirst()
                    .orElseThrow();
            Knowledge law = answer.design().laws().get(run.candidate().law());
            ObjectNode one = runs.addObject();
            if (answer.isComparison()) {
                one.put(answer.subject().by().orElseThrow(), law.label());
            }
            List<String> variables = law.model().variables();
            for (int j = 0; j < variables.size(); j++) {
                FitJson.number(one, variables.get(j), run.candidate().row()[j]);
            }
            one.put("flops", run.candidate().flops());
            one.put("seeds", run.seeds());
            one.put("round", first.round());
            FitJson.number(one, "predicted", table.predicted(first));
            FitJson.number(one, "deviationBefore", run.before().total());
            FitJson.number(one, "deviationAfter", run.after().total());
            FitJson.number(one, "perFlop", run.perFlop());
        }
    }

    /** An estimate as everywhere: the interval if the law is right, and calibrated with its drift. */
    private void spread(ObjectNode node, Spread spread, Optional<Spread> simulated) {
        FitJson.number(node, "deviation", spread.total());
        FitJson.number(node, "deviationIfRight", spread.law());
        simulated.ifPresent(found -> {
            ObjectNode inner = node.putObject("simulated");
            FitJson.number(inner, "deviation", found.total());
            FitJson.number(inner, "deviationIfRight", found.law());
        });
        if (answer.design().target() instanceof Target.Parameters) {
            return;
        }
        Interval plain = answer.interval(spread.law());
        FitJson.number(node, "estimate", answer.estimate());
        FitJson.number(node, "low", plain.low());
        FitJson.number(node, "high", plain.high());
        Interval drifting = answer.interval(spread.total());
        ObjectNode calibrated = node.putObject("calibrated");
        FitJson.number(calibrated, "low", drifting.low());
        FitJson.number(calibrated, "high", drifting.high());
        if (answer.isComparison()) {
            FitJson.number(node, "probability", answer.probability(spread));
        }
    }

    private void curve(ArrayNode curve) {
        for (Curve.Step step : answer.curve().steps()) {
            ObjectNode one = curve.addObject().put("flops", step.flops());
            FitJson.number(one, "deviation", step.spread().total());
            FitJson.number(one, "deviationIfRight", step.spread().law());
        }
    }
}
