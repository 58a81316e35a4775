package org.isoflop.cli;

import java.util.Objects;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What may be spent on all runs together. */
@Command(optionListHeading = "%nThe budget (one of these):%n")
final class DesignBudget {
    private static final String EXAMPLES = "For example --budget 1e21, or --gpu-hours 500 --accelerator h100-sxm.";

    @Option(names = "--budget", paramLabel = "F", description = "FLOPs for all runs together.")
    private @Nullable Double flops;

    @Option(names = "--gpu-hours", paramLabel = "H", description = "Hours of accelerators, of --accelerator.")
    private @Nullable Double hours;

    @Option(names = "--days", paramLabel = "T", description = "Days on --gpus of --accelerator.")
    private @Nullable Double days;

    @Option(names = "--money", paramLabel = "USD", description = "US dollars for hours of --accelerator.")
    private @Nullable Double money;

    /** The budget in FLOPs. */
    double flops(MachineOptions machine) {
        long given =
                Stream.of(flops, hours, days, money).filter(Objects::nonNull).count();
        if (given > 1) {
            throw new InputException("a design has one budget, and %d are given".formatted(given), EXAMPLES);
        }
        if (flops != null) {
            DesignLimits.requirePositive("--budget", flops);
            return flops;
        }
        if (hours != null) {
            return machine.required("--gpu-hours").inHours(Call.requirePositive("--gpu-hours", hours));
        }
        if (days != null) {
            return machine.required("--days").inDays(Call.requirePositive("--days", days));
        }
        if (money != null) {
            return machine.required("--money").forMoney(Call.requirePositive("--money", money));
        }
        throw new InputException("what may be spent on all runs together?", EXAMPLES);
    }
}
