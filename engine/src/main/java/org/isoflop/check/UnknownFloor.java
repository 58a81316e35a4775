package org.isoflop.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isoflop.fit.Fit;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.formula.Derivative;
import org.isoflop.formula.Expr;
import org.isoflop.law.Parameter;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Interval;
import org.isoflop.uncertainty.Intervals;

/** An irreducible loss that the runs do not tell: curves that have not bent yet fit with a floor or without. */
final class UnknownFloor implements Rule {
    /** An interval as wide as this share of the way from the floor to the best run. */
    private static final double WIDE = 0.75;

    private static final double LEVEL = 0.9;

    @Override
    public List<String> codes() {
        return List.of("floor-unknown");
    }

    @Override
    public List<Objection> look(Case of) {
        var found = new ArrayList<Objection>();
        of.fitted().ifPresent(fitted -> {
            Fit fit = fitted.fit();
            var delta = new Intervals.Delta(fitted.search().sandwich(fitted.unitOf()), fit.theta());
            for (int j = 0; j < fit.theta().length; j++) {
                Parameter parameter = fit.model().parameters().get(j);
                var leaf = new Expr.Parameter(j, parameter.name());
                // The floor is what everything else is added to.
                if (Derivative.of(fit.model().body(), leaf).equals(Expr.num(1))) {
                    floor(fitted, parameter.name(), j, delta).ifPresent(found::add);
                }
            }
        });
        return found;
    }

    private static Optional<Objection> floor(Case.Fitted fitted, String name, int index, Intervals delta) {
        double best = Arrays.stream(fitted.sample().response()).min().orElseThrow();
        double floor = fitted.fit().theta()[index];
        Interval interval = delta.of(theta -> theta[index], LEVEL)
                .orElse(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, LEVEL));
        boolean onBound = fitted.fit().diagnostics().atBound().contains(name);
        boolean wide = interval.high() - interval.low() > WIDE * (best - floor);
        boolean reachesZero = interval.low() <= 0 && best > 0;
        if (!wide && !reachesZero && !onBound) {
            return Optional.empty();
        }
        return Optional.of(new Objection(
                "floor-unknown",
                reachesZero || onBound ? Severity.GRAVE : Severity.CAUTION,
                onBound
                        ? "%s rests on its bound %s; the best run has %s"
                                .formatted(name, Magnitude.digits(floor, 3), Magnitude.digits(best, 3))
                        : "%s = %s could be anything%s; the best run has %s"
                                .formatted(
                                        name, Magnitude.digits(floor, 3), range(interval), Magnitude.digits(best, 3)),
                "The curve has not bent yet: forecasts far out depend on it. Add larger runs, or hold it with --fix."));
    }

    private static String range(Interval interval) {
        return Double.isInfinite(interval.low())
                ? ""
                : " from %s to %s".formatted(Magnitude.digits(interval.low(), 3), Magnitude.digits(interval.high(), 3));
    }
}
