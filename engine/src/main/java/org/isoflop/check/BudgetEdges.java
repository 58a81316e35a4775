package org.isoflop.check;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;

/** IsoFLOP slices whose lowest loss is at the smallest or largest model: their minimum was not bracketed. */
final class BudgetEdges implements Rule {

    @Override
    public List<String> codes() {
        return List.of("minimum-at-edge");
    }

    @Override
    public List<Objection> look(Case of) {
        List<int[]> budgets = Budgets.of(of.runs());
        if (budgets.isEmpty() || of.losses().isEmpty()) {
            return List.of();
        }
        double[] n = of.runs().numbers("N");
        double[] losses = of.losses().get();
        List<int[]> open =
                budgets.stream().filter(rows -> isOpen(rows, n, losses)).toList();
        if (open.isEmpty()) {
            return List.of();
        }
        int[] first = open.getFirst();
        int best = best(first, losses);
        double c = Case.compute(of.runs()).orElseThrow()[best];
        boolean small =
                n[best] <= Arrays.stream(first).mapToDouble(i -> n[i]).min().orElseThrow();
        return List.of(new Objection(
                "minimum-at-edge",
                3 * open.size() > budgets.size() ? Severity.GRAVE : Severity.CAUTION,
                "in %d of %d budgets the lowest loss is that of the smallest or largest model, such as N %s at %s FLOP"
                        .formatted(open.size(), budgets.size(), Say.value("N", n[best]), Say.value("C", c)),
                "Where the minimum lies is then a guess of the law: add a %s model at that budget."
                        .formatted(small ? "smaller" : "larger")));
    }

    private static boolean isOpen(int[] rows, double[] n, double[] losses) {
        double at = n[best(rows, losses)];
        return at <= Arrays.stream(rows).mapToDouble(i -> n[i]).min().orElseThrow()
                || at >= Arrays.stream(rows).mapToDouble(i -> n[i]).max().orElseThrow();
    }

    private static int best(int[] rows, double[] losses) {
        return Arrays.stream(rows)
                .boxed()
                .min(Comparator.comparingDouble(i -> losses[i]))
                .orElseThrow();
    }
}
