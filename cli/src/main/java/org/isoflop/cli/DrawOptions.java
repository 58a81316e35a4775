package org.isoflop.cli;

import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import picocli.CommandLine.Option;

/** How wide intervals are, and what makes two calls give the same; part of other mixins. */
final class DrawOptions {
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
        Call.requireLevel(level);
        Call.requireAtLeast("--threads", 1, threads);
    }

    double level() {
        return level;
    }

    long seed() {
        return seed;
    }

    int threads() {
        return threads;
    }

    Fitter fitter(Objective objective) {
        return Fitter.withDefaults().with(objective).seed(seed).threads(threads);
    }
}
