package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.KnownModel;
import org.isoflop.data.FitJson;
import org.isoflop.hardware.Cluster;
import org.isoflop.hardware.Precision;
import org.isoflop.inference.AnswerBudget;
import org.isoflop.inference.Answers;
import org.isoflop.inference.Coverage;
import org.isoflop.inference.Serving;
import org.isoflop.runs.Magnitude;
import org.isoflop.training.Assumptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop inference}: what an answer costs, and which model to ask how often. */
@Command(
        name = "inference",
        header = "Count what answers cost: time, memory, money, many or long ones.",
        customSynopsis = {
            "isoflop inference --model ID|N=70B [options]",
            "       isoflop inference --candidate ID:PASS1... --budget FLOP [options]"
        },
        description = {
            "One replica on all --gpus. With candidates: which model, and how many samples of",
            "it, for so many operations per question, attention and its traffic counted."
        },
        footer = {
            "  isoflop inference --model llama-3-70b --gpus 8 --prompt 2000 --generated 500",
            "  isoflop inference --model llama-3-8b --gpus 1 --trials 16 --generated 8000",
            "  isoflop inference --candidate llama-3-8b:0.3 --candidate llama-3-70b:0.5 \\",
            "      --budget 1e16 --generated 2000"
        })
final class InferenceCommand extends CliCommand {
    @Parameters(arity = "0..*", paramLabel = "N=70B", description = "Parameters, for a proposed shape.")
    private List<String> numbers = List.of();

    @Mixin
    private ModelOptions model;

    @Mixin
    private ClusterOptions machine;

    @Option(
            names = "--prompt",
            paramLabel = "TOKENS",
            defaultValue = "1000",
            description = "In a question (default: ${DEFAULT-VALUE}).")
    private double prompt;

    @Option(
            names = "--generated",
            paramLabel = "TOKENS",
            defaultValue = "500",
            description = "In an answer (default: ${DEFAULT-VALUE}).")
    private double generated;

    @Option(
            names = "--sequences",
            paramLabel = "K",
            description = "Generated at once (default: 1, 8, 64 and all that fit).")
    private @Nullable Integer sequences;

    @Option(
            names = "--trials",
            paramLabel = "K",
            defaultValue = "1",
            description = "Answers per question, best of which is taken (default: ${DEFAULT-VALUE}).")
    private int trials;

    @Option(
            names = "--retry",
            paramLabel = "CHANCE",
            description = "Stop at the first right answer; each is right with this chance.")
    private @Nullable Double chance;

    @Option(
            names = "--weights",
            paramLabel = "NAME",
            defaultValue = "bf16",
            description = "Format of the weights: bf16, fp8, int8, fp4 (default: ${DEFAULT-VALUE}).")
    private String weights = "bf16";

    @Option(
            names = "--candidate",
            paramLabel = "ID:PASS1",
            description = "A model with its pass@1, or ID:A:B with coverage exp(-A k^-B). May be repeated.")
    private List<String> candidates = List.of();

    @Option(names = "--budget", paramLabel = "FLOP", description = "Per question, for --candidate.")
    private @Nullable Double budget;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    /** A model that answers questions on a machine. */
    record Service(
            Described described, Serving serving, Answers answers, Optional<Double> chance, List<Integer> batches) {}

    @Override
    public Integer call() {
        Call.check(spec, this::requireSizes);
        if (!candidates.isEmpty() || budget != null) {
            return choice();
        }
        Service service = Call.check(spec, this::service);
        Serving serving = service.serving();
        double length = prompt + generated;
        if (serving.largestBatch(length) == 0) {
            throw new InputException(
                    "%s of weights and %s of cache do not fit into %s on each of %d accelerators"
                            .formatted(
                                    Bytes.text(serving.weightBytes()),
                                    Bytes.text(serving.cacheBytes(length)),
                                    Bytes.text(serving.assumptions()
                                            .usable(serving.cluster().accelerator())),
                                    serving.cluster().count())
                            .replace(Page.TIE, ' '),
                    "Give more --gpus, or --weights fp8.");
        }
        var text = new InferenceText(new Page(Style.ofTerminal()));
        return answer(json ? FitJson.text(document(service)) : text.of(service));
    }

    private void requireSizes() {
        if (!(prompt >= 0 && generated >= 1 && prompt + generated < 1e9)) {
            throw new InputException("--prompt is 0 or more and --generated 1 or more tokens", "");
        }
        Call.requireAtLeast("--trials", 1, trials);
        if (sequences != null) {
            Call.requireAtLeast("--sequences", 1, sequences);
        }
        if (chance != null && !(chance > 0 && chance <= 1)) {
            throw new InputException("--retry is a chance in (0, 1], not " + Magnitude.exact(chance), "");
        }
    }

