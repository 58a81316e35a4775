package org.isoflop.cli;

import java.util.List;
import org.isoflop.architecture.Transformer;
import org.isoflop.hardware.Cluster;
import org.isoflop.inference.AnswerBudget;
import org.isoflop.inference.Answers;
import org.isoflop.inference.Coverage;
import org.isoflop.inference.Serving;
import org.isoflop.runs.Magnitude;
import org.isoflop.training.Assumptions;

/** What {@code inference} says to a person. */
final class InferenceText {
    private final Page page;

    InferenceText(Page page) {
        this.page = page;
    }

    String of(InferenceCommand.Service service) {
        Serving serving = service.serving();
        Answers answers = service.answers();
        ModelText.head(page, service.described());
        TimeText.machine(page, serving.cluster(), false);
        page.blank();
        double length = answers.prompt() + answers.generated();
        page.fact(
                "memory",
                "weights %s in %s, cache %s per sequence of %s tokens; %,d sequences fit"
                        .formatted(
                                Bytes.text(serving.weightBytes()),
                                serving.weights().id(),
                                Bytes.text(serving.cacheBytes(length)),
                                Magnitude.count(length),
                                serving.largestBatch(length)));
        page.blank();
        batches(service);
        page.blank();
        question(service);
        page.blank()
                .fact(
                        "trust",
                        "steps of training are right within a factor of %s (docs/machine.md); served steps were not compared"
                                .formatted(Magnitude.digits(Assumptions.SPREAD, 3)));
        page.fact(
                "assumed",
                "%.0f µs per sum over the accelerators, two sums per layer; memory %s of its bandwidth; a whole step %s"
                        .formatted(
                                1e6 * Serving.LATENCY,
                                Magnitude.digits(serving.assumptions().memory(), 3),
                                Magnitude.digits(serving.assumptions().whole(), 3)));
        return page.toString();
    }

    private void batches(InferenceCommand.Service service) {
        Serving serving = service.serving();
        Answers answers = service.answers();
        double middle = answers.prompt() + answers.generated() / 2;
        List<Integer> all = service.batches();
        List<Double> rates = all.stream()
                .map(b -> serving.throughput(b, answers.prompt(), answers.generated()))
                .toList();
        var table = new TextTable()
                .right("at once", all.stream().map("%,d"::formatted).toList())
                .right(
                        "first token",
                        all.stream()
                                .map(b -> TimeText.duration(serving.prefill(b, answers.prompt())))
                                .toList())
                .right(
                        "each after",
                        all.stream()
                                .map(b -> TimeText.duration(serving.decode(b, middle)))
                                .toList())
                .right(
                        "answer",
                        all.stream()
                                .map(b -> TimeText.duration(serving.answer(b, answers.prompt(), answers.generated())))
                                .toList())
                .right("tokens/s", rates.stream().map(Magnitude::count).toList());
        Cluster cluster = serving.cluster();
        if (cluster.perHour().isPresent()) {
            table.right(
                    "USD/1M",
                    rates.stream()
                            .map(rate -> Magnitude.digits(
                                    1e6 * cluster.cost(1 / rate).orElse(0), 3))
                            .toList());
        }
        if (cluster.accelerator().watts().isPresent()) {
            table.right(
                    "J/token",
                    rates.stream()
                            .map(rate -> Magnitude.digits(
                                    3.6e6 * cluster.energy(1 / rate).orElse(0), 3))
                            .toList());
        }
        table.print(page);
    }

    /** Operations per number of cache, which takes two bytes. */
    static double intensity(Cluster cluster) {
        return 2 * cluster.accelerator().ridge(cluster.accelerator().training());
    }

    private void question(InferenceCommand.Service service) {
        Answers answers = service.answers();
        Transformer model = service.described().transformer();
        double flop = answers.flop(model);
        double weights = 2.0 * answers.trials() * model.parameters().active() * answers.generated();
        double intensity = intensity(service.serving().cluster());
        double traffic = intensity * answers.traffic(model);
        page.fact(
                "question",
                "%s of %s tokens: %s FLOP, %s of them attention"
                        .formatted(
                                answers.trials() == 1
                                        ? "one answer"
                                        : Magnitude.digits(answers.trials(), 3) + " answers",
                                Magnitude.count(answers.generated()),
                                Magnitude.digits(flop, 3),
                                Figures.share(1 - weights / flop)));
        page.fact(
                "",
                "reading the cache takes as long as %s FLOP more, at %s FLOP per number on this machine (kinetics-2025)"
                        .formatted(Magnitude.digits(traffic, 3), Magnitude.digits(intensity, 3)));
        service.chance()
                .ifPresent(p -> page.fact(
                        "retries",
                        "each right with %s: %s answers on average"
                                .formatted(Figures.share(p), Magnitude.digits(answers.trials(), 3))));
    }

    String of(AnswerBudget asked, List<AnswerBudget.Spent> spent, Cluster cluster) {
        page.line("%s FLOP per question   prompt %s, answers %s tokens   %s"
                        .formatted(
                                Magnitude.digits(asked.operations(), 3),
                                Magnitude.count(asked.prompt()),
                                Magnitude.count(asked.generated()),
                                cluster.accelerator().id()))
                .blank();
        new TextTable()
                .left("model", spent.stream().map(s -> s.choice().name()).toList())
                .right(
                        "samples",
                        spent.stream().map(s -> "%,d".formatted(s.samples())).toList())
                .right(
                        "FLOP",
                        spent.stream()
                                .map(s -> Magnitude.digits(s.operations(), 3))
                                .toList())
                .right(
                        "pass@1",
                        spent.stream()
                                .map(s -> Figures.share(s.choice().coverage().at(1))
                                        .replace(Page.TIE, ' '))
                                .toList())
                .right(
                        "solved",
                        spent.stream()
                                .map(s -> Figures.share(s.coverage()).replace(Page.TIE, ' '))
                                .toList())
                .print(page);
        page.blank()
                .fact(
                        "means",
                        "%s with %s solves most; someone must still pick out the right one"
                                .formatted(
                                        spent.getFirst().choice().name(),
                                        Page.count(spent.getFirst().samples(), "sample", "samples")));
        page.fact(
                "counted",
                "attention and the traffic of its cache at %s FLOP per number (kinetics-2025); not the prompt's own pass"
                        .formatted(Magnitude.digits(asked.intensity(), 3)));
        if (spent.stream().anyMatch(s -> s.choice().coverage() instanceof Coverage.Single)) {
            page.fact(
                    "mind",
                    "a bare pass@1 is taken as the same chance for every question, 1 - (1 - p)^k, which flatters many"
                            + " samples: give ID:A:B of a fit of monkeys-2024-coverage where you have one");
        }
        return page.toString();
    }
}
