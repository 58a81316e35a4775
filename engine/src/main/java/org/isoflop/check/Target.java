package org.isoflop.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;

/** How far beyond the runs the target lies, against how far the runs themselves reach, and what back-tests have seen. */
final class Target implements Rule {
    @Override
    public List<String> codes() {
        return List.of("far-target", "beyond-back-test");
    }

    @Override
    public List<Objection> look(Case of) {
        var found = new ArrayList<Objection>();
        Runs runs = of.fitted().map(f -> f.sample().runs()).orElse(of.runs());
        for (Map.Entry<String, Double> wanted : of.target().entrySet()) {
            String column = wanted.getKey();
            double[] values = column.equals("C")
                    ? Case.compute(runs).orElse(new double[0])
                    : runs.numberNames().contains(column) ? runs.numbers(column) : new double[0];
            double low = Arrays.stream(values).filter(v -> v > 0).min().orElse(Double.NaN);
            double high = Arrays.stream(values).filter(v -> v > 0).max().orElse(Double.NaN);
            double reach = wanted.getValue() / high;
            double span = high / low;
            // A forecast over as many decades again as the runs span rests on the law alone.
            if (reach > Math.sqrt(span) && reach > 3) {
                found.add(new Objection(
                        "far-target",
                        reach > span ? Severity.GRAVE : Severity.CAUTION,
                        "%s %s lies %s times beyond the largest run (%s), and the runs span a factor of %s"
                                .formatted(
                                        column,
                                        Say.value(column, wanted.getValue()),
                                        Magnitude.digits(reach, 2),
                                        Say.value(column, high),
                                        Magnitude.digits(span, 2)),
                        "Add a run %s times larger than the largest, or ask for less."
                                .formatted(Magnitude.digits(Math.max(2, Math.sqrt(reach)), 1))));
            }
        }
        beyondBackTest(of, runs).ifPresent(found::add);
        return found;
    }

    private static Optional<Objection> beyondBackTest(Case of, Runs runs) {
        double largest =
                Arrays.stream(Case.compute(runs).orElse(new double[0])).max().orElse(Double.NaN);
        double reach = compute(of.target()) / largest;
        return of.backtested()
                .filter(tried -> reach > tried.reach())
                .map(tried -> new Objection(
                        "beyond-back-test",
                        Severity.CAUTION,
                        "the target is %s times beyond the runs; back-tests inside them reach %s times%s"
                                .formatted(Magnitude.digits(reach, 2), Magnitude.digits(tried.reach(), 2), off(tried)),
                        "What errors do further out is extrapolated too."));
    }

    private static String off(Case.Backtested tried) {
        return tried.error().isPresent()
                ? ", where they are %s off".formatted(Say.percent(tried.error().getAsDouble()))
                : "";
    }

    /** What the target costs: C, or 6 N D; NaN if neither is given. */
    private static double compute(Map<String, Double> target) {
        double product = Case.FLOPS * target.getOrDefault("N", Double.NaN) * target.getOrDefault("D", Double.NaN);
        return target.getOrDefault("C", product);
    }
}
