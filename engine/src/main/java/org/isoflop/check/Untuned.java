package org.isoflop.check;

import java.util.Arrays;
import java.util.List;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Role;
import org.isoflop.runs.Runs;

/**
 * Several learning rates or batches for one size and length, all of them in the fit: the ones that are off lie above the
 * frontier and pull the law up (Li et al. 2025, arXiv:2502.18969; Porian et al. 2024).
 */
final class Untuned implements Rule {
    /** Runs this much above the best of their cell are no noise. */
    private static final double ABOVE = 0.01;

    @Override
    public List<String> codes() {
        return List.of("untuned-runs");
    }

    @Override
    public List<Objection> look(Case of) {
        List<Sweeps.Sweep> sweeps = List.of();
        String column = "";
        Runs runs = of.fitted().map(f -> f.sample().runs()).orElse(of.runs());
        for (Role role : List.of(Role.LEARNING_RATE, Role.BATCH)) {
            List<Sweeps.Sweep> found = Sweeps.of(of, runs, role, 2);
            if (found.size() > sweeps.size()) {
                sweeps = found;
                column = role.in(runs).orElseThrow();
            }
        }
        int above = 0;
        int all = 0;
        for (Sweeps.Sweep sweep : sweeps) {
            double best = sweep.losses()[sweep.best()];
            all += sweep.losses().length;
            above += (int) Arrays.stream(sweep.losses())
                    .filter(l -> l > best * (1 + ABOVE))
                    .count();
        }
        return above == 0
                ? List.of()
                : List.of(new Objection(
                        "untuned-runs",
                        5 * above > all ? Severity.GRAVE : Severity.CAUTION,
                        "%s of N and D %s several values of %s; %,d of the %,d tried lie more than %s above the best"
                                .formatted(
                                        Say.count(sweeps.size(), "cell", "cells"),
                                        sweeps.size() == 1 ? "has" : "have",
                                        column,
                                        above,
                                        all,
                                        Say.percent(ABOVE)),
                        "Keep the best run of each cell, --best-of \"N,D\", or let runs lie above the law: "
                                + "--objective asymmetric-log:0.1."));
    }
}
