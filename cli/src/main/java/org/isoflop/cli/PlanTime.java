package org.isoflop.cli;

import java.util.Arrays;
import org.isoflop.InputException;
import org.isoflop.plan.CriticalBatch;
import org.isoflop.plan.Deadline;
import org.isoflop.runs.Magnitude;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A limit of time: how fast a run can be, however many accelerators there are. */
@Command(optionListHeading = "%nTime:%n")
final class PlanTime {
    @Option(
            names = "--max-days",
            paramLabel = "T",
            description =
                    "Days that training may take, on as many accelerators as the batch keeps busy; with --target-loss "
                            + "also several: 10,30,100.")
    private @Nullable String days;

    @Option(
            names = "--batch-law",
            paramLabel = "FORMULA",
            description =
                    "Critical batch in tokens, over N, D and loss (default: ${DEFAULT-VALUE}, Kaplan et al. 2020).")
    private String batch = "2e8/loss^(1/0.21)";

    @Option(
            names = "--tokens-per-gpu",
            paramLabel = "B",
            description = "Tokens that an accelerator takes in a step, at least (default: ${DEFAULT-VALUE}).")
    private double tokensAtATime = 2048;

    /** The days that are given, one or several; empty without a limit. */
    double[] days() {
        if (days == null) {
            return new double[0];
        }
        return Arrays.stream(days.split(",", -1))
                .mapToDouble(text -> Call.requirePositive(
                        "--max-days",
                        Magnitude.parse(text)
                                .orElseThrow(() -> new InputException(
                                        "--max-days: '%s' is not a number".formatted(text),
                                        "Write 30, or 10,30,100."))))
                .toArray();
    }

    double tokensAtATime() {
        return Call.requirePositive("--tokens-per-gpu", tokensAtATime);
    }

    /** The deadline after so many days. */
    Deadline after(double limit, MachineOptions machine) {
        CriticalBatch law = CriticalBatch.of(Call.formula("--batch-law", batch));
        return machine.required("--max-days").within(limit, tokensAtATime(), law);
    }
}
