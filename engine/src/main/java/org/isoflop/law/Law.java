package org.isoflop.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;

/**
 * A scaling law: a formula, and what is known of the names in it.
 *
 * @param id a short name such as {@code chinchilla}; {@code formula} for a law that somebody typed
 * @param formula the formula; its left side is the response
 * @param parameters what is known of parameters; a name in the formula that is neither here nor a column is free
 * @param variables what is known of columns; may be empty
 * @param priors what is believed of parameters before the runs are seen; may be empty
 */
public record Law(
        String id, Formula formula, List<Parameter> parameters, List<Variable> variables, List<Prior> priors) {
    public Law {
        parameters = List.copyOf(parameters);
        variables = List.copyOf(variables);
        priors = List.copyOf(priors);
    }

    /** A law without priors. */
    public Law(String id, Formula formula, List<Parameter> parameters, List<Variable> variables) {
        this(id, formula, parameters, variables, List.of());
    }

    /** A law that says no more than its formula and the formula's own declarations. */
    public static Law of(String id, Formula formula) {
        return new Law(
                id, formula, formula.declarations().stream().map(Parameter::of).toList(), List.of());
    }

    /** A law typed by a person. */
    public static Law parse(String formula) {
        return of("formula", Formula.parse(formula));
    }

    /** What is known of the parameter of that name, or of the family {@code C} for {@code C[web]}. */
    public Parameter parameter(String name) {
        return find(name).or(() -> member(name)).orElseGet(() -> Parameter.free(name));
    }

    /** What a family says of a member: where its value has the index, {@code 2*C[i]}, it means that member. */
    private Optional<Parameter> member(String name) {
        int bracket = name.indexOf('[');
        if (bracket < 0 || !name.endsWith("]")) {
            return Optional.empty();
        }
        String member = name.substring(bracket + 1, name.length() - 1);
        return find(name.substring(0, bracket))
                .map(family -> family.value()
                        .map(value -> family.held(at(value, member)))
                        .orElse(family)
                        .named(name));
    }

    private Expr at(Expr value, String member) {
        Expr tree = value;
        for (String index : formula.indices()) {
            tree = tree.at(index, member);
        }
        return tree;
    }

    private Optional<Parameter> find(String name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** The law with what is known of one parameter changed. */
    public Law with(String name, UnaryOperator<Parameter> change) {
        var changed = new ArrayList<>(parameters);
        Parameter now = change.apply(parameter(name));
        int place = parameters.stream().map(Parameter::name).toList().indexOf(name);
        if (place < 0) {
            changed.add(now);
        } else {
            changed.set(place, now);
        }
        return new Law(id, formula, changed, variables, priors);
    }

    /** The same law with these priors in place of its own. */
    public Law believing(List<Prior> priors) {
        return new Law(id, formula, parameters, variables, priors);
    }
}
