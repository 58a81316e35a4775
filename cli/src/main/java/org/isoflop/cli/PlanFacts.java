package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.architecture.Attention;
import org.isoflop.architecture.FlopCount;
import org.isoflop.architecture.Transformer;
import org.isoflop.data.FitJson;
import org.isoflop.hardware.Cluster;
import org.isoflop.plan.Optimum;
import org.isoflop.plan.Plan;
import org.isoflop.plan.Planner;
import org.isoflop.plan.Spending;
import org.isoflop.plan.Throughput;
import org.isoflop.runs.Magnitude;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is told of a plan beside N and D: serving, repeated data, time, the bill, a shape.
 *
 * @param sheet the whole run, if it is told too; its layout then makes the bill
 */
record PlanFacts(PlanSetting setting, PlanStudy.Planned planned, Optional<PlanSheet> sheet) {

    void print(Page page) {
        serving(page);
        data(page);
        time(page);
        bill(page);
        shape(page);
        continued(page);
    }

    private void continued(Page page) {
        setting.continued().ifPresent(run -> {
            Planner planner = planned.of().planner();
            double budget = planned.plan().budget().value();
            Optimum after = run.after(budget, planner.allocation(), planner.theta());
            double border = run.worthwhile(planner.allocation(), planner.theta());
            boolean isBetter = after.loss() < planned.plan().optimum().loss();
            page.fact(
                    "continue",
                    "the run of %s from %s tokens on to %s has a loss of %s: %s; a new run is better from %s FLOP on"
                            .formatted(
                                    Magnitude.count(run.parameters()),
                                    Magnitude.count(run.tokens()),
                                    Magnitude.count(after.tokens()),
                                    Figures.estimate(after.loss(), 4),
                                    isBetter ? "better than this plan" : "worse than this plan",
                                    Magnitude.digits(border, 3)));
        });
    }

    private Spending spending() {
        return planned.of().planner().allocation().spending();
    }

    private void serving(Page page) {
        if (spending().served() > 0) {
            Optimum run = planned.plan().optimum();
            double serving = spending().flops(run.parameters(), 0);
            page.fact(
                    "serving",
                    "%s of the FLOPs, %s, go to the tokens that are served"
                            .formatted(Figures.share(serving / planned.plan().spent()), Magnitude.digits(serving, 3)));
        }
    }

    private void data(Page page) {
        OptionalDouble passes = setting.passes(planned);
        if (passes.isPresent()) {
            OptionalDouble worth = setting.worth(planned);
            page.fact(
                    "data",
                    "%s passes over %s different tokens%s"
                            .formatted(
                                    Figures.estimate(passes.getAsDouble(), 3),
                                    Magnitude.count(setting.unique().orElse(Double.NaN)),
                                    worth.isPresent()
                                            ? ", worth %s new ones (Muennighoff et al. 2023)"
                                                    .formatted(Magnitude.count(worth.getAsDouble()))
                                            : ""));
        }
    }

    private void time(Page page) {
        setting.pace(planned)
                .ifPresent(pace -> page.fact(
                        "time",
                        "a batch of %s tokens on %s accelerators, %s times the critical %s: %s steps, and %s tokens read where a small batch needs %s"
                                .formatted(
                                        Magnitude.count(pace.batch()),
                                        Magnitude.count(setting.accelerators(pace)),
                                        Figures.estimate(pace.batch() / pace.critical(), 2),
                                        Magnitude.count(pace.critical()),
                                        Magnitude.count(pace.steps()),
                                        Magnitude.count(pace.tokens()),
                                        Magnitude.count(planned.plan().optimum().tokens()))));
    }

    private void bill(Page page) {
        if (setting.machine().isEmpty() || sheet.flatMap(PlanSheet::onMachine).isPresent()) {
            return;
        }
        Throughput machine = setting.machine().get();
        Throughput.Bill bill = machine.bill(planned.plan().spent());
        Cluster cluster = machine.cluster();
        var facts = new ArrayList<String>();
        facts.add("%s hours of %s"
                .formatted(Magnitude.count(bill.hours()), cluster.accelerator().name()));
        if (spending().deadline().isEmpty() && cluster.count() > 1) {
            facts.add("%s days on %,d".formatted(Figures.estimate(bill.days(), 3), cluster.count()));
        }
        bill.money().ifPresent(money -> facts.add("$%s".formatted(Magnitude.count(money))));
        bill.energy().ifPresent(energy -> facts.add("%s kWh".formatted(Magnitude.count(energy))));
        page.fact(
                "bill",
                String.join(", ", facts)
                        + " (%s at %s of %s TFLOP/s)"
                                .formatted(
                                        machine.precision().id(),
                                        Figures.share(machine.utilisation()),
                                        Magnitude.digits(cluster.accelerator().peak(machine.precision()) / 1e12, 3)));
    }

