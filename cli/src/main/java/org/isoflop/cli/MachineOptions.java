package org.isoflop.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.hardware.Accelerator;
import org.isoflop.hardware.Cluster;
import org.isoflop.hardware.Precision;
import org.isoflop.plan.Throughput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** On what a run is made. */
@Command(optionListHeading = "%nThe machine:%n")
final class MachineOptions {
    @Option(
            names = "--accelerator",
            paramLabel = "ID",
            description = "An accelerator of the catalogue, such as h100-sxm; H100 means the fastest of that name.")
    private @Nullable String accelerator;

    @Option(names = "--gpus", paramLabel = "K", description = "How many (default: ${DEFAULT-VALUE}).")
    private int count = 1;

    @Option(
            names = "--mfu",
            paramLabel = "SHARE",
            description = "Share of the peak that a run uses (default: ${DEFAULT-VALUE}).")
    private double utilisation = 0.4;

    @Option(names = "--precision", paramLabel = "NAME", description = "Of the products (default: bf16, else fp16).")
    private @Nullable String precision;

    @Option(
            names = "--price",
            paramLabel = "USD",
            description = "Of an accelerator-hour (default: what the catalogue has seen).")
    private @Nullable Double price;

    @Option(
            names = "--pue",
            paramLabel = "FACTOR",
            description = "What a data centre draws per watt of the accelerators (default: ${DEFAULT-VALUE}).")
    private double powerFactor = 1.2;

    boolean isGiven() {
        return accelerator != null;
    }

    /** What the machine does; empty if none is named. */
    Optional<Throughput> throughput() {
        if (accelerator == null) {
            return Optional.empty();
        }
        Call.requireAtLeast("--gpus", 1, count);
        Accelerator one = named(accelerator);
        OptionalDouble perHour = price == null
                ? Cluster.of(one, 1).perHour()
                : OptionalDouble.of(Call.requirePositive("--price", price));
        return Optional.of(new Throughput(new Cluster(one, count, perHour, powerFactor), precision(one), utilisation));
    }

    private Precision precision(Accelerator one) {
        return precision == null
                ? one.training()
                : Call.choice("--precision", Precision.values(), Precision::id, precision);
    }

    /** The accelerator of that id, or the fastest whose id begins with it. */
    private static Accelerator named(String text) {
        Catalogue catalogue = Catalogue.builtIn();
        String folded = text.toLowerCase(Locale.ROOT);
        List<String> ids = catalogue.accelerators();
        if (ids.contains(folded)) {
            return catalogue.accelerator(folded).accelerator();
        }
        return ids.stream()
                .filter(id -> id.startsWith(folded + "-"))
                .map(id -> catalogue.accelerator(id).accelerator())
                .max(Comparator.<Accelerator>comparingDouble(a -> a.peak(a.training()))
                        .thenComparingDouble(Accelerator::memoryBytes))
                .orElseGet(() -> catalogue.accelerator(folded).accelerator());
    }

    /** @throws InputException without a machine */
    Throughput required(String why) {
        return throughput()
                .orElseThrow(() -> new InputException(
                        why + " needs to know the machine", "Name one, such as --accelerator h100-sxm."));
    }
}
