package org.isoflop.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.data.FitJson;
import org.isoflop.hardware.Cluster;
import org.isoflop.runs.Magnitude;
import org.isoflop.training.Assumptions;
import org.isoflop.training.Job;
import org.isoflop.training.Layout;
import org.isoflop.training.Memory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop memory}: what one accelerator has to hold. */
@Command(
        name = "memory",
        header = "Count what training a model needs in memory, by what it is for.",
        customSynopsis = "isoflop memory N=70B|--model ID|--layers K --width K [options]",
        description = {
            "Weights, gradients, optimizer and activations on one accelerator under a layout;",
            "what is left open is shown side by side. isoflop time searches the layout."
        },
        footer = {
            "  isoflop memory --model llama-3-70b --gpus 64 --tensor 8 --recompute full",
            "  isoflop memory N=7B --batch 512K --optimizer adam-8bit --zero 3"
        })
final class MemoryCommand extends CliCommand {
    @Parameters(arity = "0..*", paramLabel = "N=70B", description = "Parameters, for a proposed shape.")
    private List<String> numbers = List.of();

    @Mixin
    private ModelOptions model;

    @Mixin
    private ClusterOptions machine;

    @Mixin
    private JobOptions training;

    @Mixin
    private LayoutOptions layouts;

    @Option(names = "--reserve", paramLabel = "SHARE", description = "Of the memory, kept free (default: 0.08).")
    private @Nullable Double reserve;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    /** What is asked. */
    record Question(Described described, Cluster cluster, Job job, List<Layout> layouts, Assumptions assumptions) {}

    @Override
    public Integer call() {
        Question question = Call.check(spec, this::question);
        return answer(json ? FitJson.text(document(question)) : new MemoryText(Style.ofTerminal(), question).text());
    }

    private Question question() {
        Map<String, Double> given = Assignments.positives("memory", numbers);
        given.keySet().stream().filter(name -> !name.equals("N")).findFirst().ifPresent(name -> {
            throw new InputException("memory does not depend on " + name, "Give N=70B, or --model ID.");
        });
        Described described = model.described(Optional.ofNullable(given.get("N")));
        Cluster cluster = machine.cluster();
        Job job = training.job(described.transformer(), cluster.count());
        Layout layout = layouts.given(cluster);
        Assumptions usual = Assumptions.usual();
        requireWhole(job, layout);
        List<Layout> shown = layouts.leavesZeroOpen()
                ? IntStream.rangeClosed(0, 3).mapToObj(layout::withZero).toList()
                : List.of(layout);
        return new Question(
                described, cluster, job, shown, reserve == null ? usual : usual.withReserve(share(reserve)));
    }

    private static double share(double reserve) {
        if (!(reserve >= 0 && reserve < 1)) {
            throw new InputException(
                    "--reserve is a share of the memory, from 0 to below 1, not " + Magnitude.exact(reserve),
                    "Write 0.08 for 8 %.");
        }
        return reserve;
    }

    private static void requireWhole(Job job, Layout layout) {
        int share = layout.data() * layout.microbatch();
        if (job.batch() < share) {
            throw new InputException(
                    "%d replicas with microbatches of %d take %d sequences, and the batch has %d"
                            .formatted(layout.data(), layout.microbatch(), share, job.batch()),
                    "Give a larger --batch, or more of --tensor, --pipeline or --sequence.");
        }
    }

    private static ObjectNode document(Question question) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", question.described().name());
        node.set("model", ModelsCommand.shape(question.described().transformer()));
        node.set("cluster", MachineJson.cluster(question.cluster()));
        node.put("batchSequences", question.job().batch());
        double usable = question.assumptions().usable(question.cluster().accelerator());
        ArrayNode all = node.putArray("layouts");
        for (Layout layout : question.layouts()) {
            Memory memory = Memory.of(question.job(), layout);
            ObjectNode one = all.addObject();
            one.set("layout", MachineJson.layout(layout));
            one.set("memory", MachineJson.memory(memory));
            one.put("fits", memory.total() <= usable);
        }
        node.put("usableBytes", usable);
        node.set("assumptions", MachineJson.assumptions(question.assumptions()));
        node.putArray("warnings");
        return node.put("version", Version.current());
    }
}