    private void shape(Page page) {
        model().ifPresent(model -> page.fact(
                "shape",
                "%,d layers, width %,d, %s, feed-forward %,d%s, vocabulary %,d: %,d parameters, %,d of them without embeddings; %s FLOP of training per token, every product counted"
                        .formatted(
                                model.layers(),
                                model.width(),
                                heads(model.attention()),
                                model.feedForward().width(),
                                model.feedForward().gated() ? " (gated)" : "",
                                model.embedding().vocabulary(),
                                model.parameters().total(),
                                model.parameters().withoutEmbeddings(),
                                Magnitude.digits(FlopCount.EXACT.trainingPerToken(model), 4))));
    }

    private Optional<Transformer> model() {
        return sheet.map(PlanSheet::model).or(() -> setting.shape(planned));
    }

    private static String heads(Attention attention) {
        return switch (attention) {
            case Attention.Grouped(var heads, var kvHeads, var width) ->
                "%d heads of %d (%d of keys and values)".formatted(heads, width, kvHeads);
            case Attention.Latent latent -> "%d heads".formatted(latent.heads());
        };
    }

    /** The same for a program. */
    void json(ObjectNode node, ObjectNode budget) {
        Plan plan = planned.plan();
        setting.bill(planned).ifPresent(bill -> {
            FitJson.number(budget, "acceleratorHours", bill.hours());
            if (spending().deadline().isEmpty()) {
                FitJson.number(budget, "days", bill.days());
            }
            bill.money().ifPresent(money -> FitJson.number(budget, "money", money));
            bill.energy().ifPresent(energy -> FitJson.number(budget, "kilowattHours", energy));
            setting.machine()
                    .ifPresent(machine -> budget.put(
                                    "accelerator",
                                    machine.cluster().accelerator().id())
                            .put("accelerators", machine.cluster().count())
                            .put("precision", machine.precision().id())
                            .put("utilisation", machine.utilisation()));
        });
        if (spending().served() > 0) {
            FitJson.number(budget, "serving", spending().flops(plan.optimum().parameters(), 0));
        }
        setting.passes(planned).ifPresent(passes -> FitJson.number(node, "passes", passes));
        setting.worth(planned).ifPresent(worth -> FitJson.number(node, "effectiveTokens", worth));
        setting.pace(planned).ifPresent(pace -> {
            ObjectNode time = node.putObject("time");
            FitJson.number(time, "batchTokens", pace.batch());
            FitJson.number(time, "criticalBatchTokens", pace.critical());
            FitJson.number(time, "accelerators", setting.accelerators(pace));
            FitJson.number(time, "steps", pace.steps());
            FitJson.number(time, "tokensRead", pace.tokens());
        });
        setting.continued().ifPresent(run -> {
            Planner planner = planned.of().planner();
            ObjectNode longer = node.putObject("continue");
            Optimum after = run.after(plan.budget().value(), planner.allocation(), planner.theta());
            FitJson.number(longer, "D", after.tokens());
            FitJson.number(longer, "loss", after.loss());
            FitJson.number(longer, "newRunBetterFrom", run.worthwhile(planner.allocation(), planner.theta()));
        });
        model().ifPresent(model -> shape(node.putObject("shape"), model));
    }

    private static void shape(ObjectNode node, Transformer model) {
        node.put("layers", model.layers());
        node.put("width", model.width());
        node.put("heads", model.attention().heads());
        if (model.attention() instanceof Attention.Grouped(var _, var kvHeads, var headWidth)) {
            node.put("kvHeads", kvHeads).put("headWidth", headWidth);
        }
        node.put("feedForward", model.feedForward().width());
        node.put("gated", model.feedForward().gated());
        node.put("vocabulary", model.embedding().vocabulary());
        node.put("context", model.context());
        node.put("parameters", model.parameters().total());
        node.put("withoutEmbeddings", model.parameters().withoutEmbeddings());
        ObjectNode perToken = node.putObject("trainingFlopsPerToken");
        for (FlopCount count : FlopCount.values()) {
            perToken.put(count.id(), count.trainingPerToken(model));
        }
    }
}
