package org.isoflop.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.isoflop.fit.Fit;
import org.isoflop.formula.Expr;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Sample;
import org.isoflop.runs.Magnitude;

/**
 * Columns that are shares of a whole, such as the weights of a mixture. They sum to 1, and so a law may have one
 * parameter too many: in {@code c + k*exp(sum(i, t[i]*w[i]))} a shift of all t is a factor of k. Weights that were
 * rounded hide this: the fit then rests on their rounding.
 *
 * @param base what the columns have in common, {@code w}
 * @param columns where they stand among the model's variables
 * @param low the least sum over the rows
 * @param high the largest
 */
public record Composition(String base, int[] columns, double low, double high) {
    /** Shares rounded to three digits, and many of them, still sum to 1 within this. */
    private static final double ROUNDING = 0.02;

    /** What a regression on the other parameters leaves of a direction that they can replace. */
    private static final double NOTHING = 1e-8;

    private static final int MAX_ROWS = 200;

    /** The families of columns in a law that sum to 1 in every row. */
    public static List<Composition> in(Model model, Sample sample) {
        var bases = new LinkedHashSet<String>();
        collectBases(model.law().formula().body(), bases);
        var found = new ArrayList<Composition>();
        for (String base : bases) {
            int[] columns = IntStream.range(0, model.variables().size())
                    .filter(j -> model.variables().get(j).startsWith(base + ".")
                            || model.variables().get(j).startsWith(base + "_"))
                    .toArray();
            double[] sums = IntStream.range(0, sample.size())
                    .mapToDouble(i -> Arrays.stream(columns)
                            .mapToDouble(j -> sample.columns()[j][i])
                            .sum())
                    .toArray();
            double low = Arrays.stream(sums).min().orElse(Double.NaN);
            double high = Arrays.stream(sums).max().orElse(Double.NaN);
            if (columns.length > 1 && low > 1 - ROUNDING && high < 1 + ROUNDING) {
                found.add(new Composition(base, columns, low, high));
            }
        }
        return found;
    }

    private static void collectBases(Expr tree, Set<String> bases) {
        if (tree instanceof Expr.Indexed indexed) {
            bases.add(indexed.base());
        }
        tree.children().forEach(child -> collectBases(child, bases));
    }

    /** What there is to say about a fit that reads such columns. */
    public static List<Objection> objections(Fit fit, Sample sample) {
        return in(fit.model(), sample).stream()
                .flatMap(composition -> composition.objection(fit, sample).stream())
                .toList();
    }

    private Optional<Objection> objection(Fit fit, Sample sample) {
        return redundant(fit, sample)
                .map(name -> new Objection(
                        "sums-to-one",
                        "%s_* are shares, %s: where they sum to 1 exactly, %s and a shift of all coefficients say the same. Hold it, as in --fix %s=%s"
                                .formatted(
                                        base,
                                        low == high
                                                ? "their sum is " + Magnitude.digits(low, 4)
                                                : "their sums are %s … %s"
                                                        .formatted(Magnitude.digits(low, 4), Magnitude.digits(high, 4)),
                                        name,
                                        name,
                                        fit.parameter(name) > 0 ? "1" : "0")));
    }

    /**
     * The parameter that could be left out if the shares summed to 1 exactly: with shares scaled so, a shift of all
     * coefficients of one family changes predictions as other parameters do.
     */
    private Optional<String> redundant(Fit fit, Sample sample) {
        Model model = fit.model();
        int rows = Math.min(MAX_ROWS, sample.size());
        double[][] slopes = new double[model.parameters().size()][rows];
        for (int i = 0; i < rows; i++) {
            double[] row = scaledRow(sample, (int) ((long) i * sample.size() / rows));
            for (int j = 0; j < slopes.length; j++) {
                slopes[j][i] = slope(model, row, fit.theta(), j);
            }
        }
        for (String family : families(model)) {
            double[] shift = new double[rows];
            var others = new ArrayList<Integer>();
            for (int j = 0; j < slopes.length; j++) {
                if (model.parameters().get(j).name().startsWith(family + "[")) {
                    for (int i = 0; i < rows; i++) {
                        shift[i] += slopes[j][i];
                    }
                } else {
                    others.add(j);
                }
            }
            // One other parameter does it, in all laws that people write.
            for (int j : others) {
                double along = dot(shift, slopes[j]) / dot(slopes[j], slopes[j]);
                double left = 0;
                for (int i = 0; i < rows; i++) {
                    double d = shift[i] - along * slopes[j][i];
                    left += d * d;
                }
                if (left <= NOTHING * dot(shift, shift)) {
                    return Optional.of(model.parameters().get(j).name());
                }
            }
        }
        return Optional.empty();
    }

    private static Set<String> families(Model model) {
        var families = new LinkedHashSet<String>();
        for (Parameter parameter : model.parameters()) {
            int bracket = parameter.name().indexOf('[');
            if (bracket > 0) {
                families.add(parameter.name().substring(0, bracket));
            }
        }
        return families;
    }

    private double[] scaledRow(Sample sample, int i) {
        double[] row = Arrays.stream(sample.columns()).mapToDouble(c -> c[i]).toArray();
        double sum = Arrays.stream(columns).mapToDouble(j -> row[j]).sum();
        for (int j : columns) {
            row[j] /= sum;
        }
        return row;
    }

    private static double slope(Model model, double[] row, double[] theta, int j) {
        double step = 1e-5 * Math.max(Math.abs(theta[j]), 1e-3);
        double[] moved = theta.clone();
        moved[j] = theta[j] + step;
        double up = model.predict(row, moved);
        moved[j] = theta[j] - step;
        return (up - model.predict(row, moved)) / (2 * step);
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Composition that && base.equals(that.base) && Arrays.equals(columns, that.columns);
    }

    @Override
    public int hashCode() {
        return base.hashCode();
    }

    @Override
    public String toString() {
        return base + "_* sum to " + low + " … " + high;
    }
}
