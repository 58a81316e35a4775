package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Progress;
import org.isoflop.uncertainty.Bootstrap;
import org.isoflop.uncertainty.Resampling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a law is fitted, and where its intervals come from. */
@Command(optionListHeading = "%nThe fit:%n")
final class FitOptions {
    @Option(
            names = "--objective",
            paramLabel = "NAME",
            description = "huber-log:DELTA (default: huber-log:1e-3, or what the law names), squared, absolute, "
                    + "quantile:Q, asymmetric:Q; with free scale student:NU, laplace, huber-free:DELTA; "
                    + "-log after the name means of logarithms.")
    private @Nullable String objective;

    @Option(
            names = "--starts",
            paramLabel = "K",
            defaultValue = "32",
            description = "Full searches for the optimum (default: ${DEFAULT-VALUE}).")
    private int starts;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description = "Fit the rows with each value of a column by themselves.")
    private @Nullable String group;

    @Option(
            names = "--share",
            paramLabel = "alpha,…",
            split = ",",
            description = "With groups: one fit in which these parameters are common to all groups. A group with few "
                    + "runs borrows the others from its peers.")
    private List<String> shared = List.of();

    @Option(
            names = "--bootstrap",
            paramLabel = "K",
            defaultValue = "1000",
            description = "Resamples that the intervals come from (default: ${DEFAULT-VALUE}; 0 for none).")
    private int resamples;

    @Option(
            names = "--resample",
            paramLabel = "KIND",
            defaultValue = "pairs",
            description = "What is drawn anew: pairs (whole rows), residuals, wild (their signs) or wild-mammon "
                    + "(default: ${DEFAULT-VALUE}).")
    private String resample = "pairs";

    @Option(
            names = "--interval",
            paramLabel = "KIND",
            defaultValue = "percentile",
            description = "percentile or bca of the resamples, delta or profile (default: ${DEFAULT-VALUE}).")
    private String interval = "percentile";

    @Option(
            names = "--unit",
            paramLabel = "COLUMN",
            description = "Take all rows with one value of a column together, such as the checkpoints of a run "
                    + "(default: a column called run, if its rows are checkpoints; row for none).")
    private @Nullable String unit;

    @Option(
            names = "--best-of",
            paramLabel = "N,D",
            split = ",",
            description = "Keep the run with the least loss among those that are equal in these columns.")
    private List<String> bestOf = List.of();

    @Option(
            names = "--replicates",
            paramLabel = "weight",
            description = "weight: let runs that differ in nothing but their seed say how much noise there is where, "
                    + "and weigh all rows by it.")
    private @Nullable String replicates;

    @Option(
            names = "--against",
            paramLabel = "ID",
            description = "Compare with the coefficients of a published law; it is fitted unless --law or --formula "
                    + "name another.")
    private @Nullable String against;

    @Mixin
    private DrawOptions draws;

    /** @throws InputException if no fit can be made so */
    void check() {
        objective();
        against();
        resampling();
        intervalKind();
        weighsRows();
        Call.requireAtLeast("--starts", 1, starts);
        Call.requireAtLeast("--bootstrap", 0, resamples);
        draws.check();
    }

    /** The objective that the user names. */
    Optional<Objective> objective() {
        return Optional.ofNullable(objective).map(Objective::parse);
    }

    /** The published coefficients to compare with. */
    Optional<Against> against() {
        return Optional.ofNullable(against).map(Against::of);
    }

    Optional<String> group() {
        return Optional.ofNullable(group);
    }

    List<String> shared() {
        return shared;
    }

    /** What the user says: a column, or {@code row}. */
    Optional<String> unit() {
        return Optional.ofNullable(unit);
    }

    List<String> bestOf() {
        return bestOf;
    }

    /** Whether rows weigh what their repetitions say. */
    boolean weighsRows() {
        if (replicates != null && !replicates.equals("weight")) {
            throw new InputException("--replicates knows weight, not '%s'".formatted(replicates), "");
        }
        return replicates != null;
    }

    Resampling resampling() {
        return Call.choice("--resample", Resampling.values(), Resampling::label, resample);
    }

    IntervalKind intervalKind() {
        return Call.choice("--interval", IntervalKind.values(), IntervalKind::label, interval);
    }

    int threads() {
        return draws.threads();
    }

    double level() {
        return draws.level();
    }

    long seed() {
        return draws.seed();
    }

    Fitter fitter(Objective chosen) {
        return draws.fitter(chosen).starts(starts);
    }

    Bootstrap bootstrap(Progress progress) {
        return new Bootstrap(resamples, seed(), threads(), progress, resampling());
    }
}
