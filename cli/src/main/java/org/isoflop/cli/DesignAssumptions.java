package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.runs.Magnitude;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is taken for granted where no run tells it. */
@Command(optionListHeading = "%nWhat is assumed:%n")
final class DesignAssumptions {
    /** Runs of a few hundred million parameters that differ in their seed alone lie so far apart. */
    private static final double USUAL_NOISE = 0.003;

    @Option(
            names = "--set",
            paramLabel = "E=1.7,…",
            description = "With --formula and without runs: the parameters of the law.")
    private List<String> values = List.of();

    @Option(
            names = "--noise",
            paramLabel = "SHARE",
            description =
                    "Standard deviation of a run around the law (default: what the runs show; 0.003 without runs).")
    private @Nullable Double noise;

    @Option(
            names = "--drift",
            paramLabel = "SHARE",
            description =
                    "How far the truth may drift from the law over a factor of ten in FLOPs, a standard deviation "
                            + "(default: what back-tests show; 0.005 without them; 0 trusts the law).")
    private @Nullable Double drift;

    /** @throws InputException if an assumption makes no sense */
    void check() {
        if (noise != null && (!(noise > 0) || Double.isInfinite(noise))) {
            throw new InputException(
                    "--noise is a share such as 0.003, not " + Magnitude.exact(noise), "Leave it out if runs tell it.");
        }
        if (drift != null && (!(drift >= 0) || Double.isInfinite(drift))) {
            throw new InputException(
                    "--drift is a share such as 0.005, not " + Magnitude.exact(drift), "Write 0 to trust the law.");
        }
        Assignments.numbers("--set", values);
    }

    List<String> values() {
        return values;
    }

    Optional<Double> noise() {
        return Optional.ofNullable(noise);
    }

    double usualNoise() {
        return noise().orElse(USUAL_NOISE);
    }

    /** Per factor of ten. */
    Optional<Double> drift() {
        return Optional.ofNullable(drift);
    }
}
