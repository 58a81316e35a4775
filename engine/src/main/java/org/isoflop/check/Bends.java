package org.isoflop.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Magnitude;

/**
 * Residuals that bend along a column, or that drift at the large end: the law has the wrong shape there. A line and a
 * parabola in the logarithm of the column are fitted to the residuals, with t from White's covariance.
 */
final class Bends implements Rule {
    private static final double SIGNIFICANT = 4;

    /** A bend of less than this share of the residuals' spread does no harm. */
    private static final double MATTERS = 0.5;

    private static final int ENOUGH_ROWS = 20;

    @Override
    public List<String> codes() {
        return List.of("bent-residuals", "drift-at-top");
    }

    @Override
    public List<Objection> look(Case of) {
        var found = new ArrayList<Objection>();
        of.fitted().filter(f -> f.fit().rows() >= ENOUGH_ROWS).ifPresent(fitted -> {
            worst(fitted).ifPresent(found::add);
            drift(fitted).ifPresent(found::add);
        });
        return found;
    }

    private static Optional<Objection> worst(Case.Fitted fitted) {
        double spread = Say.spread(fitted.fit().residuals());
        Objection worst = null;
        double most = 0;
        for (var column : columns(fitted).entrySet()) {
            double[] x = Regression.standardised(column.getValue());
            double t = Regression.ofPowers(x, clipped(fitted.fit().residuals(), spread), 2)
                    .t(2);
            double curve = Regression.ofPowers(x, clipped(fitted.fit().residuals(), spread), 2)
                    .coefficient(2);
            double reach = Regression.reach(x);
            double size = Math.abs(curve) * reach * reach;
            if (Math.abs(t) > SIGNIFICANT && size > MATTERS * spread && Math.abs(t) > most) {
                most = Math.abs(t);
                boolean below = curve < 0;
                worst = new Objection(
                        "bent-residuals",
                        size > 2 * spread ? Severity.GRAVE : Severity.CAUTION,
                        "along %s the runs lie %s the law at both ends and %s it in the middle, by %s (t = %s)"
                                .formatted(
                                        column.getKey(),
                                        below ? "above" : "below",
                                        below ? "below" : "above",
                                        size(fitted, size),
                                        Magnitude.digits(Math.abs(t), 2)),
                        "The law has another shape than these runs: try one with an exponent more, or fewer decades.");
            }
        }
        return Optional.ofNullable(worst);
    }

    private static Optional<Objection> drift(Case.Fitted fitted) {
        Optional<double[]> compute = Case.compute(fitted.sample().runs());
        if (compute.isEmpty()) {
            return Optional.empty();
        }
        double[] c = compute.get();
        double[] sorted = c.clone();
        java.util.Arrays.sort(sorted);
        double cut = sorted[sorted.length - 1 - sorted.length / 5];
        double spread = Say.spread(fitted.fit().residuals());
        double[] residuals = clipped(fitted.fit().residuals(), spread);
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (int i = 0; i < c.length; i++) {
            if (c[i] > cut) {
                sum += residuals[i];
                squares += residuals[i] * residuals[i];
                n++;
            }
        }
        double mean = sum / n;
        double error = Math.sqrt((squares / n - mean * mean) / Math.max(1, n - 1));
        if (n < 5 || Math.abs(mean) < SIGNIFICANT * error || Math.abs(mean) < MATTERS * spread) {
            return Optional.empty();
        }
        return Optional.of(new Objection(
                "drift-at-top",
                Severity.CAUTION,
                "the dearest fifth of the runs lies %s %s the law on average"
                        .formatted(size(fitted, Math.abs(mean)), mean > 0 ? "below" : "above"),
                "Forecasts beyond are likely to be too %s: back-test before believing them."
                        .formatted(mean > 0 ? "high" : "low")));
    }

    private static String size(Case.Fitted fitted, double size) {
        return fitted.fit().objective().logarithmic() ? Say.percent(size) : Magnitude.digits(size, 2);
    }

    /** A single wild run should not bend anything. */
    private static double[] clipped(double[] residuals, double spread) {
        double[] clipped = residuals.clone();
        for (int i = 0; i < clipped.length; i++) {
            clipped[i] = Math.clamp(clipped[i], -3 * spread, 3 * spread);
        }
        return clipped;
    }

    private static Map<String, double[]> columns(Case.Fitted fitted) {
        var columns = new LinkedHashMap<String, double[]>();
        var variables = fitted.fit().model().variables();
        for (int j = 0; j < variables.size(); j++) {
            columns.put(variables.get(j), fitted.sample().columns()[j]);
        }
        Case.compute(fitted.sample().runs()).ifPresent(c -> columns.putIfAbsent("C", c));
        columns.values()
                .removeIf(values -> java.util.Arrays.stream(values).anyMatch(v -> !(v > 0))
                        || java.util.Arrays.stream(values).distinct().count() < 4);
        return columns;
    }
}
