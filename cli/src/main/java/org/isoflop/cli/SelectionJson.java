package org.isoflop.cli;

import org.isoflop.data.FitJson;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Backtest;
import org.isoflop.forecast.Selection;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code select --json} prints. */
record SelectionJson(Selection selection, Axis axis) {
    String text(UsableRows rows) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("chosen", selection.chosen().track().law().id());
        Backtest backtest = selection.backtest();
        ArrayNode laws = node.putArray("laws");
        for (Selection.Standing s : selection.standings()) {
            ObjectNode law = laws.addObject();
            law.put("law", s.track().law().id())
                    .put("formula", s.track().law().formula().equation())
                    .put("parameters", s.track().parameters());
            FitJson.number(law, "error", s.error());
            FitJson.number(law, "uncertainty", s.uncertainty());
            law.put("share", s.weight()).put("tied", s.tied());
            FitJson.number(FitJson.number(law, "aic", s.aic()), "bic", s.bic());
        }
        ArrayNode refused = node.putArray("refused");
        backtest.refused()
                .forEach(r -> refused.addObject().put("law", r.law().id()).put("reason", r.reason()));
        node.putObject("backtest")
                .put("axis", axis.expression())
                .put("cuts", backtest.cuts().size())
                .put("logarithmic", backtest.logarithmic());
        ArrayNode agreement = node.putArray("agreement");
        for (double times : new double[] {10, 100}) {
            ObjectNode one = agreement.addObject().put("reach", times);
            FitJson.number(one, "apart", selection.disagreement(axis.beyond(backtest.runs(), times)));
        }
        node.put("rows", rows.sample().size());
        node.set("warnings", FitJson.warnings(rows.objections()));
        return FitJson.text(node.put("version", Version.current()));
    }
}
