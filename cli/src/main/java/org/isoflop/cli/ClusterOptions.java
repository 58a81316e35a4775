package org.isoflop.cli;

import java.util.OptionalDouble;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.KnownAccelerator;
import org.isoflop.hardware.Accelerator;
import org.isoflop.hardware.Cluster;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** So many accelerators of the catalogue. */
@Command(optionListHeading = "%nThe machine:%n")
final class ClusterOptions {
    @Option(
            names = "--accelerator",
            paramLabel = "ID",
            defaultValue = "h100-sxm",
            description = "As isoflop accelerators lists it (default: ${DEFAULT-VALUE}).")
    private String accelerator = "h100-sxm";

    @Option(
            names = {"--gpus", "--accelerators"},
            paramLabel = "K",
            defaultValue = "8",
            description = "How many of them (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--price",
            paramLabel = "USD",
            description = "Per accelerator and hour (default: what the catalogue saw last).")
    private @Nullable Double price;

    @Option(
            names = "--power-factor",
            paramLabel = "X",
            defaultValue = "1.3",
            description = "Drawn per watt of the accelerators: hosts, network, cooling (default: ${DEFAULT-VALUE}).")
    private double powerFactor;

    /** @throws org.isoflop.InputException if there is no such accelerator */
    KnownAccelerator known() {
        return Catalogue.builtIn().accelerator(accelerator);
    }

    Cluster cluster() {
        Accelerator one = known().accelerator();
        OptionalDouble perHour = price != null
                ? OptionalDouble.of(Call.requirePositive("--price", price))
                : one.price().stream().mapToDouble(Accelerator.Price::perHour).findFirst();
        return new Cluster(one, count, perHour, powerFactor);
    }

    boolean pricedByCatalogue() {
        return price == null;
    }
}
