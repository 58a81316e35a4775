package org.isoflop.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Column;
import org.isoflop.runs.Role;
import org.isoflop.runs.Runs;

/**
 * Recipes whose curves cross: what is better at small scale is worse at large scale. A line is fitted to log loss over
 * log compute for each value of a column of labels, and two lines cross if each is below the other at one end of the
 * range they share, by more than four standard errors.
 */
final class Crossings implements Rule {
    private static final double SIGNIFICANT = 4;
    private static final int ENOUGH_ROWS = 6;
    private static final int MOST_LEVELS = 6;

    /** Not recipes, whatever they hold. */
    private static final Set<String> NAMES =
            Set.of("model", "model_size", "name", "id", "split", "sweep_label", "curve");

    @Override
    public List<String> codes() {
        return List.of("crossing-recipes");
    }

    @Override
    public List<Objection> look(Case of) {
        Optional<double[]> compute = Case.compute(of.runs());
        if (compute.isEmpty() || of.losses().isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<Objection>();
        for (Column column : of.runs().columns()) {
            if (column instanceof Column.Labels labels
                    && labels.levels().size() >= 2
                    && labels.levels().size() <= MOST_LEVELS
                    && !Role.RUN.fits(labels.name())
                    && !NAMES.contains(labels.name())) {
                crossing(of.runs(), labels, compute.get(), of.losses().get()).ifPresent(found::add);
            }
        }
        return found;
    }

    private record Line(String level, double low, double high, Regression line, double center) {
        static Optional<Line> of(String level, double[] x, double[] y) {
            if (x.length < ENOUGH_ROWS) {
                return Optional.empty();
            }
            double center = Arrays.stream(x).average().orElseThrow();
            double[] shifted = Arrays.stream(x).map(v -> v - center).toArray();
            return Optional.of(new Line(
                    level,
                    Arrays.stream(x).min().orElseThrow(),
                    Arrays.stream(x).max().orElseThrow(),
                    Regression.ofPowers(shifted, y, 1),
                    center));
        }

        double at(double x) {
            return line.coefficient(0) + line.coefficient(1) * (x - center);
        }

        double variance(double x) {
            double a = line.errors()[0];
            double b = line.errors()[1] * (x - center);
            return a * a + b * b;
        }
    }

    private static Optional<Objection> crossing(Runs runs, Column.Labels labels, double[] compute, double[] losses) {
        var lines = new ArrayList<Line>();
        for (int level = 0; level < labels.levels().size(); level++) {
            int code = level;
            int[] rows = java.util.stream.IntStream.range(0, runs.size())
                    .filter(i -> labels.codes()[i] == code && compute[i] > 0 && losses[i] > 0)
                    .toArray();
            Line.of(
                            labels.levels().get(level),
                            Arrays.stream(rows)
                                    .mapToDouble(i -> Math.log(compute[i]))
                                    .toArray(),
                            Arrays.stream(rows)
                                    .mapToDouble(i -> Math.log(losses[i]))
                                    .toArray())
                    .ifPresent(lines::add);
        }
        for (Line a : lines) {
            for (Line b : lines) {
                double low = Math.max(a.low(), b.low());
                double high = Math.min(a.high(), b.high());
                double before = (a.at(low) - b.at(low)) / Math.sqrt(a.variance(low) + b.variance(low));
                double after = (a.at(high) - b.at(high)) / Math.sqrt(a.variance(high) + b.variance(high));
                if (low < high && before < -SIGNIFICANT && after > SIGNIFICANT) {
                    double gapLow = a.at(low) - b.at(low);
                    double gapHigh = a.at(high) - b.at(high);
                    double at = low + (high - low) * gapLow / (gapLow - gapHigh);
                    return Optional.of(new Objection(
                            "crossing-recipes",
                            Severity.CAUTION,
                            "%s %s is better than %s in small runs and worse in large ones; they cross near %s FLOP"
                                    .formatted(labels.name(), a.level(), b.level(), Say.value("C", Math.exp(at))),
                            "One law for both hides it: --group %s.".formatted(labels.name())));
                }
            }
        }
        return Optional.empty();
    }
}
