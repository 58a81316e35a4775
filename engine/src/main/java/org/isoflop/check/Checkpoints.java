package org.isoflop.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Role;
import org.isoflop.runs.Runs;

/**
 * Checkpoints before the end of their run: under a schedule that decays, their loss is higher than that of a run made
 * for so many tokens (Hoffmann et al. 2022, section 3.1; Hägele et al. 2024).
 */
final class Checkpoints implements Rule {
    /** A run may be cut a little short of its plan. */
    private static final double NEARLY = 0.98;

    /** A few such rows do less harm than many. */
    private static final double FEW = 0.05;

    /** A rate that falls to less than this share of its peak decays. */
    private static final double DECAYED = 0.5;

    @Override
    public List<String> codes() {
        return List.of("checkpoints-as-finals", "dependent-rows");
    }

    @Override
    public List<Objection> look(Case of) {
        return early(of.runs())
                .map(List::of)
                .orElseGet(() -> dependent(of).map(List::of).orElse(List.of()));
    }

    private static Optional<Objection> early(Runs runs) {
        Optional<String> finals = Role.FINAL.in(runs).filter(runs.numberNames()::contains);
        Optional<String> step = Role.STEP.in(runs).filter(runs.numberNames()::contains);
        Optional<String> total = Role.TOTAL_STEPS.in(runs).filter(runs.numberNames()::contains);
        Optional<String> fraction = Role.FRACTION.in(runs).filter(runs.numberNames()::contains);
        double[] done;
        String what;
        String filter;
        if (finals.isPresent()) {
            done = runs.numbers(finals.get());
            what = finals.get() + " = 0";
            filter = finals.get() + " == 1";
        } else if (step.isPresent() && total.isPresent()) {
            double[] steps = runs.numbers(step.get());
            double[] totals = runs.numbers(total.get());
            done = IntStream.range(0, steps.length)
                    .mapToDouble(i -> steps[i] / totals[i])
                    .toArray();
            what = step.get() + " < " + total.get();
            filter = step.get() + " == " + total.get();
        } else if (fraction.isPresent()) {
            done = runs.numbers(fraction.get());
            what = fraction.get() + " < 1";
            filter = fraction.get() + " == 1";
        } else {
            return Optional.empty();
        }
        long early =
                IntStream.range(0, done.length).filter(i -> done[i] < NEARLY).count();
        if (early == 0) {
            return Optional.empty();
        }
        String schedule = schedule(runs);
        return Optional.of(new Objection(
                "checkpoints-as-finals",
                schedule.equals("constant")
                        ? Severity.NOTE
                        : early > FEW * done.length ? Severity.GRAVE : Severity.CAUTION,
                "%,d of %,d rows %s (%s)%s"
                        .formatted(
                                early,
                                done.length,
                                early == 1
                                        ? "is a checkpoint before the end of its run"
                                        : "are checkpoints before the end of their runs",
                                what,
                                schedule.equals("decaying") ? ", with a learning rate that decays later" : ""),
                "Keep finished runs, --where \"%s\", unless the learning rate was constant.".formatted(filter)));
    }

    /** What the columns say of the schedule: constant, decaying, or nothing. */
    private static String schedule(Runs runs) {
        Optional<double[]> peak = Role.LEARNING_RATE.numbersIn(runs);
        Optional<double[]> end = Role.END_RATE.numbersIn(runs);
        if (peak.isEmpty() || end.isEmpty()) {
            return "";
        }
        double[] shares = IntStream.range(0, runs.size())
                .mapToDouble(i -> end.get()[i] / peak.get()[i])
                .filter(Double::isFinite)
                .toArray();
        double share = Say.median(shares);
        return share < DECAYED ? "decaying" : share > 0.99 ? "constant" : "";
    }

    /** Several rows of one run that are taken as independent. */
    private static Optional<Objection> dependent(Case of) {
        return of.fitted().flatMap(fitted -> {
            Runs runs = fitted.sample().runs();
            Optional<String> run = Role.RUN.in(runs);
            if (run.isEmpty() || fitted.units() < runs.size()) {
                return Optional.empty();
            }
            int units = IntStream.of(runs.groupOf(run.get())).max().orElse(-1) + 1;
            return units == runs.size() || units < 2
                    ? Optional.empty()
                    : Optional.of(new Objection(
                            "dependent-rows",
                            Severity.CAUTION,
                            "%,d rows come from %,d values of %s, and are taken as independent"
                                    .formatted(runs.size(), units, run.get()),
                            "What goes wrong in a run goes wrong in all its checkpoints: --unit %s."
                                    .formatted(run.get())));
        });
    }
}
