package org.isoflop.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.isoflop.InputException;
import org.isoflop.architecture.FlopCount;
import org.isoflop.data.FitJson;
import org.isoflop.hardware.Cluster;
import org.isoflop.runs.Magnitude;
import org.isoflop.training.Assumptions;
import org.isoflop.training.Job;
import org.isoflop.training.Layout;
import org.isoflop.training.LayoutSearch;
import org.isoflop.training.Memory;
import org.isoflop.training.StepTime;
import org.isoflop.training.TrainingRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop time}: how long a training run takes on a machine, and under which layout. */
@Command(
        name = "time",
        header = "Find the fastest layout of a training run, with its time, cost and energy.",
        customSynopsis = {
            "isoflop time N=70B D=1.4T [options]",
            "       isoflop time --model ID D=15T --accelerator ID --gpus K [options]",
            "       isoflop time --days 30 --law LAW|FIT --gpus K [options]"
        },
        description = {
            "Tries every layout that the options leave open. With --days and a law: the model",
            "and the tokens that give the least loss in that time."
        },
        footer = {
            "  isoflop time --model llama-3-70b D=15T --gpus 2048 --batch 16M",
            "  isoflop time N=7B D=140B --gpus 64 --tensor 1 --zero 3",
            "  isoflop time --days 14 --law chinchilla-besiroglu-2024 --gpus 256"
        })
final class TimeCommand extends CliCommand {
    @Parameters(arity = "0..*", paramLabel = "N=70B D=1.4T", description = "Parameters and training tokens.")
    private List<String> numbers = List.of();

    @Mixin
    private ModelOptions model;

    @Mixin
    private ClusterOptions machine;

    @Mixin
    private JobOptions training;

    @Mixin
    private LayoutOptions layouts;

    @Option(names = "--days", paramLabel = "K", description = "Wall-clock time there is, for --law.")
    private @Nullable Double days;

    @Option(names = "--law", paramLabel = "LAW|FIT", description = "Which loss to expect, for --days.")
    private @Nullable String law;

    @Option(
            names = "--step-share",
            paramLabel = "SHARE",
            description = "Of the computed speed that steps reach, as measured on your cluster (default: 0.85).")
    private @Nullable Double share;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    /** A job on a cluster, what was found, and how long all of it takes. */
    record Answer(
            Described described,
            Cluster cluster,
            Job job,
            Layout layout,
            Memory memory,
            StepTime time,
            Optional<TrainingRun> run,
            Optional<LayoutSearch.Outcome> search,
            Assumptions assumptions,
            boolean priceOfCatalogue) {

        /**
         * With the fastest of the layouts that are wanted.
         *
         * @throws InputException with the reasons, if none works
         */
        static Answer fastest(
                Described described,
                Cluster cluster,
                Job job,
                Predicate<Layout> wanted,
                Optional<Double> tokens,
                Assumptions assumptions,
                boolean priceOfCatalogue) {
            LayoutSearch.Outcome outcome = new LayoutSearch(job, cluster, assumptions).among(wanted);
            LayoutSearch.Candidate best =
                    outcome.fastest().orElseThrow(() -> TimeText.impossible(outcome, cluster, assumptions));
            return new Answer(
                    described,
                    cluster,
                    job,
                    best.layout(),
                    best.memory(),
                    best.time(),
                    tokens.map(d -> new TrainingRun(job, cluster, best.time(), d)),
                    Optional.of(outcome),
                    assumptions,
                    priceOfCatalogue);
        }
    }

    @Override
    public Integer call() {
        if (days != null || law != null) {
            return untilDeadline();
        }
        Answer answer = Call.check(spec, this::asked).get();
        return answer(json ? FitJson.text(document(answer)) : new TimeText(Style.ofTerminal(), answer).text());
    }

    private Assumptions assumptions() {
        Assumptions usual = Assumptions.usual();
        return share == null ? usual : usual.withWhole(share);
    }

