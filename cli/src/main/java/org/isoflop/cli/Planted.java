package org.isoflop.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Entry;
import org.isoflop.formula.Expr;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Simulation;
import org.isoflop.law.Variable;
import org.isoflop.runs.Runs;

/**
 * A law with known parameters, from which runs are drawn.
 *
 * @param law the law
 * @param values its parameters; the law may read some of these names as columns
 */
record Planted(Law law, Map<String, Double> values) {

    /** @throws InputException if a value is given to what does not occur in the law */
    Planted {
        Set<String> names = law.formula().names();
        for (String name : values.keySet()) {
            if (!names.contains(name.replaceFirst("\\[.*", ""))) {
                throw new InputException(
                        "--set names %s, which does not occur in %s"
                                .formatted(name, law.formula().equation()),
                        "Its parameters are " + String.join(", ", LawOptions.parameters(law)) + ".");
            }
        }
    }

    /** A law of the catalogue with its published coefficients, where it has some, and those that are given. */
    static Planted published(String id, Map<String, Double> given) {
        Entry entry = Catalogue.builtIn().entry(id);
        var values = new LinkedHashMap<String, Double>();
        entry.chosen().ifPresent(coefficients -> values.putAll(coefficients.values()));
        values.putAll(given);
        return new Planted(entry.law(), values);
    }

    /**
     * Runs at these places.
     *
     * @param noise the standard deviation of the logarithm of the response
     */
    Runs draw(Runs places, double noise, RandomGenerator random) {
        String response = response();
        requireVariables(response, places.numberNames());
        var columns = new LinkedHashSet<>(places.numberNames());
        columns.add(response);
        Model model = Model.of(law, columns);
        return new Simulation(model, theta(model), noise).of(places, response, random);
    }

    /** The column that the law describes. */
    String response() {
        if (law.formula().response().orElse(null) instanceof Expr.Symbol(var name)) {
            return name;
        }
        throw new InputException(
                "the left side of '%s' is not one column"
                        .formatted(law.formula().equation()),
                "Write loss = ….");
    }

    private void requireVariables(String response, Set<String> columns) {
        for (Variable variable : law.variables()) {
            if (!columns.contains(variable.name()) && !variable.name().equals(response)) {
                throw new InputException(
                        "the law %s reads %s (%s), which --grid does not give"
                                .formatted(law.id(), variable.name(), variable.meaning()),
                        "Add it: --grid \"…, %s=LOW..HIGH*COUNT\".".formatted(variable.name()));
            }
        }
    }

    /** The parameters in the order of a model of this law. */
    double[] theta(Model model) {
        List<String> names = model.parameters().stream().map(Parameter::name).toList();
        List<String> missing =
                names.stream().filter(name -> !values.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new InputException(
                    "%s: no value for %s".formatted(law.id(), String.join(", ", missing)),
                    "Give them with --set, or in --grid if they are columns: --set \"" + missing.getFirst() + "=…\".");
        }
        return names.stream().mapToDouble(values::get).toArray();
    }
}
