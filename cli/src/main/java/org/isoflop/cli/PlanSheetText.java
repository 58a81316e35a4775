package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.catalogue.Advice;
import org.isoflop.hardware.Cluster;
import org.isoflop.runs.Magnitude;
import org.isoflop.training.Assumptions;

/** What {@code plan --full} says to a person of the run beside N, D and the shape. */
record PlanSheetText(PlanSheet sheet) {
    private static final String BULLET = "-";

    void print(Page page) {
        hyperparameters(page);
        machine(page);
        leftOut(page);
        assumptions(page);
    }

    private void hyperparameters(Page page) {
        Map<Advice.Output, Recipe.Answer> chosen = sheet.advisor().chosen();
        List<Map.Entry<Advice.Output, Recipe.Answer>> rows = List.copyOf(chosen.entrySet());
        page.blank();
        new TextTable()
                .left("", rows.stream().map(row -> name(row.getKey())).toList())
                .left(
                        "",
                        rows.stream()
                                .map(row -> HyperText.figure(
                                        "", row.getValue().of(row.getKey()).value()))
                                .toList())
                .left(
                        "recipe",
                        rows.stream().map(row -> row.getValue().recipe().name()).toList())
                .left(
                        "beyond its runs",
                        rows.stream()
                                .map(row -> HyperText.beyond(row.getValue()))
                                .toList())
                .print(page);
        page.blank();
        schedule().ifPresent(schedule -> page.fact("schedule", schedule));
        double rates = sheet.advisor().spread(Advice.Output.LEARNING_RATE);
        double batches = sheet.advisor().spread(Advice.Output.BATCH);
        page.fact(
                "differ",
                "published learning rates by a factor of %s, batches by %s"
                        .formatted(Magnitude.digits(rates, 2), Magnitude.digits(batches, 2)));
    }

    private static String name(Advice.Output output) {
        return output == Advice.Output.BATCH ? "batch, tokens" : output.text();
    }

    private Optional<String> schedule() {
        return sheet.advisor()
                .taken()
                .map(answer -> answer.recipe().advice().schedule())
                .filter(schedule -> !schedule.isEmpty())
                .map(schedule -> "%s, with %s".formatted(schedule, PlanSheet.OPTIMIZER));
    }

    private void machine(Page page) {
        sheet.onMachine().ifPresent(answer -> {
            page.blank();
            TimeText.machine(page, answer.cluster(), answer.priceOfCatalogue());
            new TimeText(page, answer).facts();
            page.fact(
                    "budget",
                    "counts on %s days of the machine; this layout takes %s, within a factor of %s (docs/machine.md)"
                            .formatted(
                                    Figures.estimate(sheet.budgetDays().orElseThrow(), 3),
                                    Figures.estimate(sheet.days().orElseThrow(), 3),
                                    Magnitude.digits(Assumptions.SPREAD, 3)));
        });
    }

    private void leftOut(Page page) {
        if (!sheet.leftOut().isEmpty()) {
            page.blank();
        }
        String head = "left out";
        for (PlanSheet.LeftOut one : sheet.leftOut()) {
            String wayOut = one.wayOut().isEmpty() ? "" : "; " + one.wayOut();
            page.fact(head, "%s: %s%s".formatted(one.what(), one.why(), wayOut));
            head = "";
        }
    }

    private void assumptions(Page page) {
        page.blank();
        String head = Page.pad("  assumed", Page.INDENT);
        for (String group : Assumption.bySource(sheet.assumptions())) {
            page.paragraph(head + BULLET, Page.INDENT + BULLET.length() + 1, group);
            head = " ".repeat(Page.INDENT);
        }
    }

    /** Commands that tell more of the parts. */
    List<String> next() {
        String place = "N=%s D=%s"
                .formatted(
                        Magnitude.count(sheet.run().parameters()),
                        Magnitude.count(sheet.run().tokens()));
        var commands = new ArrayList<String>();
        commands.add(
                "isoflop hyper %s --sequence %d".formatted(place, sheet.model().context()));
        sheet.onMachine().ifPresent(answer -> {
            Cluster cluster = answer.cluster();
            commands.add("isoflop time %s --gpus %d --accelerator %s --batch %s --context %d"
                    .formatted(
                            place,
                            cluster.count(),
                            cluster.accelerator().id(),
                            Magnitude.count(answer.job().tokensPerStep()),
                            sheet.model().context()));
        });
        return commands;
    }
}
