package org.isoflop.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isoflop.plan.Deadline;
import org.isoflop.runs.Magnitude;

/** What {@code plan} says of several budgets: a row of a table each. */
record PlanFrontier(PlanSetting setting) {

    void print(Page page, List<PlanStudy.Answer> answers) {
        List<PlanStudy.Planned> best =
                answers.stream().map(PlanStudy.Answer::best).toList();
        var table = new TextTable();
        if (setting.days().length > 1) {
            times(table, best);
        }
        table.left(
                "C",
                best.stream()
                        .map(p -> Magnitude.digits(p.plan().budget().value(), 3))
                        .toList());
        for (Map.Entry<String, Double> chosen : best.getFirst().of().chosen().entrySet()) {
            table.right(
                    chosen.getKey(),
                    best.stream()
                            .map(p -> Figures.value(
                                    chosen.getKey(), p.of().chosen().getOrDefault(chosen.getKey(), Double.NaN)))
                            .toList());
        }
        if (!best.getFirst().of().isOfComputeAlone()) {
            table.left(
                            "N",
                            best.stream()
                                    .map(p -> PlanCell.count(p.plan().parameters())
                                            .text())
                                    .toList())
                    .left(
                            "D",
                            best.stream()
                                    .map(p -> PlanCell.count(p.plan().tokens()).text())
                                    .toList())
                    .right(
                            "D/N",
                            best.stream()
                                    .map(p -> Magnitude.count(p.plan().ratio().value()))
                                    .toList());
        }
        table.left("loss", best.stream().map(p -> PlanCell.loss(p).text()).toList());
        laws(table, best, answers.getFirst().isOfSeveralLaws());
        table.print(page);
    }

    /** Time, and how many accelerators a batch keeps busy in it. */
    private void times(TextTable table, List<PlanStudy.Planned> best) {
        List<Deadline.Pace> paces =
                best.stream().map(p -> setting.pace(p).orElseThrow()).toList();
        table.right(
                        "days",
                        Arrays.stream(setting.days()).mapToObj(Magnitude::count).toList())
                .right(
                        "batch",
                        paces.stream().map(p -> Magnitude.count(p.batch())).toList())
                .right(
                        "on",
                        paces.stream()
                                .map(p -> Magnitude.count(setting.accelerators(p)))
                                .toList());
    }

    /** Where several laws were tried, the one of each plan. */
    static void laws(TextTable table, List<PlanStudy.Planned> plans, boolean several) {
        if (several) {
            table.elastic(
                    "law",
                    plans.stream()
                            .map(p -> Page.fileName(p.of().oracle().name()))
                            .toList());
        }
    }
}
