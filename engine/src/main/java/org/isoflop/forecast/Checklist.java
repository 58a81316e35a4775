package org.isoflop.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.fit.Diagnostics;
import org.isoflop.fit.Fit;
import org.isoflop.law.Sample;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Draws;

/** Reads a table and a fit as a careful reviewer would. */
public final class Checklist {
    /** Fewer runs per parameter than this leave the estimates to chance. */
    private static final int RUNS_PER_PARAMETER = 5;

    /** A condition number above this leaves few digits in the estimates, though predictions may still be good. */
    private static final double ILL_CONDITIONED = 1e5;

    /** No model trained to this day is so small, and no data set: such a column is counted in another unit. */
    private static final double SMALLEST_MODEL = 1e4;

    private static final double SMALLEST_DATA = 1e5;

    /** A share of resamples that is not worth a word. */
    private static final double FEW = 0.05;

    private final List<Objection> objections = new ArrayList<>();

    private Checklist() {}

    /** The objections to a fit, the gravest first. */
    public static List<Objection> of(Fit fit, Sample sample, Draws draws) {
        var list = new Checklist();
        list.units(sample);
        list.optimum(fit.diagnostics());
        list.runs(fit);
        list.tokens(sample);
        list.draws(draws);
        return List.copyOf(list.objections);
    }

    private void object(String code, String message) {
        objections.add(new Objection(code, severity(code), message, ""));
    }

    private static Severity severity(String code) {
        return switch (code) {
            case "not-converged", "undetermined", "suspect-unit" -> Severity.GRAVE;
            case "few-tokens", "smoothed-resamples" -> Severity.NOTE;
            default -> Severity.CAUTION;
        };
    }

    private void units(Sample sample) {
        unit(sample, "N", "parameters", SMALLEST_MODEL);
        unit(sample, "D", "tokens", SMALLEST_DATA);
    }

    private void unit(Sample sample, String column, String what, double smallest) {
        if (!sample.runs().numberNames().contains(column)) {
            return;
        }
        double[] values = sample.runs().numbers(column);
        double largest = Arrays.stream(values).max().orElse(Double.NaN);
        if (largest < smallest) {
            object(
                    "suspect-unit",
                    "%s is at most %s: that is few %s. If it counts millions or billions, say --let \"%s = 1e6*%s\""
                            .formatted(column, Magnitude.count(largest), what, column, column));
        }
    }

    private void optimum(Diagnostics diagnostics) {
        if (!diagnostics.stop().converged()) {
            object("not-converged", "the search " + diagnostics.stop().describe() + ": do not trust the estimates");
        }
        if (!diagnostics.undetermined().isEmpty()) {
            object(
                    "undetermined",
                    "the runs do not determine %s: moving %s changes no prediction. Hold one of them with --fix"
                            .formatted(
                                    String.join(", ", diagnostics.undetermined()),
                                    diagnostics.free().getFirst().describe()));
        } else if (diagnostics.conditionNumber() > ILL_CONDITIONED) {
            object(
                    "ill-conditioned",
                    "the parameters can hardly be told apart (condition %s); trust predictions more than coefficients"
                            .formatted(Magnitude.digits(diagnostics.conditionNumber(), 1)));
        }
        if (!diagnostics.atBound().isEmpty()) {
            object(
                    "at-bound",
                    "%s ended on a bound: the law may not suit these runs, or the bound is too tight"
                            .formatted(String.join(", ", diagnostics.atBound())));
        }
        if (diagnostics.agreeing() == 1 && diagnostics.starts() > 1) {
            object(
                    "lonely-optimum",
                    "only 1 of %d starts ended in this optimum; there may be a better one"
                            .formatted(diagnostics.starts()));
        }
    }

    private void runs(Fit fit) {
        int parameters = fit.theta().length;
        if (fit.rows() < RUNS_PER_PARAMETER * parameters) {
            object(
                    "few-runs",
                    "%d runs for %d parameters: intervals from so few are too narrow"
                            .formatted(fit.rows(), parameters));
        }
    }

    private void tokens(Sample sample) {
        if (!sample.runs().numberNames().containsAll(List.of("N", "D"))) {
            return;
        }
        double[] n = sample.runs().numbers("N");
        double[] d = sample.runs().numbers("D");
        int few = 0;
        for (int i = 0; i < n.length; i++) {
            few += d[i] < n[i] ? 1 : 0;
        }
        if (few > 0) {
            object(
                    "few-tokens",
                    "%d %s fewer than 1 token per parameter, far from how models are trained; see --where \"D/N >= 1\""
                            .formatted(few, few == 1 ? "run has" : "runs have"));
        }
    }

    private void draws(Draws draws) {
        int all = draws.size() + draws.failed();
        if (draws.failed() > 0) {
            object("failed-resamples", "%d of %d resamples could not be fitted".formatted(draws.failed(), all));
        }
        if (draws.smoothed() > FEW * all) {
            object(
                    "smoothed-resamples",
                    "%d of %d resamples left too few distinct rows, so that rows were weighed and not drawn"
                            .formatted(draws.smoothed(), all));
        }
        if (draws.disagreeing() > 0) {
            object(
                    "unstable-resamples",
                    "%d of %d resamples that were searched again had a better optimum elsewhere: intervals may be off"
                            .formatted(draws.disagreeing(), draws.checked()));
        }
    }
}
