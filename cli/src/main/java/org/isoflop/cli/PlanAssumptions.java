package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.isoflop.architecture.FlopCount;
import org.isoflop.architecture.Transformer;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.KnownAccelerator;
import org.isoflop.catalogue.Source;
import org.isoflop.hardware.Accelerator;
import org.isoflop.hardware.Cluster;
import org.isoflop.plan.Throughput;
import org.isoflop.training.Job;
import org.isoflop.training.Numerics;

/** Collects what the run of a plan rests on, with who says so. */
record PlanAssumptions(PlanSetting setting, PlanStudy.Planned planned, PlanWhole whole) {

    /**
     * All of them, in the order of the page.
     *
     * @param onMachine the run on a machine, if there is one
     */
    List<Assumption> of(Transformer model, Advisor advisor, Optional<TimeCommand.Answer> onMachine) {
        var all = new ArrayList<Assumption>();
        all.addAll(law());
        all.addAll(shape(model));
        all.addAll(hyperparameters(advisor));
        onMachine.ifPresent(answer -> {
            all.addAll(machine(setting.machine().orElseThrow()));
            all.addAll(job(answer.job()));
            answer.assumptions()
                    .stated()
                    .forEach(stated -> all.add(Assumption.ofShare(stated.what(), stated.value(), stated.because())));
            all.add(Assumption.of(
                    "failures, restarts, evaluations",
                    "none",
                    "a run is its steps; your own record says how many more"));
        });
        return List.copyOf(all);
    }

    private List<Assumption> law() {
        Oracle oracle = planned.of().oracle();
        String count = planned.of().planner().allocation().spending().cost().name();
        String counted = Stream.of(FlopCount.values())
                .filter(one -> one.id().equals(count))
                .map(FlopCount::description)
                .findFirst()
                .orElse("Kaplan et al. 2020, section 2.1");
        return List.of(
                Assumption.of("loss", Page.fileName(oracle.name()), oracle.origin()),
                Assumption.of("FLOP of training", count, counted),
                Assumption.of(
                        "what N counts",
                        setting.counting().counted().description(),
                        whole.origin("--params-are", "as 6ND means it")));
    }

    private List<Assumption> shape(Transformer model) {
        return List.of(
                Assumption.of(
                        "shape",
                        "as practice has it",
                        "GPT-3 (Brown et al. 2020, table 2.1) and Llama 1 to 3; gated feed-forward of 8/3 of the width (Shazeer 2020)"),
                Assumption.of(
                        "tokens of a sequence",
                        model.context(),
                        whole.origin("--context", "as Llama 2 was trained (Touvron et al. 2023)")),
                Assumption.of(
                        "vocabulary",
                        model.embedding().vocabulary(),
                        whole.origin("--vocabulary", "GPT-2's 50,257 (Radford et al. 2019), rounded up")));
    }

    private static List<Assumption> hyperparameters(Advisor advisor) {
        var all = new ArrayList<Assumption>();
        all.add(Assumption.of(
                "optimizer", PlanSheet.OPTIMIZER, "that of the recipes; isoflop hyper --optimizer asks for others"));
        advisor.chosen().forEach((output, answer) -> {
            Recipe.Given given = answer.of(output);
            all.add(new Assumption(
                    output.text(),
                    HyperText.figure("", given.value()),
                    OptionalDouble.of(given.value()),
                    cited(given.entry().source())));
        });
        advisor.taken()
                .filter(answer -> !answer.recipe().advice().schedule().isEmpty())
                .ifPresent(answer -> all.add(Assumption.of(
                        "schedule",
                        answer.recipe().advice().schedule(),
                        cited(answer.recipe().entries().getFirst().source()))));
        return all;
    }

    private static String cited(Source source) {
        return source.citation() + (source.arxiv().isEmpty() ? "" : ", arXiv:" + source.arxiv());
    }

    private List<Assumption> machine(Throughput machine) {
        Cluster cluster = machine.cluster();
        Accelerator one = cluster.accelerator();
        KnownAccelerator known = Catalogue.builtIn().accelerator(one.id());
        String sheet = cited(known.source());
        String products = machine.precision().id();
        var all = new ArrayList<Assumption>();
        all.add(Assumption.of(
                "FLOP/s of %s in %s".formatted(one.id(), products), one.peak(machine.precision()), sheet));
        one.rate(machine.precision())
                .measured()
                .ifPresent(rate -> all.add(Assumption.of("measured of these", rate, known.measuredIn())));
        all.add(Assumption.of(
                "precision of products", products, whole.origin("--precision", "what this accelerator trains in")));
        cluster.perHour()
                .ifPresent(price -> all.add(Assumption.ofShare("USD per accelerator-hour", price, price(one))));
        one.watts().ifPresent(watts -> all.add(Assumption.of("watts, all the time", watts, sheet)));
        all.add(
                Assumption.ofShare(
                        "times the watts, for hosts, network and cooling",
                        cluster.powerFactor(),
                        whole.origin(
                                "--pue",
                                "large clouds report 1.1, typical data centres take 1.4 times as much and more (Patterson et al. 2021)")));
        all.add(Assumption.ofShare(
                "share of the peak that the budget counts on",
                machine.utilisation(),
                whole.origin(
                        "--mfu",
                        "PaLM has 0.46 (Chowdhery et al. 2022), Llama 3 0.38 to 0.43 (Grattafiori et al. 2024)")));
        return all;
    }

    private String price(Accelerator one) {
        String seen = one.price()
                .map(price -> "%s, %s".formatted(price.source(), price.date()))
                .orElse("");
        return whole.origin("--price", seen);
    }

    private static List<Assumption> job(Job job) {
        Numerics numerics = job.numerics();
        return List.of(
                Assumption.of(
                        "tokens of a batch",
                        job.tokensPerStep(),
                        "the batch of the law, rounded by up to 6\u00a0% so that replicas can share it"),
                Assumption.of(
                        "bytes of a weight, its copy and its derivative",
                        "%.0f, %.0f, %.0f"
                                .formatted(numerics.weightBytes(), numerics.masterBytes(), numerics.gradientBytes()),
                        "mixed precision, Micikevicius et al. 2017"),
                Assumption.of("state of the optimizer", numerics.optimizer().description(), "Adam, Kingma and Ba 2014"),
                Assumption.of("attention", "fused", "FlashAttention, Dao et al. 2022"));
    }
}
