package org.isoflop.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Magnitude;

/** A value of N, D, C, learning rate or batch that stands alone, far above or below all others: a slip of unit. */
final class IsolatedValues implements Rule {
    private static final List<String> COLUMNS = List.of("N", "D", "C", "lr", "batch");

    /** Neighbours further apart than this factor are no sweep. */
    private static final double FAR = 30;

    private static final int ENOUGH_ROWS = 8;

    @Override
    public List<String> codes() {
        return List.of("isolated-value");
    }

    @Override
    public List<Objection> look(Case of) {
        var found = new ArrayList<Objection>();
        for (String column : COLUMNS) {
            of.numbers(column).ifPresent(values -> {
                int[] rows = IntStream.range(0, values.length)
                        .filter(i -> values[i] > 0 && Double.isFinite(values[i]))
                        .boxed()
                        .sorted((a, b) -> Double.compare(values[a], values[b]))
                        .mapToInt(i -> i)
                        .toArray();
                if (rows.length >= ENOUGH_ROWS) {
                    int n = rows.length;
                    double[] sorted =
                            Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
                    if (sorted[n - 1] / sorted[n - 2] > FAR) {
                        found.add(isolated(of, column, rows[n - 1], sorted[n - 1], sorted[n - 2], "largest"));
                    }
                    if (sorted[1] / sorted[0] > FAR) {
                        found.add(isolated(of, column, rows[0], sorted[0], sorted[1], "smallest"));
                    }
                }
            });
        }
        return found;
    }

    private static Objection isolated(Case of, String column, int row, double value, double next, String which) {
        double factor = Math.max(value / next, next / value);
        return new Objection(
                "isolated-value",
                Severity.GRAVE,
                "%s: %s is %s; the next %s is %s, %s times %s"
                        .formatted(
                                Say.place(of.runs(), row),
                                column,
                                Say.value(column, value),
                                which,
                                Say.value(column, next),
                                Magnitude.digits(factor, 2),
                                value > next ? "less" : "more"),
                "Look for a slip of unit in that row; mend it or leave it out with --where.");
    }
}
