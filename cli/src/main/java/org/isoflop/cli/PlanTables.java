package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.forecast.Prediction;
import org.isoflop.plan.Optimum;
import org.isoflop.plan.Plan;
import org.isoflop.plan.Sensitivity;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Estimate;

/**
 * The tables of a single plan: its quantities, what else was tried, the curve of runs that cost the same, and what moves
 * the decision.
 *
 * @param page takes them
 * @param oracle the law that was asked
 */
record PlanTables(Page page, Oracle oracle) {
    private static final int LOSS_DIGITS = 4;

    /** The bars of a curve are so long at its highest point. */
    private static final int BAR = 24;

    void quantities(PlanStudy.Planned best) {
        Plan plan = best.plan();
        var names = new ArrayList<String>();
        var values = new ArrayList<String>();
        var intervals = new ArrayList<String>();
        var meanings = new ArrayList<String>();
        best.of().chosen().forEach((name, value) -> {
            names.add(name);
            values.add(Figures.value(name, value));
            intervals.add("");
            meanings.add("the best that was tried");
        });
        if (best.of().isOfComputeAlone()) {
            meanings.add("a law of compute alone: any N will do");
            row(names, values, intervals, "C", PlanCell.compute(plan.budget()));
        } else {
            row(names, values, intervals, "N", PlanCell.count(plan.parameters()));
            meanings.add("parameters");
            row(names, values, intervals, "D", PlanCell.count(plan.tokens()));
            meanings.add("tokens");
            row(names, values, intervals, "D/N", PlanCell.count(plan.ratio()));
            meanings.add("tokens per parameter");
        }
        if (!best.of().isOfComputeAlone()
                && (plan.budget().interval().isPresent()
                        || plan.spent() < plan.budget().value() * (1 - 1e-9))) {
            row(
                    names,
                    values,
                    intervals,
                    "C",
                    PlanCell.compute(new Estimate(plan.spent(), plan.budget().interval())));
            meanings.add("FLOP");
        }
        row(names, values, intervals, oracle.model().response().toString(), PlanCell.loss(best));
        meanings.add(calibrated(best).isEmpty() ? "to expect of one run" : calibrated(best));
        boolean drawn = intervals.stream().anyMatch(text -> !text.isEmpty());
        var table = new TextTable().left("", names).left("best", values);
        (drawn ? table.left(Figures.level(oracle.forecast().level()) + " interval", intervals) : table)
                .left("", meanings)
                .print(page);
    }

    private static void row(
            List<String> names, List<String> values, List<String> intervals, String name, PlanCell cell) {
        names.add(name);
        values.add(cell.value());
        intervals.add(cell.interval());
    }

    private static String calibrated(PlanStudy.Planned best) {
        return best.prediction()
                .flatMap(Prediction::calibrated)
                .map(expected -> "calibrated " + PlanCell.ends(expected.run()))
                .orElse("");
    }

    void choices(PlanStudy.Answer answer) {
        List<PlanStudy.Planned> all = answer.all();
        page.blank();
        var table = new TextTable();
        for (String name : all.getFirst().of().chosen().keySet()) {
            table.right(
                    name,
                    all.stream()
                            .map(p -> Figures.value(name, p.of().chosen().getOrDefault(name, Double.NaN)))
                            .toList());
        }
        runs(table, all.stream().map(p -> p.plan().optimum()).toList());
        PlanFrontier.laws(table, all, answer.isOfSeveralLaws());
        table.print(page);
    }

    /** The curve of runs that cost the same. */
    void curve(Plan plan) {
        List<Optimum> shown = IntStream.range(0, plan.curve().size())
                .filter(i -> i % 2 == 0)
                .mapToObj(plan.curve()::get)
                .toList();
        if (shown.size() < 3) {
            return;
        }
        double best = plan.optimum().loss();
        double most = shown.stream().mapToDouble(run -> run.loss() - best).max().orElse(1);
        page.blank();
        runs(new TextTable(), shown)
                .left(
                        "above the best",
                        shown.stream()
                                .map(run -> "%6s %s"
                                        .formatted("%.2f %%".formatted(100 * (run.loss() / best - 1)), "·".repeat((int)
                                                        Math.round(BAR * (run.loss() - best) / most))))
                                .toList())
                .print(page);
    }

    private static TextTable runs(TextTable table, List<Optimum> runs) {
        return table.right(
                        "N",
                        runs.stream().map(r -> Magnitude.count(r.parameters())).toList())
                .right("D", runs.stream().map(r -> Magnitude.count(r.tokens())).toList())
                .right("D/N", runs.stream().map(r -> Magnitude.count(r.ratio())).toList())
                .left(
                        "loss",
                        runs.stream()
                                .map(r -> Figures.estimate(r.loss(), LOSS_DIGITS))
                                .toList());
    }

    /** Which parameter moves the decision. */
    void sensitivity(PlanStudy.Planned best) {
        List<Sensitivity> all = best.sensitivity();
        page.blank();
        if (all.isEmpty()) {
            page.line("  A published law has no draws: nothing is known of what moves the decision.");
            return;
        }
        String ends = Figures.level(oracle.forecast().level()) + " ends";
        new TextTable()
                .left("if known", all.stream().map(Sensitivity::parameter).toList())
                .right(
                        "of the spread of N",
                        all.stream().map(s -> percent(s.sizeKnown())).toList())
                .right(
                        "of that of the loss",
                        all.stream().map(s -> percent(s.lossKnown())).toList())
                .left(
                        "N with it alone, " + ends,
                        all.stream()
                                .map(s -> PlanCell.ends(Magnitude.count(s.low()), Magnitude.count(s.high())))
                                .toList())
                .print(page);
    }

    private static String percent(double share) {
        return "%.0f %%".formatted(100 * share);
    }
}
