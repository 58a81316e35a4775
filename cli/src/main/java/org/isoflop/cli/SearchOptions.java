package org.isoflop.cli;

import java.util.Optional;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How laws are fitted again and again. */
@Command(optionListHeading = "%nThe fits:%n")
final class SearchOptions {
    @Option(names = "--objective", paramLabel = "NAME", description = "As for fit (default: huber-log:1e-3).")
    private @Nullable String objective;

    @Option(
            names = "--unit",
            paramLabel = "COLUMN",
            description = "Rows with one value of a column are one run and stay together, such as its checkpoints.")
    private @Nullable String unit;

    @Option(
            names = "--level",
            paramLabel = "SHARE",
            defaultValue = "0.9",
            description = "Level of the intervals (default: ${DEFAULT-VALUE}).")
    private double level;

    @Option(
            names = "--seed",
            paramLabel = "K",
            defaultValue = "1",
            description = "Of search and resamples (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "K", description = "Threads to use; they do not change the result.")
    private int threads = Runtime.getRuntime().availableProcessors();

    void check() {
        objective();
        Call.requireLevel(level);
        Call.requireAtLeast("--threads", 1, threads);
    }

    Optional<Objective> objective() {
        return Optional.ofNullable(objective).map(Objective::parse);
    }

    Optional<String> unit() {
        return Optional.ofNullable(unit);
    }

    double level() {
        return level;
    }

    Fitter fitter(Objective chosen) {
        return Fitter.withDefaults().with(chosen).seed(seed).threads(threads);
    }
}
