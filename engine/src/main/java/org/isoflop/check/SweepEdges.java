package org.isoflop.check;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Role;
import org.isoflop.runs.Runs;

/** Sweeps of learning rate or batch whose best value is the smallest or largest that was tried. */
final class SweepEdges implements Rule {
    private static final int ENOUGH_VALUES = 3;

    @Override
    public List<String> codes() {
        return List.of("rate-at-edge", "batch-at-edge");
    }

    @Override
    public List<Objection> look(Case of) {
        var found = new ArrayList<Objection>();
        edge(of, Role.LEARNING_RATE, "rate-at-edge", found);
        edge(of, Role.BATCH, "batch-at-edge", found);
        return found;
    }

    private static void edge(Case of, Role role, String code, List<Objection> into) {
        List<Sweeps.Sweep> sweeps = Sweeps.of(of, of.runs(), role, ENOUGH_VALUES);
        List<Sweeps.Sweep> atEdge = sweeps.stream()
                .filter(s -> s.best() == 0 || s.best() == s.values().length - 1)
                .toList();
        if (atEdge.isEmpty()) {
            return;
        }
        String column = role.in(of.runs()).orElseThrow();
        Sweeps.Sweep first = atEdge.getFirst();
        boolean smallest = first.best() == 0;
        into.add(new Objection(
                code,
                2 * atEdge.size() > sweeps.size() ? Severity.GRAVE : Severity.CAUTION,
                "in %,d of %s the best %s is the smallest or largest tried, such as %s: %s, the %s of %d"
                        .formatted(
                                atEdge.size(),
                                Say.count(sweeps.size(), "sweep", "sweeps"),
                                column,
                                cell(of.runs(), first.rows()[first.best()]),
                                Magnitude.digits(first.values()[first.best()], 3),
                                smallest ? "smallest" : "largest",
                                first.values().length),
                "The true optimum may lie beyond: add %s %s there, or leave these sizes out."
                        .formatted(smallest ? "a smaller" : "a larger", column)));
    }

    private static String cell(Runs runs, int row) {
        var parts = new ArrayList<String>();
        for (String name : List.of("N", "D")) {
            if (runs.numberNames().contains(name)) {
                parts.add(name + " " + Say.value(name, runs.numbers(name)[row]));
            }
        }
        return String.join(", ", parts);
    }
}
