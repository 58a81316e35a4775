package org.isoflop.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Operator;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Sample;

/**
 * Other parameters that predict the same. In a sum, terms of one shape may change places, as in
 * {@code a*exp(-b*x) + c*exp(-d*x)}; where a sign is squared away, as in {@code a/b*exp(-(x/b)^2)}, a and b may change
 * theirs together. A search ends at any of them; a person who has named starts expects the one that looks like these.
 */
final class Twins {
    /** Predictions that differ by less than this share are the same but for the order of additions. */
    private static final double ROUNDING = 1e-12;

    /** So many rows tell whether two sets of parameters predict the same. */
    private static final int ENOUGH_ROWS = 64;

    private final Problem problem;
    private final ToDoubleFunction<double[]> distance;

    /** @param distance what is to be small */
    Twins(Problem problem, ToDoubleFunction<double[]> distance) {
        this.problem = problem;
        this.distance = distance;
    }

    /** The twin of a point with the least distance; the point itself if none is nearer. */
    double[] nearest(double[] theta) {
        double[] nearest = theta;
        if (distance.applyAsDouble(theta) > 0) {
            List<Map<Integer, Integer>> exchanges = exchanges(problem.model.body());
            Optional<double[]> nearer = exchanged(nearest, exchanges);
            while (nearer.isPresent()) {
                nearest = nearer.get();
                nearer = exchanged(nearest, exchanges);
            }
            nearest = turned(nearest);
        }
        return nearest;
    }

    /** Where the first exchange that leads nearer does. */
    private Optional<double[]> exchanged(double[] theta, List<Map<Integer, Integer>> exchanges) {
        return exchanges.stream()
                .map(exchange -> {
                    double[] other = theta.clone();
                    exchange.forEach((one, two) -> other[two] = theta[one]);
                    return other;
                })
                .filter(other -> isNearerTwin(other, theta))
                .findFirst();
    }

    /** With the signs of the starts, if they can all be had at once. */
    private double[] turned(double[] theta) {
        double[] other = theta.clone();
        for (int j = 0; j < other.length; j++) {
            Parameter known = problem.model.parameters().get(j);
            other[j] = known.startsAtPoint() ? Math.copySign(theta[j], known.startLow()) : theta[j];
        }
        return isNearerTwin(other, theta) ? other : theta;
    }

    private boolean isNearerTwin(double[] other, double[] theta) {
        return distance.applyAsDouble(other) < distance.applyAsDouble(theta)
                && isWithinBounds(other)
                && predictsLike(other, theta);
    }

    private boolean isWithinBounds(double[] theta) {
        return IntStream.range(0, theta.length)
                .allMatch(j -> theta[j] >= problem.lower[j] && theta[j] <= problem.upper[j]);
    }

    private boolean predictsLike(double[] other, double[] theta) {
        Model model = problem.model;
        Sample sample = problem.sample;
        int stride = Math.max(1, sample.size() / ENOUGH_ROWS);
        for (int i = 0; i < sample.size(); i += stride) {
            double[] row = Sample.row(sample.columns(), i);
            double expected = model.predict(row, theta);
            if (!(Math.abs(model.predict(row, other) - expected) <= ROUNDING * Math.abs(expected))) {
                return false;
            }
        }
        return true;
    }

    /** For every two terms of one shape in a sum, which parameter takes the place of which. */
    private static List<Map<Integer, Integer>> exchanges(Expr tree) {
        var exchanges = new ArrayList<Map<Integer, Integer>>();
        List<Expr> terms = new ArrayList<>();
        addTerms(tree, terms);
        for (int i = 0; i < terms.size(); i++) {
            for (int j = 0; j < i; j++) {
                var exchange = new HashMap<Integer, Integer>();
                if (terms.size() > 1 && matches(terms.get(i), terms.get(j), exchange)) {
                    exchanges.add(exchange);
                }
            }
        }
        if (terms.size() > 1) {
            terms.forEach(term -> exchanges.addAll(exchanges(term)));
        } else {
            tree.children().forEach(child -> exchanges.addAll(exchanges(child)));
        }
        return exchanges;
    }

    /** The terms of a sum; a tree that is none is its only term. */
    private static void addTerms(Expr tree, List<Expr> terms) {
        if (tree instanceof Expr.Binary(var operator, var a, var b) && operator == Operator.ADD) {
            addTerms(a, terms);
            addTerms(b, terms);
        } else if (tree instanceof Expr.Binary(var operator, var a, var b) && operator == Operator.SUBTRACT) {
            addTerms(a, terms);
            terms.add(new Expr.Negate(b));
        } else {
            terms.add(tree);
        }
    }

    /** Whether two trees differ in nothing but parameters; notes both ways which stand in the same places. */
    private static boolean matches(Expr one, Expr two, Map<Integer, Integer> exchange) {
        if (one instanceof Expr.Parameter a && two instanceof Expr.Parameter b) {
            return notes(exchange, a.index(), b.index()) && notes(exchange, b.index(), a.index());
        }
        List<Expr> ones = one.children();
        List<Expr> twos = two.children();
        return ones.size() == twos.size()
                && hollow(one).equals(hollow(two))
                && IntStream.range(0, ones.size()).allMatch(k -> matches(ones.get(k), twos.get(k), exchange));
    }

    private static boolean notes(Map<Integer, Integer> exchange, int from, int to) {
        Integer known = exchange.putIfAbsent(from, to);
        return known == null || known == to;
    }

    private static Expr hollow(Expr tree) {
        return tree.mapChildren(_ -> Expr.num(0));
    }
}
