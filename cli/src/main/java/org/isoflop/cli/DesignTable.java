package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.isoflop.design.Knowledge;
import org.isoflop.design.Marginal;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;

/** The proposed runs as a table, one row for every seed. */
record DesignTable(DesignAnswer answer) {

    /** One run to make. */
    record Row(Marginal run, int seed, int round) {}

    /** All of them, in the order in which to make them; those of one round go side by side. */
    List<Row> rows() {
        int slots = answer.slots().orElse(Integer.MAX_VALUE);
        var rows = new ArrayList<Row>();
        for (Marginal run : answer.proposal().runs()) {
            for (int seed = 1; seed <= run.seeds(); seed++) {
                rows.add(new Row(run, seed, 1 + rows.size() / slots));
            }
        }
        return rows;
    }

    Runs runs() {
        List<Row> rows = rows();
        List<Knowledge> laws = answer.design().laws();
        List<String> variables = laws.getFirst().model().variables();
        var columns = new ArrayList<Column>();
        if (answer.isComparison()) {
            columns.add(Column.Labels.of(
                    answer.subject().by().orElseThrow(),
                    rows.stream()
                            .map(row -> laws.get(row.run().candidate().law()).label())
                            .toList()));
        }
        for (int j = 0; j < variables.size(); j++) {
            int index = j;
            columns.add(
                    numbers(variables.get(j), rows, row -> row.run().candidate().row()[index]));
        }
        if (!variables.contains("C")) {
            columns.add(numbers("C", rows, row -> row.run().candidate().flops()));
        }
        columns.add(numbers("seed", rows, Row::seed));
        columns.add(numbers("round", rows, Row::round));
        columns.add(numbers("predicted", rows, this::predicted));
        return Runs.of(columns, Origin.of("design"));
    }

    /** What the law expects of a run. */
    double predicted(Row row) {
        Knowledge law = answer.design().laws().get(row.run().candidate().law());
        return law.model().predict(row.run().candidate().row(), law.estimate());
    }

    private static Column numbers(String name, List<Row> rows, ToDoubleFunction<Row> value) {
        return new Column.Numbers(name, rows.stream().mapToDouble(value).toArray());
    }
}
