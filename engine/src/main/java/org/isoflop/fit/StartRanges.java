package org.isoflop.fit;

import java.util.Arrays;
import java.util.Optional;
import org.isoflop.formula.Derivative;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Function;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.Operator;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Sample;

/**
 * Finds where to look for a parameter about which the law says nothing, from its place in the formula and the columns
 * it meets there.
 *
 * <p>The largest part of the formula that is affine in the parameter, {@code a + p b}, is computed for every row. As
 * an exponent it may change its base by some factors of e over the table; under {@code exp} or a sigmoid, {@code p b}
 * may change by the same; where b is constant, p is a place on the axis of a.
 */
final class StartRanges {
    /** How many factors of e a power or an exponential may change by over the table. */
    private static final double MOST_FOLDS = 12;

    private static final StartRange ANY = new StartRange(1e-3, 1e3, StartRange.Spacing.SIGNED);

    private final Model model;
    private final Sample sample;

    StartRanges(Model model, Sample sample) {
        this.model = model;
        this.sample = sample;
    }

    /** Where to look for parameter {@code index} of the model. */
    StartRange of(int index) {
        Parameter known = model.parameters().get(index);
        if (known.startLow() < known.startHigh()) {
            return StartRange.between(known.startLow(), known.startHigh());
        }
        if (Double.isFinite(known.lower()) && Double.isFinite(known.upper())) {
            double margin = 0.02 * (known.upper() - known.lower());
            return StartRange.between(known.lower() + margin, known.upper() - margin);
        }
        return context(model.body(), new Expr.Parameter(index, known.name()), known)
                .orElseGet(() -> StartRange.sizes(ANY.low(), ANY.high(), known.lower(), known.upper()));
    }

    /** Walks down to the largest affine part; its parent says what it is for. */
    private Optional<StartRange> context(Expr tree, Expr.Parameter p, Parameter known) {
        if (!tree.contains(p)) {
            return Optional.empty();
        }
        for (Expr child : tree.children()) {
            if (child.contains(p) && isAffine(child, p) && !isAffine(tree, p)) {
                Optional<StartRange> range = range(tree, child, p, known);
                if (range.isPresent()) {
                    return range;
                }
            }
        }
        return tree.children().stream()
                .flatMap(c -> context(c, p, known).stream())
                .findFirst();
    }

    private static boolean isAffine(Expr tree, Expr.Parameter p) {
        return !Derivative.of(tree, p).contains(p);
    }

    private Optional<StartRange> range(Expr parent, Expr affine, Expr.Parameter p, Parameter known) {
        double[] slope = values(Derivative.of(affine, p));
        double[] offset = values(replace(affine, p, Expr.num(0)));
        boolean exponential = parent instanceof Expr.Call(var f, var _)
                && (f == Function.EXP || f == Function.SIGMOID || f == Function.TANH || f == Function.SOFTPLUS);
        if (parent instanceof Expr.Binary(var operator, var base, var exponent)
                && operator == Operator.POWER
                && exponent.equals(affine)) {
            double[] logs =
                    Arrays.stream(values(base)).map(x -> Math.log(Math.abs(x))).toArray();
            double[] both = new double[logs.length];
            for (int i = 0; i < both.length; i++) {
                both[i] = logs[i] * slope[i];
            }
            return folds(spread(both), known);
        }
        double spread = spread(slope);
        if (exponential && spread > 0) {
            return sizes(0.05 / spread, MOST_FOLDS / spread, known);
        }
        if (spread > 1e-12 * size(slope)) {
            double unit = Math.max(size(offset), 1) / size(slope);
            return sizes(1e-3 * unit, 1e3 * unit, known);
        }
        double reach = spread(offset);
        if (reach > 0 && slope[0] != 0) {
            double low = min(offset) - 0.25 * reach;
            double high = max(offset) + 0.25 * reach;
            double a = -low / slope[0];
            double b = -high / slope[0];
            return Optional.of(StartRange.between(known.clamp(Math.min(a, b)), known.clamp(Math.max(a, b))));
        }
        return Optional.empty();
    }

    private static Optional<StartRange> folds(double spread, Parameter known) {
        if (!(spread > 0) || !Double.isFinite(spread)) {
            return Optional.empty();
        }
        double most = MOST_FOLDS / spread;
        return Optional.of(StartRange.between(known.clamp(-most), known.clamp(most)));
    }

    private static Optional<StartRange> sizes(double low, double high, Parameter known) {
        return low > 0 && Double.isFinite(high)
                ? Optional.of(StartRange.sizes(low, high, known.lower(), known.upper()))
                : Optional.empty();
    }

    /** The values of a part at every row, with 1 for other parameters. */
    private double[] values(Expr part) {
        double[] theta = new double[model.parameters().size()];
        Arrays.fill(theta, 1);
        double[] row = new double[sample.columns().length];
        double[] values = new double[sample.size()];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = sample.columns()[j][i];
            }
            values[i] = Interpreter.value(part, row, theta);
        }
        return values;
    }

    private static Expr replace(Expr tree, Expr what, Expr by) {
        return tree.equals(what) ? by : tree.mapChildren(child -> replace(child, what, by));
    }

    private static double spread(double[] values) {
        return max(values) - min(values);
    }

    private static double size(double[] values) {
        return Arrays.stream(values)
                .map(Math::abs)
                .filter(Double::isFinite)
                .average()
                .orElse(0);
    }

    private static double min(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    }
}
