package org.isoflop.cli;

import java.util.Optional;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private DrawOptions draws;

    void check() {
        objective();
        draws.check();
    }

    Optional<Objective> objective() {
        return Optional.ofNullable(objective).map(Objective::parse);
    }

    Optional<String> unit() {
        return Optional.ofNullable(unit);
    }

    double level() {
        return draws.level();
    }

    Fitter fitter(Objective chosen) {
        return draws.fitter(chosen);
    }
}
