package org.isoflop.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.isoflop.InputException;
import org.isoflop.hardware.Cluster;
import org.isoflop.training.Layout;
import org.isoflop.training.Offload;
import org.isoflop.training.Recompute;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How training is spread over accelerators. What is left out is free. */
@Command(optionListHeading = "%nThe layout:%n")
final class LayoutOptions {
    /** No group of accelerators is larger. */
    private static final int MOST = 1_000_000;

    @Option(names = "--tensor", paramLabel = "K", description = "Accelerators that share every matrix.")
    private @Nullable Integer tensor;

    @Option(names = "--pipeline", paramLabel = "K", description = "Pipeline stages.")
    private @Nullable Integer pipeline;

    @Option(names = "--sequence", paramLabel = "K", description = "Accelerators that share a sequence (ring).")
    private @Nullable Integer sequence;

    @Option(names = "--expert", paramLabel = "K", description = "Accelerators that share the experts of a layer.")
    private @Nullable Integer expert;

    @Option(names = "--chunks", paramLabel = "K", description = "Runs of layers per stage: interleaved if above 1.")
    private @Nullable Integer chunks;

    @Option(names = "--zero", paramLabel = "0..3", description = "What replicas share; 3 is FSDP.")
    private @Nullable Integer zero;

    @Option(names = "--microbatch", paramLabel = "K", description = "Sequences per replica at a time.")
    private @Nullable Integer microbatch;

    @Option(names = "--recompute", paramLabel = "WHAT", description = "none, selective or full.")
    private @Nullable String recompute;

    @Option(
            names = "--offload",
            paramLabel = "WHAT",
            split = ",",
            description = "To the host: optimizer, weights, activations.")
    private List<String> offload = List.of();

    private @Nullable Recompute recomputed() {
        return recompute == null ? null : Call.choice("--recompute", Recompute.values(), Recompute::id, recompute);
    }

    private Set<Offload> offloaded() {
        var all = new LinkedHashSet<Offload>();
        offload.forEach(text -> all.add(Call.choice("--offload", Offload.values(), Offload::id, text)));
        return all;
    }

    /** Whether a layout is as the call wants it. */
    Predicate<Layout> wanted() {
        Recompute again = recomputed();
        return layout -> is(tensor, layout.tensor())
                && is(pipeline, layout.pipeline())
                && is(sequence, layout.sequence())
                && is(expert, layout.expert())
                && is(chunks, layout.chunks())
                && is(zero, layout.zero())
                && is(microbatch, layout.microbatch())
                && (again == null || again == layout.recompute());
    }

    boolean offloads() {
        return !offload.isEmpty();
    }

    private static boolean is(@Nullable Integer wanted, int value) {
        return wanted == null || wanted == value;
    }

    /** The layout that the call gives, with degrees of 1 where it says nothing. */
    Layout given(Cluster cluster) {
        long replica =
                (long) degree("--tensor", tensor) * degree("--pipeline", pipeline) * degree("--sequence", sequence);
        if (cluster.count() % replica != 0) {
            throw new InputException(
                    "replicas of %d accelerators do not divide %d of them".formatted(replica, cluster.count()),
                    "Give --gpus as a multiple of --tensor times --pipeline times --sequence.");
        }
        Recompute again = recomputed();
        return new Layout(
                (int) (cluster.count() / replica),
                or(tensor, 1),
                or(pipeline, 1),
                or(sequence, 1),
                or(expert, 1),
                or(chunks, 1),
                or(tensor, 1) > 1,
                or(zero, 0),
                or(microbatch, 1),
                again == null ? Recompute.NONE : again,
                offloaded());
    }

    /** Whether ZeRO is left open. */
    boolean leavesZeroOpen() {
        return zero == null;
    }

    private static int degree(String option, @Nullable Integer given) {
        return Call.requireAtMost(option, MOST, or(given, 1));
    }

    private static int or(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
