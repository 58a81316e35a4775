package org.isoflop.law;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.formula.Binding;
import org.isoflop.formula.Declaration;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.Spelling;
import org.isoflop.formula.UnknownNameException;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;

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
     * The law over a table.
     *
     * @throws InputException if a name in it is a column of text, and as {@link #of(Law, Set)} does
     */
    public static Model of(Law law, Runs runs) {
        Set<String> names = law.formula().names();
        for (Column column : runs.columns()) {
            int dot = column.name().indexOf('.');
            boolean named = names.contains(column.name())
                    || dot > 0 && names.contains(column.name().substring(0, dot));
            if (named && column instanceof Column.Labels) {
                // Says which cell is no number; a parameter of that name would never be what was meant.
                runs.numbers(column.name());
            }
        }
        return of(law, runs.numberNames());
    }

    /**
     * The law over columns of numbers with these names. Where there is a table, {@link #of(Law, Runs)} knows more.
     *
     * @throws InputException if the law has no response, if its response is not made of columns, if it reads none, or
     *     if its {@code where} part declares what is no parameter of it
     */
    public static Model of(Law law, Set<String> allColumns) {
        Set<String> columns = readable(law, allColumns);
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
                            .formatted(law.formula().equation(), Spelling.some(columns)),
                    "Name the columns that are meant with --map, for example --map N=params,D=tokens.");
        }
        mindSpelling(law, body, columns);
        Model model = hold(law, response, strict.variables(), body, binding);
        mindDeclarations(law, binding.parameters(), columns);
        return model;
    }

    /** A law that says what its variables are does not take a column for one of its parameters that has the same name. */
    private static Set<String> readable(Law law, Set<String> columns) {
        if (law.variables().isEmpty()) {
            return columns;
        }
        var readable = new LinkedHashSet<>(columns);
        law.parameters().stream()
                .map(Parameter::name)
                .filter(name -> law.variables().stream().noneMatch(v -> v.name().equals(name)))
                .forEach(readable::remove);
        return readable;
    }

    private static Expr response(Binding binding, Expr left, Law law) {
        String place = "the response '%s' of '%s'".formatted(left, law.formula().equation());
        Expr response;
        try {
            response = binding.bind(left);
        } catch (UnknownNameException e) {
            throw new InputException(
                    place + ": " + e.getMessage(),
                    e.wayOut().isEmpty()
                            ? "Name the column that is meant with --map " + e.name() + "=COLUMN."
                            : e.wayOut());
        }
        if (response.variables().isEmpty()) {
            throw new InputException(place + " names no column", "Put the column that it describes on the left.");
        }
        return response;
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
                                .formatted(law.id(), variable.name(), variable.meaning(), Spelling.some(columns)),
                        Spelling.nearest(variable.name(), columns)
                                .map(near -> "Did you mean --map " + variable.name() + "=" + near + "?")
                                .orElse("Name it with --map " + variable.name() + "=COLUMN."));
            }
        }
    }

    /** Puts fixed and tied parameters into the body and numbers the others anew. */
    private static Model hold(Law law, Expr response, List<String> observed, Expr body, Binding binding) {
        List<String> variables = binding.variables();
        var values = new LinkedHashMap<String, Expr>();
        var free = new ArrayList<Parameter>();
        for (int i = 0; i < binding.parameters().size(); i++) {
            Parameter known = law.parameter(binding.parameters().get(i));
            // Binding the expression may bring in parameters that the body does not name.
            known.value()
                    .ifPresentOrElse(
                            value -> values.put(known.name(), tie(known, value, binding)), () -> free.add(known));
        }
        var ties = new Ties(values, free.stream().map(Parameter::name).toList());
        return new Model(law, response, observed, ties.in(body), variables, free, ties.held());
    }

    private static Expr tie(Parameter parameter, Expr value, Binding binding) {
        Expr bound = binding.bind(value);
        bound.variables().stream().findFirst().ifPresent(column -> {
            throw new InputException(
                    "the parameter %s is tied to %s, which is a column: a parameter is one number for the whole table"
                            .formatted(parameter.name(), column.name()),
                    "Write %s in the formula itself.".formatted(value));
        });
        return bound;
    }

    /** A slip of the finger in {@code where} would silently drop a bound. */
    private static void mindDeclarations(Law law, List<String> parameters, Set<String> columns) {
        for (Declaration declaration : law.formula().declarations()) {
            String name = declaration.name();
            if (parameters.stream().anyMatch(p -> p.equals(name) || p.startsWith(name + "["))) {
                continue;
            }
            throw new InputException(
                    "the formula declares %s, which %s"
                            .formatted(
                                    name,
                                    columns.contains(name)
                                            ? "is a column of the table and no parameter"
                                            : "is no parameter of '"
                                                    + law.formula().equation() + "'"),
                    columns.contains(name)
                            ? "Leave it out of the where part, or rename the parameter."
                            : Spelling.nearest(name, parameters)
                                    .map(near -> "Did you mean " + near + "?")
                                    .orElse("Its parameters are " + String.join(", ", parameters) + "."));
        }
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
