package org.isoflop.check;

import java.util.List;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Cells;
import org.isoflop.runs.Runs;

/** Too few independent runs, or too few distinct sizes, for the parameters of the law. */
final class RunsPerParameter implements Rule {
    private static final int ENOUGH = 5;
    private static final int HARDLY = 2;

    @Override
    public List<String> codes() {
        return List.of("few-runs", "few-places");
    }

    @Override
    public List<Objection> look(Case of) {
        return of.fitted().map(RunsPerParameter::look).orElse(List.of());
    }

    private static List<Objection> look(Case.Fitted fitted) {
        int parameters = fitted.fit().theta().length;
        int units = fitted.units();
        Runs runs = fitted.sample().runs();
        int places = Cells.of(runs, fitted.fit().model().variables()).rows().size();
        if (units < ENOUGH * parameters) {
            return List.of(
                    new Objection(
                            "few-runs",
                            units < HARDLY * parameters ? Severity.GRAVE : Severity.CAUTION,
                            "%s for %s"
                                    .formatted(
                                            Say.count(units, "independent run", "independent runs"),
                                            Say.count(parameters, "parameter", "parameters")),
                            "Intervals from so few are too narrow: add runs, hold a parameter with --fix, or take a simpler law."));
        }
        return places >= HARDLY * parameters
                ? List.of()
                : List.of(new Objection(
                        "few-places",
                        Severity.GRAVE,
                        "%,d rows, but only %s of %s for %s"
                                .formatted(
                                        runs.size(),
                                        Say.count(places, "distinct value", "distinct values"),
                                        String.join(", ", fitted.fit().model().variables()),
                                        Say.count(parameters, "parameter", "parameters")),
                        "Repetitions tell noise, not shape: add runs at other sizes and lengths."));
    }
}
