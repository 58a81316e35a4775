package org.isoflop.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isoflop.law.Model;

/**
 * One published set of values for all parameters of a law.
 *
 * @param name what tells it from the other sets of its entry, such as the data it was fitted to
 * @param values the value of every parameter, in the order of the file
 * @param errors published standard errors; a parameter without one is missing
 */
public record Coefficients(String name, Map<String, Double> values, Map<String, Double> errors) {
    /** What a law without parameters needs. */
    static final Coefficients NONE = new Coefficients("", Map.of(), Map.of());

    public Coefficients {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
    }

    /**
     * The values as a parameter vector of a model of this law, ready for
     * {@link Model#predict(double[], double[]) model.predict}.
     *
     * @throws IllegalArgumentException if the model has a free parameter that is not in this set
     */
    public double[] theta(Model model) {
        return model.parameters().stream()
                .mapToDouble(parameter -> value(parameter.name()))
                .toArray();
    }

    /**
     * The value of one parameter.
     *
     * @throws IllegalArgumentException if the law has no such parameter
     */
    public double value(String parameter) {
        Double value = values.get(parameter);
        if (value == null) {
            throw new IllegalArgumentException("the coefficients " + name + " do not give " + parameter);
        }
        return value;
    }
}
