package org.isoflop.server.reading;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Mathematics;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.formula.Linearity;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A law that somebody types, looked at while they do. */
public final class FormulaView {
    private FormulaView() {}

    /**
     * What a formula says.
     *
     * @param columns of the table that it is meant for; without them whatever is not a usual column is a parameter
     * @throws org.isoflop.formula.FormulaException with the place of a mistake
     * @throws InputException if it is no law for these columns
     */
    public static ObjectNode typed(String text, Optional<List<String>> columns) {
        return json(Law.of("formula", Formula.parse(text)), columns);
    }

    /** The same for a law of the catalogue. */
    public static ObjectNode known(String id, Optional<List<String>> columns) {
        return json(Catalogue.builtIn().entry(id).law(), columns);
    }

    private static ObjectNode json(Law law, Optional<List<String>> columns) {
        if (law.formula().response().isEmpty()) {
            throw new InputException(
                    "the formula does not say which column it describes",
                    "Put that column on the left: loss = %s"
                            .formatted(law.formula().equation()));
        }
        Set<String> known = columns.<Set<String>>map(LinkedHashSet::new).orElseGet(() -> assumed(law));
        Model model = Model.of(law, known);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("text", law.formula().text())
                .put("equation", Mathematics.latex(law.formula()))
                .put("plain", Mathematics.plain(law.formula()));
        node.put("response", model.response().toString());
        model.variables().forEach(node.putArray("variables")::add);
        ArrayNode parameters = node.putArray("parameters");
        model.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        linear(model).forEach(node.putArray("linear")::add);
        return node;
    }

    /** Without a table: what the law says of itself, and the usual names. */
    private static Set<String> assumed(Law law) {
        var names = new LinkedHashSet<String>();
        law.formula().response().ifPresent(response -> collect(response, names));
        law.variables().forEach(variable -> names.add(variable.name()));
        List.of("N", "D", "C", "lr", "batch").stream()
                .filter(law.formula().names()::contains)
                .forEach(names::add);
        return names;
    }

    private static void collect(Expr tree, Set<String> names) {
        if (tree instanceof Expr.Symbol(var name)) {
            names.add(name);
        }
        tree.children().forEach(child -> collect(child, names));
    }

    private static ObjectNode parameter(Parameter parameter) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", parameter.name());
        if (!parameter.meaning().isEmpty()) {
            node.put("meaning", parameter.meaning());
        }
        putFinite(node, "low", parameter.lower());
        putFinite(node, "high", parameter.upper());
        return node;
    }

    private static void putFinite(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        }
    }

    /** The parameters that a fit solves for at once. */
    private static List<String> linear(Model model) {
        var symbols = new java.util.ArrayList<Expr.Parameter>();
        for (int i = 0; i < model.parameters().size(); i++) {
            symbols.add(new Expr.Parameter(i, model.parameters().get(i).name()));
        }
        return Linearity.linear(model.body(), symbols).stream()
                .map(Expr.Parameter::name)
                .collect(Collectors.toList());
    }
}
