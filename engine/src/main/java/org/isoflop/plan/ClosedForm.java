package org.isoflop.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.Operator;

/**
 * The best split of 6ND for a loss {@code E + A/N^alpha + B/D^beta}: {@code N = G (C/6)^(beta/(alpha+beta))}, {@code D =
 * (C/6)^(alpha/(alpha+beta)) / G} with {@code G = (alpha A/(beta B))^(1/(alpha+beta))} (Hoffmann et al. 2022, equation
 * 4). The least budget for a loss follows, since both terms are powers of C with the same exponent.
 *
 * <p>What {@link Allocation} finds numerically is held against it.
 *
 * @param floor E, over the parameters of the law
 * @param size the term of model size
 * @param data the term of data
 */
public record ClosedForm(Expr floor, Term size, Term data) {
    private static final double[] NOTHING = new double[0];

    /** FLOPs per parameter and token. */
    private static final double FLOPS = 6;

    /** {@code weight / x^exponent}, both over the parameters of the law. */
    public record Term(Expr weight, Expr exponent) {
        private double weight(double[] theta) {
            return Interpreter.value(weight, NOTHING, theta);
        }

        private double exponent(double[] theta) {
            return Interpreter.value(exponent, NOTHING, theta);
        }
    }

    /** The closed form of a law, if it has this shape. */
    public static Optional<ClosedForm> of(Landscape landscape) {
        Expr floor = Expr.num(0);
        var size = new ArrayList<Term>();
        var data = new ArrayList<Term>();
        for (Expr part : parts(landscape.tree())) {
            if (part.variables().isEmpty()) {
                floor = Expr.sum(floor, part);
            } else if (power(part, Landscape.SIZE).map(size::add).isEmpty()
                    && power(part, Landscape.TOKENS).map(data::add).isEmpty()) {
                return Optional.empty();
            }
        }
        return size.size() == 1 && data.size() == 1
                ? Optional.of(new ClosedForm(floor, size.getFirst(), data.getFirst()))
                : Optional.empty();
    }

    private static List<Expr> parts(Expr tree) {
        if (tree instanceof Expr.Binary(var operator, var left, var right) && operator == Operator.ADD) {
            var parts = new ArrayList<>(parts(left));
            parts.addAll(parts(right));
            return parts;
        }
        return List.of(tree);
    }

    /** {@code a/x^b}, {@code (a/x)^b} or {@code a*x^-b}. */
    private static Optional<Term> power(Expr tree, Expr x) {
        if (!(tree instanceof Expr.Binary(var operator, var left, var right))) {
            return Optional.empty();
        }
        return switch (operator) {
            case DIVIDE ->
                left.variables().isEmpty()
                        ? exponent(right, x).map(exponent -> new Term(left, exponent))
                        : Optional.empty();
            case MULTIPLY ->
                left.variables().isEmpty()
                        ? exponent(right, x).map(exponent -> new Term(left, Expr.negate(exponent)))
                        : Optional.empty();
            case POWER ->
                left instanceof Expr.Binary(var inner, var scale, var base)
                                && inner == Operator.DIVIDE
                                && base.equals(x)
                                && scale.variables().isEmpty()
                                && right.variables().isEmpty()
                        ? Optional.of(new Term(Expr.power(scale, right), right))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Expr> exponent(Expr tree, Expr x) {
        return tree instanceof Expr.Binary(var operator, var base, var exponent)
                        && operator == Operator.POWER
                        && base.equals(x)
                        && exponent.variables().isEmpty()
                ? Optional.of(exponent)
                : Optional.empty();
    }

    /** The best run for a budget; empty where the terms do not both fall, so that there is none. */
    Optional<Optimum> best(double flops, double[] theta) {
        double n = parameters(flops, theta);
        boolean exists = falls(size, theta) && falls(data, theta) && n > 0 && Double.isFinite(n);
        return exists ? Optional.of(new Optimum(flops, n, flops / FLOPS / n, loss(flops, theta))) : Optional.empty();
    }

    private static boolean falls(Term term, double[] theta) {
        return term.weight(theta) > 0 && term.exponent(theta) > 0;
    }

    /** N at the optimum. */
    public double parameters(double flops, double[] theta) {
        return scale(theta) * Math.pow(flops / FLOPS, growth(theta));
    }

    /** {@code d log N / d log C}. */
    public double growth(double[] theta) {
        return data.exponent(theta) / (size.exponent(theta) + data.exponent(theta));
    }

    private double scale(double[] theta) {
        double alpha = size.exponent(theta);
        double beta = data.exponent(theta);
        return Math.pow(alpha * size.weight(theta) / (beta * data.weight(theta)), 1 / (alpha + beta));
    }

    /** The loss at the optimum: {@code E + (A G^-alpha + B G^beta) (C/6)^-(alpha beta/(alpha+beta))}. */
    public double loss(double flops, double[] theta) {
        return Interpreter.value(floor, NOTHING, theta) + excess(theta) * Math.pow(flops / FLOPS, -fall(theta));
    }

    /** The least budget for a loss; infinite for one that is not above the floor. */
    public double budget(double loss, double[] theta) {
        double above = loss - Interpreter.value(floor, NOTHING, theta);
        return above > 0 ? FLOPS * Math.pow(excess(theta) / above, 1 / fall(theta)) : Double.POSITIVE_INFINITY;
    }

    private double fall(double[] theta) {
        return size.exponent(theta) * growth(theta);
    }

    private double excess(double[] theta) {
        double g = scale(theta);
        return size.weight(theta) * Math.pow(g, -size.exponent(theta))
                + data.weight(theta) * Math.pow(g, data.exponent(theta));
    }
}
