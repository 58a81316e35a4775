package org.isoflop.bench.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Shown;
import org.isoflop.bench.Table;
import org.isoflop.bench.design.Contest.Outcome;
import org.isoflop.bench.design.Contest.Way;
import org.isoflop.bench.speed.ChinchillaRuns;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Workers;

/** Runs of Hoffmann et al., chosen by design, at random, or cheapest first. */
final class ChosenRuns {
    private final Stock stock;
    private final Contest[] contests;

    ChosenRuns(ChinchillaRuns chinchilla, int starts) {
        stock = Stock.of(chinchilla);
        contests = new Contest[starts];
        System.err.println("design: existing runs from %d starts".formatted(starts));
        Workers.run(
                starts,
                Runtime.getRuntime().availableProcessors(),
                () -> stock,
                (s, table) -> contests[s] = Contest.of(table, s),
                Progress.NONE,
                "starts");
    }

    /** The error of chosen runs over that of others, over all budgets. */
    Ratio over(Way other) {
        return Ratio.ofMeans(errors(c -> c.error(Way.DESIGN)), errors(c -> c.error(other)));
    }

    private double[] errors(ToDoubleFunction<Contest> error) {
        return Arrays.stream(contests).mapToDouble(error).toArray();
    }

    Findings.Section section() {
        var rows = new ArrayList<List<String>>();
        for (int b = 0; b < Contest.BUDGETS.size(); b++) {
            rows.add(row(b));
        }
        rows.add(List.of(
                "all",
                "",
                "",
                "",
                "",
                "",
                "",
                over(Way.RANDOM).text(),
                over(Way.CHEAPEST).text()));
        return new Findings.Section(
                "Existing runs",
                """
                chinchilla_epoch.csv, 1 to 200 tokens per parameter: %d runs up to %.0f %% of the largest compute to choose from, %d \
                above held out. %d of the cheapest half are known; then runs are chosen for a share of what all would cost, by \
                design for the best run at the largest compute, at random, or cheapest first. Below each: mean absolute error of \
                the held-out losses, in percent, over %d different starts; in the last two columns that of the design over the \
                others', with the standard error over starts. Of their budgets they spend %s at least; all runs to choose from \
                come to %s.""".formatted(
                                stock.open().length,
                                100 * Stock.HELD_OUT,
                                stock.held().length,
                                Stock.PILOT,
                                contests.length,
                                "%.0f %%".formatted(100 * leastSpent()),
                                Shown.decimals(100 * stock.error(stock.others(List.of())))),
                new Table(
                        List.of(
                                "budget",
                                "design",
                                "runs",
                                "random",
                                "runs",
                                "cheapest",
                                "runs",
                                "over random",
                                "over cheapest"),
                        rows));
    }

    private List<String> row(int budget) {
        var cells = new ArrayList<>(List.of("%.0f %%".formatted(100 * Contest.BUDGETS.get(budget))));
        for (Way way : Way.values()) {
            Outcome mean = mean(budget, way);
            cells.add(Shown.decimals(100 * mean.error()));
            cells.add(Shown.digits(mean.runs()));
        }
        for (Way other : List.of(Way.RANDOM, Way.CHEAPEST)) {
            cells.add(Ratio.ofMeans(
                            errors(c -> c.of(budget, Way.DESIGN).error()),
                            errors(c -> c.of(budget, other).error()))
                    .text());
        }
        return cells;
    }

    private Outcome mean(int budget, Way way) {
        return Outcome.mean(Arrays.stream(contests).map(c -> c.of(budget, way)).toList());
    }

    private double leastSpent() {
        double least = 1;
        for (int b = 0; b < Contest.BUDGETS.size(); b++) {
            for (Way way : Way.values()) {
                least = Math.min(least, mean(b, way).spent());
            }
        }
        return least;
    }
}