    private Service service() {
        Map<String, Double> given = Assignments.numbers("inference", numbers);
        given.keySet().stream().filter(name -> !name.equals("N")).findFirst().ifPresent(name -> {
            throw new InputException("inference does not depend on " + name, "Give N=70B, or --model ID.");
        });
        Described described = model.described(Optional.ofNullable(given.get("N")));
        Cluster cluster = machine.cluster();
        Precision format = Call.choice("--weights", Precision.values(), Precision::id, weights);
        var serving = new Serving(described.transformer(), cluster, format, 2, Assumptions.usual());
        double tries = chance == null ? trials : Answers.retries(chance, trials);
        int most = serving.largestBatch(prompt + generated);
        var batches = new ArrayList<Integer>();
        for (int batch : sequences != null ? List.of(sequences) : List.of(1, 8, 64)) {
            if (batch <= most) {
                batches.add(batch);
            }
        }
        if (sequences == null && most > 0 && !batches.contains(most)) {
            batches.add(most);
        }
        if (sequences != null && most > 0 && batches.isEmpty()) {
            throw new InputException(
                    "%d sequences of %s tokens do not fit; %d do"
                            .formatted(sequences, Magnitude.count(prompt + generated), most),
                    "Give more --gpus or fewer --sequences.");
        }
        return new Service(
                described, serving, new Answers(tries, prompt, generated), Optional.ofNullable(chance), batches);
    }

    private int choice() {
        if (candidates.isEmpty() || budget == null || !(budget > 0)) {
            throw Call.wrong(
                    spec,
                    "--candidate and --budget go together",
                    "Write --candidate llama-3-8b:0.3 --candidate llama-3-70b:0.5 --budget 1e16.");
        }
        double operations = budget;
        List<AnswerBudget.Choice> choices = Call.check(
                spec, () -> candidates.stream().map(InferenceCommand::candidate).toList());
        Cluster cluster = Call.check(spec, machine::cluster);
        // Operations that the machine does while it moves the two bytes of a number.
        double intensity = 2 * cluster.accelerator().ridge(cluster.accelerator().training());
        var asked = new AnswerBudget(operations, prompt, generated, intensity);
        List<AnswerBudget.Spent> spent = asked.among(choices);
        if (spent.isEmpty()) {
            throw new InputException(
                    "%s FLOP per question do not pay for one answer of any candidate"
                            .formatted(Magnitude.digits(operations, 3)),
                    "Give a larger --budget or fewer --generated tokens.");
        }
        return answer(
                json
                        ? FitJson.text(document(asked, spent))
                        : new InferenceText(new Page(Style.ofTerminal())).of(asked, spent, cluster));
    }

    private static AnswerBudget.Choice candidate(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new InputException(
                    "--candidate is ID:PASS1 or ID:A:B, not '%s'".formatted(text), "Write llama-3-8b:0.3.");
        }
        KnownModel known = Catalogue.builtIn().model(parts[0]);
        double first = Assignments.number("--candidate", parts[0], parts[1]);
        Coverage coverage = parts.length == 2
                ? new Coverage.Single(first)
                : new Coverage.Power(first, Assignments.number("--candidate", parts[0], parts[2]));
        return new AnswerBudget.Choice(known.id(), known.transformer(), coverage);
    }

    private ObjectNode document(Service service) {
        Serving serving = service.serving();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", service.described().name());
        node.set("model", ModelsCommand.shape(service.described().transformer()));
        node.set("cluster", MachineJson.cluster(serving.cluster()));
        node.put("prompt", prompt)
                .put("generated", generated)
                .put("trials", service.answers().trials());
        node.put("weightBytes", serving.weightBytes())
                .put("cacheBytesPerSequence", serving.cacheBytes(prompt + generated))
                .put("largestBatch", serving.largestBatch(prompt + generated));
        ArrayNode batches = node.putArray("batches");
        for (int batch : service.batches()) {
            ObjectNode one = batches.addObject().put("sequences", batch);
            one.set("firstTokenSeconds", MachineJson.estimate(serving.prefill(batch, prompt)));
            one.set("tokenSeconds", MachineJson.estimate(serving.decode(batch, prompt + generated / 2)));
            one.set("tokensPerSecond", MachineJson.estimate(serving.throughput(batch, prompt, generated)));
            serving.cluster()
                    .cost(1 / serving.throughput(batch, prompt, generated))
                    .ifPresent(usd -> one.set("usdPerMillionTokens", MachineJson.estimate(1e6 * usd)));
        }
        node.put("flopPerQuestion", service.answers().flop(service.described().transformer()));
        node.put(
                "equivalentFlopPerQuestion",
                service.answers()
                        .equivalentFlop(service.described().transformer(), InferenceText.intensity(serving.cluster())));
        node.set("assumptions", MachineJson.assumptions(serving.assumptions()));
        node.putArray("warnings");
        return node.put("version", Version.current());
    }

    private static ObjectNode document(AnswerBudget asked, List<AnswerBudget.Spent> spent) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("budget", asked.operations())
                .put("prompt", asked.prompt())
                .put("generated", asked.generated())
                .put("operationsPerNumber", asked.intensity());
        ArrayNode all = node.putArray("choices");
        spent.forEach(one -> all.addObject()
                .put("model", one.choice().name())
                .put("samples", one.samples())
                .put("operations", one.operations())
                .put("coverage", one.coverage()));
        node.putArray("warnings");
        return node.put("version", Version.current());
    }
}
