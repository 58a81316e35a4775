package org.isoflop.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isoflop.data.FitJson;
import org.isoflop.hyper.Cell;
import org.isoflop.hyper.Optimum;
import org.isoflop.hyper.OptimumLaw;
import org.isoflop.hyper.Sweep;
import org.isoflop.uncertainty.Interval;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code hyper fit --json} prints. */
record SweepJson(SweepStudy study) {

    ObjectNode document(Map<String, Double> place) {
        Sweep sweep = study.table().sweep();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("method", study.fit().method().label());
        node.put("within", study.fit().within());
        node.put("rows", sweep.size());
        node.put("used", study.fit().used());
        node.put("diverged", sweep.diverged());
        node.put("level", study.level());
        ArrayNode laws = node.putArray("laws");
        study.laws().forEach(all -> all.forEach(law -> laws.add(law(law))));
        ArrayNode cells = node.putArray("cells");
        ArrayNode leftOut = node.putArray("leftOut");
        for (int c = 0; c < sweep.cells().size(); c++) {
            Cell cell = sweep.cells().get(c);
            switch (study.fit().optima().get(c)) {
                case Optimum.Found found -> cells.add(found(c, cell, found));
                case Optimum other -> leftOut.add(scale(cell).put("reason", SweepStudy.reason(other)));
            }
        }
        if (!place.isEmpty()) {
            node.set("at", FitJson.numbers(place));
            ObjectNode recommendation = node.putObject("recommendation");
            study.at(place)
                    .forEach((name, estimate) ->
                            estimate(recommendation.putObject(name), estimate.value(), estimate.interval()));
        }
        double[] regrets = study.regrets();
        if (regrets.length > 0) {
            node.putObject("regret")
                    .put("median", regrets[regrets.length / 2])
                    .put("largest", regrets[regrets.length - 1]);
        }
        node.set("warnings", FitJson.warnings(study.objections()));
        return node.put("version", Version.current());
    }

    private ObjectNode law(OptimumLaw law) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("of", law.form().of());
        node.put("formula", SweepText.formula(law.form()));
        ObjectNode parameters = node.putObject("parameters");
        estimate(
                parameters.putObject("a"),
                Math.exp(law.theta()[0]),
                law.draws().interval(theta -> Math.exp(theta[0]), study.level()));
        for (int j = 0; j < law.form().by().size(); j++) {
            int index = 1 + j;
            ObjectNode exponent = parameters.putObject(law.form().by().get(j));
            estimate(exponent, law.theta()[index], law.draws().interval(theta -> theta[index], study.level()));
            FitJson.number(exponent, "standardError", law.draws().standardError(theta -> theta[index]));
        }
        FitJson.number(node, "scatter", law.scatter());
        return node.put("cells", law.cells());
    }

    private ObjectNode found(int c, Cell cell, Optimum.Found found) {
        Sweep sweep = study.table().sweep();
        ObjectNode node = scale(cell);
        node.put("rows", cell.size()).put("used", found.near()).put("diverged", cell.diverged());
        FitJson.number(node, "loss", Math.exp(found.logLoss()));
        FitJson.number(node, "noise", found.noise());
        ObjectNode optimum = node.putObject("optimum");
        ObjectNode plateau = node.putObject("plateau");
        IntStream.range(0, sweep.factors().size()).forEach(j -> {
            String name = sweep.factors().get(j);
            Interval logs = study.fit().interval(c, j, study.level());
            estimate(
                    optimum.putObject(name),
                    Math.exp(found.at()[j]),
                    new Interval(Math.exp(logs.low()), Math.exp(logs.high()), study.level()));
            ObjectNode ranges = plateau.putObject(name);
            for (double share : List.of(0.001, 0.01)) {
                double reach = found.reach(j, share);
                ObjectNode range = ranges.putObject(Double.toString(share));
                FitJson.number(range, "low", Math.exp(found.at()[j] - reach));
                FitJson.number(range, "high", Math.exp(found.at()[j] + reach));
            }
        });
        return node;
    }

    private ObjectNode scale(Cell cell) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        List<String> scales = study.table().sweep().scales();
        IntStream.range(0, scales.size()).forEach(j -> node.put(scales.get(j), cell.scale()[j]));
        return node;
    }

    private static void estimate(ObjectNode node, double value, Interval interval) {
        FitJson.number(
                FitJson.number(FitJson.number(node, "estimate", value), "low", interval.low()),
                "high",
                interval.high());
    }
}
