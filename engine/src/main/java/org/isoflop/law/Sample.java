package org.isoflop.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Interpreter;
import org.isoflop.runs.Runs;

/**
 * The rows of a table as a model reads them.
 *
 * @param runs the rows
 * @param columns for each of the model's variables its values, one per row
 * @param response the left side at each row
 * @param weights what each row weighs in a fit, 1 on average; not to be written to
 */
public record Sample(Runs runs, double[][] columns, double[] response, double[] weights) {

    /** Rows that weigh the same. */
    public Sample(Runs runs, double[][] columns, double[] response) {
        this(runs, columns, response, equal(response.length));
    }

    private static double[] equal(int rows) {
        double[] weights = new double[rows];
        Arrays.fill(weights, 1);
        return weights;
    }

    /** A row that a model cannot use, and why. */
    public record BadRow(int row, String column, String reason) {}

    /** The model's columns of the table, unchecked: a missing number is NaN. */
    public static Sample of(Model model, Runs runs) {
        double[][] columns = model.variables().stream().map(runs::numbers).toArray(double[][]::new);
        double[][] observed = model.observed().stream().map(runs::numbers).toArray(double[][]::new);
        double[] response = new double[runs.size()];
        double[] row = new double[observed.length];
        for (int i = 0; i < response.length; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = observed[j][i];
            }
            response[i] = Interpreter.value(model.response(), row, new double[0]);
        }
        return new Sample(runs, columns, response);
    }

    public int size() {
        return response.length;
    }

    /** Some of the rows, weighing as much as before compared to each other. */
    public Sample at(int[] rows) {
        double[][] part =
                Arrays.stream(columns).map(column -> pick(column, rows)).toArray(double[][]::new);
        return new Sample(runs.at(rows), part, pick(response, rows)).weighed(pick(weights, rows));
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    /**
     * The same rows with other weights, which are brought to a mean of 1.
     *
     * @param weights one per row, positive
     */
    public Sample weighed(double[] weights) {
        double mean = Arrays.stream(weights).average().orElse(1);
        return new Sample(
                runs,
                columns,
                response,
                Arrays.stream(weights).map(w -> w / mean).toArray());
    }

    /**
     * The rows that cannot be used: a number missing or infinite, one for which the law is not defined whatever its
     * parameters, a response that is not defined, and, where the objective takes logarithms, one that is not positive.
     */
    public List<BadRow> badRows(Model model, boolean logarithm) {
        var columns = new LinkedHashMap<String, double[]>();
        model.variables().forEach(name -> columns.put(name, runs.numbers(name)));
        model.observed().forEach(name -> columns.put(name, runs.numbers(name)));
        String left = model.response() instanceof Expr.Variable v
                ? v.name()
                : model.response().toString();
        Domain domain = Domain.of(model.body());
        var bad = new ArrayList<BadRow>();
        for (int i = 0; i < size(); i++) {
            int row = i;
            badCell(columns, row)
                    .or(() -> domain.breach(row(this.columns, row))
                            .map(breach -> new BadRow(row, breach.what(), breach.reason())))
                    .or(() -> badResponse(left, row, logarithm))
                    .ifPresent(bad::add);
        }
        return bad;
    }

    /** The values of one row in columns of a table. */
    public static double[] row(double[][] columns, int row) {
        double[] values = new double[columns.length];
        for (int j = 0; j < values.length; j++) {
            values[j] = columns[j][row];
        }
        return values;
    }

    private static Optional<BadRow> badCell(Map<String, double[]> columns, int row) {
        for (var column : columns.entrySet()) {
            double value = column.getValue()[row];
            if (!Double.isFinite(value)) {
                return Optional.of(
                        new BadRow(row, column.getKey(), Double.isNaN(value) ? "is missing" : "is infinite"));
            }
        }
        return Optional.empty();
    }

    private Optional<BadRow> badResponse(String left, int row, boolean logarithm) {
        double value = response[row];
        if (!Double.isFinite(value)) {
            return Optional.of(new BadRow(row, left, "is not defined"));
        }
        return logarithm && value <= 0
                ? Optional.of(new BadRow(row, left, "is " + value + ", which has no logarithm"))
                : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "sample of " + runs;
    }
}