    /** Checks the call; what is left to do may still be impossible. */
    private Supplier<Answer> asked() {
        Map<String, Double> given = Assignments.positives("time", numbers);
        given.keySet().stream()
                .filter(name -> !List.of("N", "D").contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InputException(
                            "time asks for N and D, and %s is neither".formatted(name), "Give N=70B D=1.4T.");
                });
        Described described = model.described(Optional.ofNullable(given.get("N")));
        Cluster cluster = machine.cluster();
        Job job = training.job(described.transformer(), cluster.count());
        Assumptions assumptions = assumptions();
        Optional<Double> tokens = Optional.ofNullable(given.get("D"));
        cluster.accelerator().rate(job.numerics().products());
        if (layouts.offloads()) {
            Layout layout = layouts.given(cluster);
            return () -> timed(described, cluster, job, layout, tokens, assumptions);
        }
        var wanted = layouts.wanted();
        boolean priced = machine.pricedByCatalogue();
        return () -> Answer.fastest(described, cluster, job, wanted, tokens, assumptions, priced);
    }

    /** The given layout, whether it fits or not. */
    private Answer timed(
            Described described,
            Cluster cluster,
            Job job,
            Layout layout,
            Optional<Double> tokens,
            Assumptions assumptions) {
        new LayoutSearch(job, cluster, assumptions).objection(layout).ifPresent(reason -> {
            throw new InputException("such layouts " + reason.description(), "Change --batch or the degrees.");
        });
        StepTime time = StepTime.of(job, layout, cluster, assumptions);
        return new Answer(
                described,
                cluster,
                job,
                layout,
                Memory.of(job, layout),
                time,
                tokens.map(d -> new TrainingRun(job, cluster, time, d)),
                Optional.empty(),
                assumptions,
                machine.pricedByCatalogue());
    }

    private int untilDeadline() {
        if (days == null || law == null || !numbers.isEmpty() || model.isGiven()) {
            throw Call.wrong(
                    spec,
                    "--days and --law go together, and the model is what they are asked for",
                    "Write isoflop time --days 14 --law chinchilla-besiroglu-2024 --gpus 256.");
        }
        if (!(days > 0) || Double.isInfinite(days)) {
            throw Call.wrong(spec, "--days is a positive number, not " + Magnitude.exact(days), "");
        }
        Cluster cluster = Call.check(spec, machine::cluster);
        Oracle oracle = Call.check(spec, () -> Deadline.oracle(String.valueOf(law)));
        var deadline = new Deadline(oracle, model.style(), cluster, training, layouts.wanted(), assumptions(), days);
        Deadline.Found found = deadline.found();
        return answer(
                json ? FitJson.text(found.document(deadline)) : found.text(new Page(Style.ofTerminal()), deadline));
    }

    private static ObjectNode document(Answer answer) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", answer.described().name());
        node.set("model", ModelsCommand.shape(answer.described().transformer()));
        node.setAll(onMachine(answer));
        node.set("assumptions", MachineJson.assumptions(answer.assumptions()));
        node.putArray("warnings");
        return node.put("version", Version.current());
    }

    /** Cluster, batch, layout, memory, time and run. */
    static ObjectNode onMachine(Answer answer) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("cluster", MachineJson.cluster(answer.cluster()));
        node.put("batchTokens", answer.job().tokensPerStep());
        node.set("layout", MachineJson.layout(answer.layout()));
        node.set("memory", MachineJson.memory(answer.memory()));
        node.set("time", time(answer));
        answer.run().ifPresent(run -> node.set("run", run(run)));
        answer.search().ifPresent(outcome -> {
            ArrayNode others = node.putArray("alternatives");
            outcome.feasible().stream().skip(1).limit(TimeText.SHOWN).forEach(c -> {
                ObjectNode one = others.addObject();
                one.set("layout", MachineJson.layout(c.layout()));
                one.put("stepSeconds", c.time().total())
                        .put("memoryBytes", c.memory().total());
            });
            ObjectNode refused = node.putObject("refused");
            outcome.refused()
                    .forEach((reason, count) -> refused.put(reason.name().toLowerCase(Locale.ROOT), count));
            node.put("tried", outcome.tried());
        });
        return node;
    }

    private static ObjectNode time(Answer answer) {
        StepTime time = answer.time();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("stepSeconds", MachineJson.estimate(time.total()));
        ObjectNode parts = node.putObject("parts");
        time.parts().forEach(parts::put);
        node.set("tokensPerSecond", MachineJson.estimate(time.tokensPerSecond(answer.job())));
        return node.put("mfu", time.utilisation(answer.job(), answer.cluster(), FlopCount.PALM))
                .put("hfu", time.hardwareUtilisation(answer.job(), answer.layout(), answer.cluster(), FlopCount.PALM));
    }

    private static ObjectNode run(TrainingRun run) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("tokens", run.tokens()).put("steps", run.steps());
        node.set("seconds", MachineJson.estimate(run.seconds()));
        node.set("acceleratorHours", MachineJson.estimate(run.hours()));
        run.cost().ifPresent(cost -> node.set("usd", MachineJson.estimate(cost)));
        run.energy().ifPresent(energy -> node.set("kilowattHours", MachineJson.estimate(energy)));
        return node;
    }
}
