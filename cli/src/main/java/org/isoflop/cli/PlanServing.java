package org.isoflop.cli;

import org.isoflop.InputException;
import org.isoflop.plan.Limits.Range;
import org.isoflop.plan.Throughput;
import org.isoflop.runs.Magnitude;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The use that the model is made for. */
@Command(optionListHeading = "%nWhen it is used:%n")
final class PlanServing {
    private static final double PER_SECOND = 1000;

    @Option(
            names = "--serve",
            paramLabel = "D",
            description =
                    "Tokens that the model will read and write: their FLOPs, a third of those of training each, are "
                            + "paid from the budget as well.")
    private @Nullable Double served;

    @Option(
            names = "--serve-mfu",
            paramLabel = "SHARE",
            description =
                    "Share of the peak that serving uses (default: that of --mfu): a budget of money or time pays "
                            + "for its FLOPs accordingly.")
    private @Nullable Double utilisation;

    @Option(names = "--memory", paramLabel = "BYTES", description = "The weights must fit into so much: 80e9, 80GB.")
    private @Nullable String memory;

    @Option(
            names = "--latency",
            paramLabel = "MS",
            description = "Milliseconds that a written token may take on one --accelerator, whose memory must be read "
                    + "through for each.")
    private @Nullable Double latency;

    @Option(
            names = "--bytes-per-param",
            paramLabel = "B",
            description = "Bytes of a weight that is served (default: ${DEFAULT-VALUE}).")
    private double bytes = 2;

    boolean isGiven() {
        return served != null;
    }

    /** Tokens to serve, each worth as many FLOPs of training as it costs. */
    double served(MachineOptions machine) {
        if (served == null) {
            if (utilisation != null) {
                throw new InputException("--serve-mfu is that of --serve, which is not given", "Give it.");
            }
            return 0;
        }
        double tokens = Call.requirePositive("--serve", served);
        if (utilisation == null) {
            return tokens;
        }
        Throughput training = machine.required("--serve-mfu");
        var serving = new Throughput(training.cluster(), training.precision(), utilisation);
        return tokens * training.perSecond() / serving.perSecond();
    }

    /** The sizes that can be served. */
    Range sizes(MachineOptions machine) {
        double perParameter = Call.requirePositive("--bytes-per-param", bytes);
        Range fitting = memory == null ? Range.ALL : Range.upTo(bytes(memory) / perParameter);
        if (latency == null) {
            return fitting;
        }
        double bandwidth = machine.required("--latency").cluster().accelerator().memoryBandwidth();
        double seconds = Call.requirePositive("--latency", latency) / PER_SECOND;
        return fitting.and(Range.upTo(seconds * bandwidth / perParameter));
    }

    /** {@code 80GB} has its B for bytes, {@code 80e9} none. */
    private static double bytes(String text) {
        String number = text.strip().replaceFirst("(?<=[KMGTkmgt])B$", "");
        double value = Magnitude.parse(number)
                .orElseThrow(() -> new InputException(
                        "--memory: '%s' is no number of bytes".formatted(text), "Write 80GB or 80e9."));
        return Call.requirePositive("--memory", value);
    }
}
