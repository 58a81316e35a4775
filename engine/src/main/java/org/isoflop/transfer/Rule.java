package org.isoflop.transfer;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.formula.Binding;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.UnknownNameException;

/** One formula of a rule set, over the sizes of a tensor and of its model. */
public final class Rule {
    private static final List<String> MODEL =
            List.of("width", "depth", "head_dim", "ffn", "vocab", "batch", "tokens", "rank");

    private final String text;
    private final Expr tree;
    private final List<String> names;

    private Rule(String text, Expr tree, List<String> names) {
        this.text = text;
        this.tree = tree;
        this.names = names;
    }

    /**
     * Reads {@code 1/fan_in}.
     *
     * @throws InputException if it is no formula, or names what no model has
     */
    public static Rule parse(String text) {
        Formula formula = Formula.parse(text);
        if (formula.response().isPresent()) {
            throw new InputException("a rule such as '%s' has no left side".formatted(text), "Write 1/fan_in.");
        }
        var binding = Binding.columns(known(), Map.of());
        try {
            Expr tree = binding.bind(formula.body());
            return new Rule(text, tree, binding.variables());
        } catch (UnknownNameException e) {
            throw new InputException("'%s': %s".formatted(text, e.getMessage()), e.wayOut());
        }
    }

    private static Set<String> known() {
        var names = new LinkedHashSet<String>();
        for (String name : MODEL) {
            names.addAll(List.of(name, name + "_ratio", name + "_base"));
        }
        names.addAll(List.of("fan_in", "fan_out", "fan_in_ratio", "fan_out_ratio", "fan_in_base", "fan_out_base"));
        return names;
    }

    /** The formula as it was written. */
    public String text() {
        return text;
    }

    /** The sizes of a tensor in one model, seen from another. */
    static Map<String, Double> sizes(TensorClass tensor, Shape base, Shape shape) {
        var sizes = new LinkedHashMap<>(shape.sizes());
        var before = new LinkedHashMap<>(base.sizes());
        sizes.put("fan_in", tensor.fanIn(shape));
        sizes.put("fan_out", tensor.fanOut(shape));
        before.put("fan_in", tensor.fanIn(base));
        before.put("fan_out", tensor.fanOut(base));
        before.forEach((name, value) -> {
            sizes.put(name + "_base", value);
            sizes.put(name + "_ratio", sizes.getOrDefault(name, Double.NaN) / value);
        });
        return sizes;
    }

    /** Its value for a tensor of a model. */
    double at(TensorClass tensor, Shape base, Shape shape) {
        Map<String, Double> sizes = sizes(tensor, base, shape);
        return Interpreter.value(
                tree,
                names.stream()
                        .mapToDouble(name -> sizes.getOrDefault(name, Double.NaN))
                        .toArray(),
                new double[0]);
    }

    @Override
    public String toString() {
        return text;
    }
}
