package org.isoflop.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Cells;
import org.isoflop.runs.Column;
import org.isoflop.runs.Role;

/** The same step of the same run twice, or the same row twice. */
final class RepeatedRows implements Rule {
    /** The last digits may differ by the way a number was written. */
    private static final double SAME = 1e-9;

    @Override
    public List<String> codes() {
        return List.of("conflicting-rows", "repeated-rows");
    }

    @Override
    public List<Objection> look(Case of) {
        Optional<String> run = Role.RUN.in(of.runs());
        Optional<String> step = Role.STEP.in(of.runs());
        var found = new ArrayList<Objection>();
        if (run.isPresent() && step.isPresent() && of.losses().isPresent()) {
            conflicts(of, List.of(run.get(), step.get()), of.losses().get()).ifPresent(found::add);
        }
        if (found.isEmpty()) {
            identical(of).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Objection> conflicts(Case of, List<String> columns, double[] losses) {
        int rows = 0;
        double largest = 0;
        int worst = -1;
        for (int[] cell : Cells.of(of.runs(), columns).atLeast(2)) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int row : cell) {
                low = Math.min(low, losses[row]);
                high = Math.max(high, losses[row]);
            }
            if (high / low - 1 > SAME) {
                rows += cell.length;
                if (high / low > largest) {
                    largest = high / low;
                    worst = cell[1];
                }
            }
        }
        return rows == 0
                ? Optional.empty()
                : Optional.of(new Objection(
                        "conflicting-rows",
                        Severity.GRAVE,
                        "%s the same %s and %s as another row, but another %s: up to %s apart (%s)"
                                .formatted(
                                        Say.count(rows, "row has", "rows have"),
                                        columns.get(0),
                                        columns.get(1),
                                        of.response().orElse("loss"),
                                        Say.percent(largest - 1),
                                        Say.place(of.runs(), worst)),
                        "Find out which of them is right, and leave the other out with --where."));
    }

    private static Optional<Objection> identical(Case of) {
        List<String> all = of.runs().columns().stream().map(Column::name).toList();
        List<int[]> cells = Cells.of(of.runs(), all).atLeast(2);
        int rows = cells.stream().mapToInt(cell -> cell.length - 1).sum();
        return rows == 0
                ? Optional.empty()
                : Optional.of(new Objection(
                        "repeated-rows",
                        Severity.CAUTION,
                        "%s equal to another one in every column (%s)"
                                .formatted(
                                        Say.count(rows, "row is", "rows are"),
                                        Say.place(of.runs(), cells.getFirst()[1])),
                        "A run that is read twice counts twice: leave the copies out."));
    }
}
