package org.isoflop.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.fit.Fit;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Magnitude;

/**
 * Runs far from the others in the logarithms of the law's columns and in their residual together, by
 * {@link RobustDistance}. They are shown, never removed.
 */
final class Outliers implements Rule {
    private static final int ENOUGH_ROWS = 12;

    /** A residual of this many spreads is what makes the distance; else it is the place. */
    private static final double OFF = 3;

    private static final int SHOWN = 6;

    /** Tails heavier than normal are the rule: a row counts when it lies this many times beyond the limit. */
    private static final double HEAVY_TAILS = 1.5;

    @Override
    public List<String> codes() {
        return List.of("outlier-runs", "lonely-runs");
    }

    @Override
    public List<Objection> look(Case of) {
        return of.fitted()
                .filter(f -> f.fit().rows() >= ENOUGH_ROWS)
                .map(Outliers::look)
                .orElse(List.of());
    }

    private static List<Objection> look(Case.Fitted fitted) {
        Fit fit = fitted.fit();
        var columns = new ArrayList<double[]>();
        for (double[] column : fitted.sample().columns()) {
            if (Arrays.stream(column).allMatch(v -> v > 0)
                    && Arrays.stream(column).distinct().count() > 3) {
                columns.add(Arrays.stream(column).map(Math::log).toArray());
            }
        }
        columns.add(fit.residuals());
        var distance = RobustDistance.of(columns.toArray(double[][]::new));
        double[] residuals = distance.scaled()[columns.size() - 1];
        int[] far = IntStream.range(0, fit.rows())
                .filter(i -> distance.distances()[i] > HEAVY_TAILS * distance.limit())
                .boxed()
                .sorted((a, b) -> Double.compare(distance.distances()[b], distance.distances()[a]))
                .mapToInt(i -> i)
                .toArray();
        int[] off = Arrays.stream(far).filter(i -> Math.abs(residuals[i]) > OFF).toArray();
        int[] alone =
                Arrays.stream(far).filter(i -> Math.abs(residuals[i]) <= OFF).toArray();
        var found = new ArrayList<Objection>();
        if (off.length > 0) {
            long above = Arrays.stream(off).filter(i -> residuals[i] < 0).count();
            double worst = fit.residuals()[off[0]];
            found.add(
                    new Objection(
                            "outlier-runs",
                            10 * off.length > fit.rows() ? Severity.CAUTION : Severity.NOTE,
                            "%s far from the others (%s), %d above the law and %d below; the farthest lies %s from it"
                                    .formatted(
                                            Say.count(off.length, "run lies", "runs lie"),
                                            Say.places(fitted.sample().runs(), off, SHOWN),
                                            above,
                                            off.length - above,
                                            fit.objective().logarithmic()
                                                    ? Say.percent(Math.abs(Math.expm1(-worst)))
                                                    : Magnitude.digits(Math.abs(worst), 2)),
                            "Look at them: diverged, cut short, another recipe? Huber's objective bears them, squares do not."));
        }
        if (alone.length > 0) {
            found.add(new Objection(
                    "lonely-runs",
                    Severity.NOTE,
                    "%s sizes or lengths far from all others (%s)"
                            .formatted(
                                    Say.count(alone.length, "run has", "runs have"),
                                    Say.places(fitted.sample().runs(), alone, SHOWN)),
                    "They steer exponents by themselves: fit without them too."));
        }
        return found;
    }
}
