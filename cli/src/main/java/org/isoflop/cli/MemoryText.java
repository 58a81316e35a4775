package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.isoflop.runs.Magnitude;
import org.isoflop.training.Job;
import org.isoflop.training.Layout;
import org.isoflop.training.Memory;
import org.isoflop.training.Recompute;

/** What {@code memory} says to a person. */
final class MemoryText {
    private final Page page;
    private final MemoryCommand.Question question;

    MemoryText(Style style, MemoryCommand.Question question) {
        page = new Page(style);
        this.question = question;
    }

    String text() {
        Layout first = question.layouts().getFirst();
        ModelText.head(page, question.described());
        page.line("%d %s   %s"
                .formatted(
                        question.cluster().count(),
                        question.cluster().accelerator().id(),
                        degrees(first)));
        page.line("  batch " + batch(question.job(), first)).blank();
        table();
        recomputations(first);
        page.fact(
                "free",
                "%s of the %s are left to the runtime, communication and fragmentation (assumed; --reserve)"
                        .formatted(
                                Figures.share(question.assumptions().reserve()),
                                Bytes.text(question.cluster().accelerator().memoryBytes())));
        page.blank().fact("next", "isoflop time with the same options searches the fastest layout that fits");
        return page.toString();
    }

    /** The degrees of parallelism that are not 1. */
    static String degrees(Layout layout) {
        var parts = new ArrayList<String>();
        part(parts, layout.data(), "data");
        part(parts, layout.tensor(), "tensor");
        part(parts, layout.pipeline(), "pipeline");
        part(parts, layout.sequence(), "sequence");
        part(parts, layout.expert(), "expert");
        return parts.isEmpty() ? "one accelerator" : String.join(" x ", parts);
    }

    private static void part(List<String> parts, int degree, String name) {
        if (degree > 1) {
            parts.add(degree + " " + name);
        }
    }

    static String batch(Job job, Layout layout) {
        int microbatches = Math.max(1, layout.microbatches(job.batch()));
        return "%s tokens = %,d sequences: %s of %d per replica"
                .formatted(
                        Magnitude.count(job.tokensPerStep()),
                        job.batch(),
                        Page.count(microbatches, "microbatch", "microbatches"),
                        layout.microbatch());
    }

    private void table() {
        List<Memory> all = question.layouts().stream()
                .map(layout -> Memory.of(question.job(), layout))
                .toList();
        Recompute recompute = question.layouts().getFirst().recompute();
        var heads = new ArrayList<String>();
        var rows = new ArrayList<ToDoubleFunction<Memory>>();
        row(heads, rows, "weights", Memory::weights);
        row(heads, rows, "gradients", Memory::gradients);
        row(heads, rows, "weights in 32 bits", Memory::master);
        row(heads, rows, "optimizer, " + question.job().numerics().optimizer().id(), Memory::optimizer);
        row(heads, rows, "gathered for use", Memory::gathered);
        row(heads, rows, "activations, " + kept(recompute), Memory::activations);
        row(heads, rows, "in work, logits", Memory::working);
        row(heads, rows, "all", Memory::total);
        boolean moved = all.stream().anyMatch(memory -> memory.host() > 0);
        if (moved) {
            row(heads, rows, "in the host's memory", Memory::host);
        }
        double usable = question.assumptions().usable(question.cluster().accelerator());
        heads.add("fits into %.1f".formatted(usable / Bytes.GIB));
        var table = new TextTable().left("GiB per accelerator", heads);
        for (int i = 0; i < all.size(); i++) {
            Memory memory = all.get(i);
            List<String> cells = rows.stream()
                    .map(row -> Bytes.gib(row.applyAsDouble(memory)))
                    .collect(Collectors.toCollection(ArrayList::new));
            cells.add(memory.total() <= usable ? "yes" : "no");
            int zero = question.layouts().get(i).zero();
            table.right(zero == 0 ? "no ZeRO" : "ZeRO " + zero, cells);
        }
        table.print(page);
        page.blank();
    }

    private static void row(
            List<String> heads, List<ToDoubleFunction<Memory>> rows, String head, ToDoubleFunction<Memory> row) {
        heads.add(head);
        rows.add(row);
    }

    private static String kept(Recompute recompute) {
        return switch (recompute) {
            case NONE -> "all kept";
            case SELECTIVE -> "scores recomputed";
            case FULL -> "layers recomputed";
        };
    }

    private void recomputations(Layout layout) {
        Job job = question.job();
        String all = Arrays.stream(Recompute.values())
                .filter(r -> r != Recompute.SELECTIVE || !job.fusedAttention())
                .map(r -> "%s %s"
                        .formatted(
                                r.id(),
                                Bytes.text(
                                        Memory.of(job, layout.withRecompute(r)).activations())))
                .collect(Collectors.joining(", "));
        page.fact("activations", "by --recompute: " + all);
    }
}
