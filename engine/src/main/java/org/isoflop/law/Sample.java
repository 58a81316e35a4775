package org.isoflop.law;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.formula.Interpreter;
import org.isoflop.runs.Runs;

/**
 * The rows of a table as a model reads them.
 *
 * @param runs the rows
 * @param columns for each of the model's variables its values, one per row
 * @param response the left side at each row
 */
public record Sample(Runs runs, double[][] columns, double[] response) {

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

    /**
     * The rows that cannot be used: a number missing or infinite, a response that is not defined, and, where the
     * objective takes logarithms, one that is not positive.
     */
    public List<BadRow> badRows(Model model, boolean logarithm) {
        var bad = new ArrayList<BadRow>();
        for (int i = 0; i < size(); i++) {
            BadRow found = badColumn(model, i);
            if (found == null && !Double.isFinite(response[i])) {
                found = new BadRow(i, model.response().toString(), "is not defined");
            }
            if (found == null && logarithm && response[i] <= 0) {
                found = new BadRow(i, model.response().toString(), "is " + response[i] + ", which has no logarithm");
            }
            if (found != null) {
                bad.add(found);
            }
        }
        return bad;
    }

    private @org.jspecify.annotations.Nullable BadRow badColumn(Model model, int row) {
        for (int j = 0; j < columns.length; j++) {
            double value = columns[j][row];
            if (!Double.isFinite(value)) {
                return new BadRow(row, model.variables().get(j), Double.isNaN(value) ? "is missing" : "is infinite");
            }
        }
        return null;
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
