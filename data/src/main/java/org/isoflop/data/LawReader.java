package org.isoflop.data;

import java.util.LinkedHashSet;
import java.util.Set;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.law.Law;
import org.isoflop.law.Parameter;
import org.isoflop.law.Prior;
import org.isoflop.law.Variable;
import tools.jackson.databind.JsonNode;

/**
 * The laws in a file of a fit.
 *
 * @param json the file
 */
record LawReader(SavedJson json) {

    /**
     * A law with its declarations.
     *
     * @param node names it
     * @param saved holds all else
     */
    Law read(JsonNode node, JsonNode saved) {
        return new Law(
                json.text(node, "law"),
                formula(json.text(saved, "formula")),
                SavedJson.elements(json.member(saved, "declared"))
                        .map(this::parameter)
                        .toList(),
                SavedJson.elements(json.member(saved, "variables"))
                        .map(v -> new Variable(json.text(v, "name"), json.text(v, "meaning"), json.text(v, "unit")))
                        .toList(),
                json.understood(() -> Prior.parse(saved.path("prior").asString(""))));
    }

    private Parameter parameter(JsonNode p) {
        double lower = SavedJson.number(p.path("lower"));
        double upper = SavedJson.number(p.path("upper"));
        Parameter parameter = Parameter.free(json.text(p, "name"))
                .meaning(json.text(p, "meaning"))
                .within(
                        Double.isNaN(lower) ? Double.NEGATIVE_INFINITY : lower,
                        Double.isNaN(upper) ? Double.POSITIVE_INFINITY : upper)
                .startingAt(SavedJson.number(p.path("startLow")), SavedJson.number(p.path("startHigh")));
        return p.has("value") ? parameter.held(formula(json.text(p, "value")).body()) : parameter;
    }

    /** The columns of the body and of the response, to which the law is bound anew. */
    Set<String> columns(JsonNode saved, Law law) {
        var columns = new LinkedHashSet<>(SavedJson.texts(json.member(saved, "columns")));
        law.formula().response().ifPresent(response -> collectNames(response, columns));
        return columns;
    }

    private static void collectNames(Expr tree, Set<String> into) {
        if (tree instanceof Expr.Symbol(var name)) {
            into.add(name);
        }
        tree.children().forEach(child -> collectNames(child, into));
    }

    private Formula formula(String text) {
        return json.understood(() -> Formula.parse(text));
    }
}
