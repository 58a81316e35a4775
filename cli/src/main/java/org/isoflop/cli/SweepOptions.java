package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.hyper.SweepFit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a sweep is read and fitted. */
@Command(optionListHeading = "%nThe sweep:%n")
final class SweepOptions {
    @Option(
            names = "--by",
            paramLabel = "N,D",
            split = ",",
            description = "Columns that tell cells apart and that the laws are made of (default: N and D).")
    private List<String> by = List.of();

    @Option(
            names = "--sweep",
            paramLabel = "lr,batch",
            split = ",",
            description =
                    "Columns that were swept (default: those of learning rate, batch, weight decay and beta2 with "
                            + "three values in a cell).")
    private List<String> factors = List.of();

    @Option(
            names = "--loss",
            paramLabel = "COLUMN",
            description = "What is to be small (default: a smoothed loss where there is one, else loss).")
    private @Nullable String loss;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "surface",
            description = "surface: a valley per cell; step-law: every run near the best of its cell "
                    + "(default: ${DEFAULT-VALUE}).")
    private String method = "surface";

    @Option(
            names = "--within",
            paramLabel = "SHARE",
            description = "How near the best of its cell a run must be (default: 2%%, for step-law 0.25%%).")
    private @Nullable Double within;

    @Option(
            names = "--bootstrap",
            paramLabel = "K",
            defaultValue = "1000",
            description = "Resamples that the intervals come from (default: ${DEFAULT-VALUE}).")
    private int resamples;

    @Mixin
    private DrawOptions draws;

    void check() {
        method();
        Call.requireAtLeast("--bootstrap", 10, resamples);
        draws.check();
        if (within != null && !(within > 0 && within < 1)) {
            throw new InputException("--within is a share between 0 and 1, not " + within, "Write 0.02 or 2%.");
        }
    }

    List<String> by() {
        return by;
    }

    List<String> factors() {
        return factors;
    }

    Optional<String> loss() {
        return Optional.ofNullable(loss);
    }

    SweepFit.Method method() {
        return Call.choice("--method", SweepFit.Method.values(), SweepFit.Method::label, method);
    }

    double within() {
        return within == null ? method().within() : within;
    }

    double level() {
        return draws.level();
    }

    SweepFit.Drawing drawing() {
        return new SweepFit.Drawing(resamples, draws.seed(), draws.threads());
    }
}
