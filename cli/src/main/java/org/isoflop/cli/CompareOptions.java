package org.isoflop.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.comparison.Path;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.runs.Magnitude;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is compared with what, and where. */
@Command(optionListHeading = "%nThe comparison:%n")
final class CompareOptions {
    @Option(names = "--by", paramLabel = "COLUMN", description = "The column that tells recipes apart.")
    private @Nullable String by;

    @Option(
            names = "--at",
            paramLabel = "C=1e24",
            description = "Where a decision is wanted: C, or two of C, N and D, and whatever else the law reads "
                    + "(default: ten times the largest run).")
    private List<String> at = List.of();

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "How N and D grow with C: optimal (each recipe at its own best; the default with --at C), "
                    + "ratio=20 (tokens per parameter; the default with --at N,D), N=7B (equal N) or D=1T (equal D).")
    private @Nullable String path;

    @Option(
            names = "--share",
            paramLabel = "alpha,…",
            split = ",",
            description = "One fit in which these parameters are common to all recipes. A recipe with few runs borrows "
                    + "the others from its peers.")
    private List<String> shared = List.of();

    @Option(
            names = "--higher-is-better",
            description = "The law describes something of which more is better, such as an accuracy.")
    private boolean higherIsBetter;

    @Option(
            names = "--best-of",
            paramLabel = "N,D",
            split = ",",
            description = "Keep, for each recipe, the run with the least loss among those that are equal in these "
                    + "columns.")
    private List<String> bestOf = List.of();

    @Option(
            names = "--objective",
            paramLabel = "NAME",
            description = "As for fit (default: huber-log:1e-3, or what the law names).")
    private @Nullable String objective;

    @Option(
            names = "--starts",
            paramLabel = "K",
            defaultValue = "32",
            description = "Full searches for each optimum (default: ${DEFAULT-VALUE}).")
    private int starts;

    @Option(
            names = "--bootstrap",
            paramLabel = "K",
            defaultValue = "1000",
            description = "Joint resamples of all recipes (default: ${DEFAULT-VALUE}; 0 for none).")
    private int resamples;

    @Option(
            names = "--unit",
            paramLabel = "COLUMN",
            description = "Take all rows with one value of a column together, such as the checkpoints of a run "
                    + "(default: a column called run, if its rows are checkpoints; row for none).")
    private @Nullable String unit;

    @Mixin
    private DrawOptions draws;

    /** @throws InputException if no comparison can be made so */
    void check() {
        objective();
        path();
        place().forEach((name, value) -> {
            if (!(value > 0) || Double.isInfinite(value)) {
                throw new InputException(
                        "--at: %s=%s is no place for a run".formatted(name, Magnitude.exact(value)),
                        "Sizes are positive.");
            }
        });
        Call.requireAtLeast("--starts", 1, starts);
        Call.requireAtLeast("--bootstrap", 0, resamples);
        draws.check();
    }

    Optional<String> by() {
        return Optional.ofNullable(by);
    }

    /** The place that is asked for. */
    Map<String, Double> place() {
        return Assignments.numbers("--at", at);
    }

    /** The scale that is asked for, as far as the place alone tells it. */
    Optional<Double> scale() {
        Map<String, Double> place = place();
        Double n = place.get("N");
        Double d = place.get("D");
        return Optional.ofNullable(place.get("C"))
                .or(() -> n == null || d == null ? Optional.empty() : Optional.of(Path.FLOPS * n * d))
                .or(() -> Optional.ofNullable(n == null ? d : n));
    }

    /** The path that is asked for. */
    Optional<Path> path() {
        return Optional.ofNullable(path).map(CompareOptions::path);
    }

    private static Path path(String text) {
        if (text.equals("optimal")) {
            return new Path.Optimal();
        }
        int equals = text.indexOf('=');
        String name = text.substring(0, Math.max(0, equals));
        double value = Magnitude.parse(text.substring(equals + 1)).orElse(Double.NaN);
        if (!(value > 0)
                || Double.isInfinite(value)
                || !List.of("ratio", "N", "D").contains(name)) {
            throw new InputException(
                    "--path is optimal, ratio=20, N=7B or D=1T, not '%s'".formatted(text),
                    "ratio counts tokens per parameter; N or D stays the same at all scales.");
        }
        return switch (name) {
            case "N" -> new Path.Parameters(value);
            case "D" -> new Path.Tokens(value);
            default -> new Path.Ratio(value);
        };
    }

    List<String> shared() {
        return shared;
    }

    boolean higherIsBetter() {
        return higherIsBetter;
    }

    List<String> bestOf() {
        return bestOf;
    }

    Optional<Objective> objective() {
        return Optional.ofNullable(objective).map(Objective::parse);
    }

    Optional<String> unit() {
        return Optional.ofNullable(unit);
    }

    int resamples() {
        return resamples;
    }

    double level() {
        return draws.level();
    }

    long seed() {
        return draws.seed();
    }

    int threads() {
        return draws.threads();
    }

    Fitter fitter(Objective chosen) {
        return draws.fitter(chosen).starts(starts);
    }
}
