package org.isoflop.bench.machine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.isoflop.architecture.Attention;
import org.isoflop.architecture.Embedding;
import org.isoflop.architecture.FeedForward;
import org.isoflop.architecture.FlopCount;
import org.isoflop.architecture.Transformer;
import org.isoflop.architecture.Trimmings;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.hardware.Cluster;
import org.isoflop.hardware.Precision;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;
import org.isoflop.training.Assumptions;
import org.isoflop.training.Job;
import org.isoflop.training.Layout;
import org.isoflop.training.Memory;
import org.isoflop.training.Numerics;
import org.isoflop.training.Optimizer;
import org.isoflop.training.Recompute;
import org.isoflop.training.StepTime;

/**
 * One row of a published table: a job, how it was spread, and what was measured.
 *
 * @param source whose table
 * @param name of the row
 * @param parameters as published
 * @param quantity what was measured
 * @param value of it
 */
record Published(
        String source,
        String name,
        double parameters,
        Job job,
        Layout layout,
        Cluster cluster,
        String quantity,
        double value) {

    static List<Published> all(Runs table) {
        return IntStream.range(0, table.size())
                .mapToObj(i -> new Row(table, i).published())
                .toList();
    }

    private record Row(Runs table, int index) {
        private int whole(String column) {
            return (int) table.numbers(column)[index];
        }

        private boolean truth(String column) {
            return whole(column) != 0;
        }

        private String text(String column) {
            return switch (table.column(column).orElseThrow()) {
                case Column.Labels labels -> labels.text(index);
                case Column.Numbers numbers -> String.valueOf(numbers.values()[index]);
            };
        }

        Published published() {
            Precision precision = Precision.BF16;
            int data = whole("data");
            return new Published(
                    text("source"),
                    text("name"),
                    table.numbers("parameters")[index],
                    new Job(
                            model(),
                            whole("batch"),
                            Numerics.of(precision, Optimizer.ADAM),
                            truth("fused"),
                            truth("dropout")),
                    new Layout(
                            data,
                            whole("tensor"),
                            whole("pipeline"),
                            whole("sequence"),
                            1,
                            whole("chunks"),
                            truth("split_norms"),
                            whole("zero"),
                            whole("microbatch"),
                            recompute(),
                            Set.of()),
                    Cluster.of(
                            Catalogue.builtIn().accelerator(text("accelerator")).accelerator(), whole("count")),
                    text("quantity"),
                    table.numbers("value")[index]);
        }

        /** A table reads "none" as a missing value. */
        private Recompute recompute() {
            String text = text("recompute");
            return text.isEmpty() ? Recompute.NONE : Recompute.of(text);
        }

        private Transformer model() {
            boolean gpt = !truth("gated");
            int context = whole("context");
            return new Transformer(
                    whole("layers"),
                    whole("width"),
                    new Attention.Grouped(whole("heads"), whole("kv_heads"), whole("head_width")),
                    new FeedForward(whole("feed_forward"), !gpt),
                    Optional.empty(),
                    new Embedding(whole("vocabulary"), gpt || whole("kv_heads") == 1, gpt ? context : 0),
                    gpt ? Trimmings.GPT : new Trimmings(whole("norms"), false, Trimmings.Biases.NONE),
                    context);
        }
    }

    /** The same quantity, computed. */
    double computed(Assumptions assumptions) {
        StepTime time = StepTime.of(job, layout, cluster, assumptions);
        return switch (quantity) {
            case "seconds" -> time.total();
            case "MFU" -> time.utilisation(job, cluster, FlopCount.PALM);
            case "hardware share" -> time.hardwareUtilisation(job, layout, cluster, FlopCount.EXACT);
            case "hardware TFLOP/s" ->
                time.hardwareUtilisation(job, layout, cluster, FlopCount.EXACT)
                        * cluster.accelerator().peak(job.numerics().products())
                        / 1e12;
            default -> throw new IllegalArgumentException(quantity);
        };
    }

    /** How much faster the computed run is than the published one. */
    double faster(Assumptions assumptions) {
        double ratio = computed(assumptions) / value;
        return quantity.equals("seconds") ? 1 / ratio : ratio;
    }

    /** Share of the memory that it takes. */
    double memory() {
        return Memory.of(job, layout).total() / cluster.accelerator().memoryBytes();
    }
}
