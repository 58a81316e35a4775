package org.isoflop.formula;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.isoflop.formula.Expr.Parameter;

/** Finds parameters in which a formula is jointly affine: the ones a least-squares solve can give at once. */
public final class Linearity {
    private Linearity() {}

    /**
     * A set S of parameters, as large as a greedy search finds, such that {@code tree = c + sum over p in S of p * g_p}
     * where neither c nor any g_p contains a member of S. A parameter on which a condition depends is never a member.
     *
     * @return the members of S in the order of {@code among}
     */
    public static List<Parameter> linear(Expr tree, List<Parameter> among) {
        var slopes = among.stream().map(p -> Derivative.of(tree, p)).toList();
        // Two parameters exclude each other where the slope by one contains the other: they meet in a product.
        var conflicts = new boolean[among.size()][among.size()];
        var candidates = new ArrayList<Integer>();
        for (int i = 0; i < among.size(); i++) {
            for (int j = 0; j < among.size(); j++) {
                conflicts[i][j] = slopes.get(i).contains(among.get(j));
            }
            if (!conflicts[i][i] && !decides(tree, among.get(i))) {
                candidates.add(i);
            }
        }
        candidates.sort(Comparator.comparingInt((Integer i) -> count(conflicts[i], candidates))
                .thenComparing(Comparator.naturalOrder()));
        var chosen = new ArrayList<Integer>();
        for (int i : candidates) {
            if (chosen.stream().noneMatch(j -> conflicts[i][j] || conflicts[j][i])) {
                chosen.add(i);
            }
        }
        return chosen.stream().sorted().map(among::get).toList();
    }

    /** Whether a truth value depends on the parameter: there the tree jumps, although its slope is zero. */
    private static boolean decides(Expr tree, Parameter parameter) {
        boolean jumps = switch (tree) {
            case Expr.If(var condition, var _, var _) -> condition.contains(parameter);
            case Expr.Not not -> not.contains(parameter);
            case Expr.Binary(var operator, var _, var _) -> operator.isTruth() && tree.contains(parameter);
            default -> false;
        };
        if (jumps) {
            return true;
        }
        for (Expr child : tree.children()) {
            if (decides(child, parameter)) {
                return true;
            }
        }
        return false;
    }

    private static int count(boolean[] conflicts, List<Integer> among) {
        return (int) among.stream().filter(j -> conflicts[j]).count();
    }
}
