package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isoflop.data.FitJson;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Outlook;
import org.isoflop.forecast.Prediction;
import org.isoflop.forecast.Score;
import org.isoflop.uncertainty.Interval;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code predict --json} prints. */
record PredictionJson(Oracle oracle) {

    /** For one place. */
    String point(double[][] columns, Prediction prediction) {
        ObjectNode node = of(prediction);
        ObjectNode place = node.putObject("at");
        List<String> variables = oracle.variables();
        for (int j = 0; j < columns.length; j++) {
            place.put(variables.get(j), columns[j][0]);
        }
        return finished(node, columns, List.of(prediction));
    }

    /** For every row of a table. */
    String table(double[][] columns, List<Prediction> predictions, Optional<Score> score) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode list = node.putArray("predictions");
        predictions.forEach(prediction -> list.add(of(prediction)));
        score.ifPresent(found -> score(node.putObject("score"), found));
        return finished(node, columns, predictions);
    }

    private static ObjectNode of(Prediction prediction) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        FitJson.number(node, "estimate", prediction.estimate());
        prediction.run().ifPresent(interval -> ends(node, interval));
        prediction.curve().ifPresent(interval -> ends(node.putObject("curve"), interval));
        prediction.calibrated().ifPresent(expected -> {
            ends(node.putObject("calibrated"), expected.run());
            node.put("reach", expected.reach()).put("apart", expected.apart());
        });
        return node;
    }

    private static void score(ObjectNode node, Score score) {
        node.put("rows", score.rows());
        FitJson.number(node, "r2", score.r2());
        FitJson.number(node, "rankCorrelation", score.rankCorrelation());
        FitJson.number(node, "meanAbsoluteError", score.meanAbsoluteError());
        FitJson.number(node, "medianRelativeError", score.medianRelativeError());
        FitJson.number(node, "meanRelativeError", score.meanRelativeError());
    }

    private static void ends(ObjectNode node, Interval interval) {
        FitJson.number(FitJson.number(node, "low", interval.low()), "high", interval.high());
    }

    private String finished(ObjectNode node, double[][] columns, List<Prediction> predictions) {
        var warnings = new ArrayList<Objection>(oracle.beyond(columns));
        warnings.addAll(oracle.beyondTrials(predictions));
        warnings.addAll(oracle.undetermined(predictions));
        oracle.outlook()
                .flatMap(Outlook::calibration)
                .ifPresent(learned -> node.set("backtest", FitJson.calibration(learned)));
        node.put("law", oracle.model().law().id());
        node.put("formula", oracle.model().law().formula().equation());
        node.put("level", oracle.forecast().level());
        oracle.otherKind().ifPresent(kind -> node.put("intervalOfFit", kind));
        node.set("warnings", FitJson.warnings(warnings));
        return FitJson.text(node.put("version", Version.current()));
    }
}
