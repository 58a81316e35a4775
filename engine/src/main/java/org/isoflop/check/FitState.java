package org.isoflop.check;

import java.util.List;
import org.isoflop.forecast.Checklist;
import org.isoflop.forecast.Objection;
import org.isoflop.uncertainty.Draws;

/** What every fit says about itself; see {@link Checklist}. */
final class FitState implements Rule {
    @Override
    public List<String> codes() {
        return List.of(
                "suspect-unit",
                "not-converged",
                "undetermined",
                "ill-conditioned",
                "at-bound",
                "lonely-optimum",
                "few-tokens");
    }

    @Override
    public List<Objection> look(Case of) {
        return of.fitted()
                .map(f -> Checklist.of(f.fit(), f.sample(), Draws.NONE).stream()
                        .filter(objection -> codes().contains(objection.code()))
                        .toList())
                .orElse(List.of());
    }
}
