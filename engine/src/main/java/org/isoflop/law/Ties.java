package org.isoflop.law;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.formula.Binding;
import org.isoflop.formula.Expr;
import org.jspecify.annotations.Nullable;

/**
 * Puts fixed and tied parameters into trees.
 *
 * <p>Ties may form a chain, and each may double the formula: what a tree would grow to is computed before it is built.
 */
final class Ties {
    /** Ties in a row; they are followed recursively. */
    private static final int MAX_CHAIN = 50;

    private final Map<String, Expr> values;
    private final Map<String, Expr> free = new HashMap<>();
    private final Map<String, Resolved> resolved = new LinkedHashMap<>();
    private final Set<String> open = new HashSet<>();

    /** A value over the free parameters alone. */
    private record Resolved(Expr tree, long size, int height) {}

    /**
     * @param values the values of the parameters that are held, over all parameters
     * @param free the names of the others, by their new index
     */
    Ties(Map<String, Expr> values, List<String> free) {
        this.values = values;
        for (int i = 0; i < free.size(); i++) {
            this.free.put(free.get(i), new Expr.Parameter(i, free.get(i)));
        }
    }

    /** The held parameters, each as a tree over the free ones. */
    Map<String, Expr> held() {
        var held = new LinkedHashMap<String, Expr>();
        values.keySet().forEach(name -> held.put(name, resolve(name).tree));
        return held;
    }

    /** The tree over the free parameters alone. */
    Expr in(Expr tree) {
        tree.parameters().stream()
                .map(Expr.Parameter::name)
                .filter(values::containsKey)
                .forEach(this::resolve);
        if (size(tree) > Binding.MAX_SIZE || height(tree) > Binding.MAX_HEIGHT) {
            throw new InputException(
                    "written out, the formula has more than %,d parts or is more than %d deep"
                            .formatted(Binding.MAX_SIZE, Binding.MAX_HEIGHT),
                    "Tie fewer parameters to each other.");
        }
        return substitute(tree);
    }

    private Resolved resolve(String name) {
        Resolved known = resolved.get(name);
        if (known != null) {
            return known;
        }
        if (!open.add(name)) {
            throw new InputException("the parameter " + name + " is tied to itself", "Leave one of them free.");
        }
        if (open.size() > MAX_CHAIN) {
            throw new InputException(
                    "more than %d parameters are tied in a row".formatted(MAX_CHAIN),
                    "Tie them to one free parameter.");
        }
        Expr tree = in(values.getOrDefault(name, Expr.num(0)));
        open.remove(name);
        var found = new Resolved(tree, tree.size(), tree.height());
        resolved.put(name, found);
        return found;
    }

    private long size(Expr tree) {
        Resolved tie = tie(tree);
        if (tie != null) {
            return tie.size;
        }
        long size = 1;
        for (Expr child : tree.children()) {
            size += size(child);
        }
        return size;
    }

    private int height(Expr tree) {
        Resolved tie = tie(tree);
        if (tie != null) {
            return tie.height;
        }
        int highest = 0;
        for (Expr child : tree.children()) {
            highest = Math.max(highest, height(child));
        }
        return 1 + highest;
    }

    private Expr substitute(Expr tree) {
        if (tree instanceof Expr.Parameter(var _, var name)) {
            Resolved tie = tie(tree);
            return tie != null ? tie.tree : free.getOrDefault(name, tree);
        }
        return tree.mapChildren(this::substitute);
    }

    private @Nullable Resolved tie(Expr tree) {
        return tree instanceof Expr.Parameter(var _, var name) ? resolved.get(name) : null;
    }
}
