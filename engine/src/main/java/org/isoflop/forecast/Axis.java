package org.isoflop.forecast;

import java.util.Optional;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.formula.Spelling;
import org.isoflop.runs.Column;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;

/**
 * What makes a run large: the expression of columns by which back-tests cut, and from which reach is counted.
 *
 * @param expression in the formula language, such as {@code C} or {@code 6*N*D}
 */
public record Axis(String expression) {
    /** The compute of training, for a table without it. */
    private static final String COMPUTE = "6*N*D";

    /**
     * The axis of a table: 6ND where N and D are known, so that a forecast can tell how far it reaches; else C, else N or
     * D alone.
     *
     * @param chosen an expression that somebody chose instead
     * @throws InputException if the table has none of these columns
     */
    public static Axis of(Runs runs, Optional<String> chosen) {
        if (chosen.isPresent()) {
            return new Axis(chosen.get());
        }
        Set<String> columns = runs.numberNames();
        if (columns.contains("N") && columns.contains("D")) {
            return new Axis(COMPUTE);
        }
        for (String column : new String[] {"C", "D", "N"}) {
            if (columns.contains(column)) {
                return new Axis(column);
            }
        }
        throw new InputException(
                "there is no column C, N or D to tell large runs from small ones",
                "Name one with --by, such as --by step; the columns are " + Spelling.some(columns) + ".");
    }

    /**
     * The size of every row.
     *
     * @throws InputException if a row has none, or one that is not positive
     */
    public double[] sizes(Runs runs) {
        double[] sizes = runs.evaluate(Formula.parse(expression).body());
        for (int i = 0; i < sizes.length; i++) {
            if (!(sizes[i] > 0) || sizes[i] == Double.POSITIVE_INFINITY) {
                throw new InputException(
                        "%s: %s is %s, so the size of the run is not known"
                                .formatted(runs.origin().place(i), expression, Magnitude.exact(sizes[i])),
                        "Leave the row out with --where, or cut by another column with --by.");
            }
        }
        return sizes;
    }

    /**
     * The largest run, made larger: where compute divides among N and D both grow alike, else the column that makes a run
     * large. One row.
     *
     * @param times how many times larger
     */
    public Runs beyond(Runs runs, double times) {
        double[] sizes = sizes(runs);
        int largest = 0;
        for (int i = 1; i < sizes.length; i++) {
            largest = sizes[i] > sizes[largest] ? i : largest;
        }
        Runs one = runs.at(new int[] {largest});
        boolean divides = expression.equals(COMPUTE);
        for (String name : one.numberNames()) {
            boolean isSide = divides && (name.equals("N") || name.equals("D"));
            double factor =
                    isSide ? Math.sqrt(times) : name.equals(expression) || divides && name.equals("C") ? times : 1;
            one = factor == 1 ? one : one.with(new Column.Numbers(name, new double[] {one.numbers(name)[0] * factor}));
        }
        return one;
    }

    /** The rows with the column C that laws of compute read, where N and D tell it. */
    public static Runs withCompute(Runs runs) {
        Set<String> columns = runs.numberNames();
        boolean derivable = columns.contains("N") && columns.contains("D") && !columns.contains("C");
        return derivable ? runs.let("C", tree(COMPUTE)) : runs;
    }

    private static Expr tree(String text) {
        return Formula.parse(text).body();
    }
}
