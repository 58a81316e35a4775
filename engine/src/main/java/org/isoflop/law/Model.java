package org.isoflop.law;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.formula.Binding;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.Spelling;

/**
 * A law that has met the columns of a table.
 *
 * @param law the law
 * @param response the left side, over {@code observed}
 * @param observed the names of the columns that the left side reads, by the index of their variable
 * @param body the right side, over {@code variables} and {@code parameters}
 * @param variables the names of the columns that the right side reads, by the index of their variable
 * @param parameters the free parameters, by their index in a parameter vector
 * @param held the parameters that are fixed or tied, each as a tree over {@code parameters}
 */
public record Model(
        Law law,
        Expr response,
        List<String> observed,
        Expr body,
        List<String> variables,
        List<Parameter> parameters,
        Map<String, Expr> held) {

    public Model {
        observed = List.copyOf(observed);
        variables = List.copyOf(variables);
        parameters = List.copyOf(parameters);
        held = Map.copyOf(held);
    }

    /**
     * The law over a table with these columns of numbers.
     *
     * @throws InputException if the law has no response, if its response is not made of columns, or if it reads none
     */
    public static Model of(Law law, Set<String> columns) {
        Expr left = law.formula()
                .response()
                .orElseThrow(() -> new InputException(
                        "the formula '" + law.formula().equation() + "' does not say which column it describes",
                        "Put that column on the left: loss = " + law.formula().equation()));
        var strict = Binding.columns(columns, Map.of());
        Expr response = response(strict, left, law);
        var binding = Binding.law(columns);
        Expr body = binding.bind(law.formula().body());
        if (body.variables().isEmpty()) {
            throw new InputException(
                    "no name in '%s' is a column of the table, whose columns are %s"
                            .formatted(law.formula().equation(), String.join(", ", columns)),
                    "Name the columns that are meant with --map, for example --map N=params,D=tokens.");
        }
        mindSpelling(law, body, columns);
        return hold(law, response, strict.variables(), body, binding);
    }

    private static Expr response(Binding binding, Expr left, Law law) {
        try {
            return binding.bind(left);
        } catch (InputException e) {
            throw new InputException(
                    "the response '%s' of '%s': %s"
                            .formatted(left, law.formula().equation(), e.getMessage()),
                    "Name the column that is meant with --map " + left + "=COLUMN.");
        }
    }

    /**
     * A variable that the law declares and the table lacks would silently become a parameter: that is never what was
     * meant.
     */
    private static void mindSpelling(Law law, Expr body, Collection<String> columns) {
        for (Variable variable : law.variables()) {
            boolean asParameter =
                    body.parameters().stream().anyMatch(p -> p.name().equals(variable.name()));
            if (asParameter) {
                throw new InputException(
                        "the law %s reads %s (%s), which is not a column of the table; its columns are %s"
                                .formatted(law.id(), variable.name(), variable.meaning(), String.join(", ", columns)),
                        Spelling.nearest(variable.name(), columns)
                                .map(near -> "Did you mean --map " + variable.name() + "=" + near + "?")
                                .orElse("Name it with --map " + variable.name() + "=COLUMN."));
            }
        }
    }

    /** Puts fixed and tied parameters into the body and numbers the others anew. */
    private static Model hold(Law law, Expr response, List<String> observed, Expr body, Binding binding) {
        var pending = new LinkedHashMap<String, Expr>();
        var free = new ArrayList<Parameter>();
        for (int i = 0; i < binding.parameters().size(); i++) {
            Parameter known = law.parameter(binding.parameters().get(i));
            if (known.value().isPresent()) {
                // Binding the expression may bring in parameters that the body does not name.
                pending.put(known.name(), binding.bind(known.value().get()));
            } else {
                free.add(known);
            }
        }
        Expr resolved = substitute(body, pending, free, new HashSet<>());
        var held = new LinkedHashMap<String, Expr>();
        pending.forEach((name, value) -> held.put(name, substitute(value, pending, free, new HashSet<>(Set.of(name)))));
        return new Model(law, response, observed, resolved, binding.variables(), free, held);
    }

    private static Expr substitute(Expr tree, Map<String, Expr> held, List<Parameter> free, Set<String> inside) {
        if (!(tree instanceof Expr.Parameter(var _, var name))) {
            return tree.mapChildren(child -> substitute(child, held, free, inside));
        }
        Expr value = held.get(name);
        if (value == null) {
            int index = free.stream().map(Parameter::name).toList().indexOf(name);
            return new Expr.Parameter(index, name);
        }
        if (!inside.add(name)) {
            throw new InputException("the parameter " + name + " is tied to itself", "Leave one of them free.");
        }
        Expr resolved = substitute(value, held, free, inside);
        inside.remove(name);
        return resolved;
    }

    /** The names of all parameters, free ones first. */
    public List<String> names() {
        var names = new ArrayList<>(parameters.stream().map(Parameter::name).toList());
        names.addAll(held.keySet().stream().sorted().toList());
        return names;
    }

    /**
     * The value of a free, fixed or tied parameter, given the free ones.
     *
     * @throws IllegalArgumentException if the law has no such parameter
     */
    public double value(String name, double[] theta) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(name)) {
                return theta[i];
            }
        }
        Expr value = held.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the law has no parameter '" + name + "'");
        }
        return Interpreter.value(value, new double[0], theta);
    }

    /** What the law predicts for a row given by the values of {@code variables}. */
    public double predict(double[] row, double[] theta) {
        return Interpreter.value(body, row, theta);
    }
}
