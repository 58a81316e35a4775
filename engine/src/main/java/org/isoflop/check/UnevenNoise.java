package org.isoflop.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Magnitude;

/** Residuals that shrink or grow with compute. */
final class UnevenNoise implements Rule {
    private static final double UNEVEN = 2.5;

    private static final int ENOUGH_ROWS = 30;

    @Override
    public List<String> codes() {
        return List.of("uneven-noise");
    }

    @Override
    public List<Objection> look(Case of) {
        return of.fitted()
                .filter(f -> f.fit().rows() >= ENOUGH_ROWS)
                .flatMap(UnevenNoise::compare)
                .map(List::of)
                .orElse(List.of());
    }

    private static Optional<Objection> compare(Case.Fitted fitted) {
        Optional<double[]> compute = Case.compute(fitted.sample().runs());
        if (compute.isEmpty()) {
            return Optional.empty();
        }
        double[] residuals = fitted.fit().residuals();
        int[] order = IntStream.range(0, residuals.length)
                .boxed()
                .sorted((a, b) -> Double.compare(compute.get()[a], compute.get()[b]))
                .mapToInt(i -> i)
                .toArray();
        int third = order.length / 3;
        double low = size(residuals, Arrays.copyOfRange(order, 0, third));
        double high = size(residuals, Arrays.copyOfRange(order, order.length - third, order.length));
        if (Math.max(low / high, high / low) < UNEVEN) {
            return Optional.empty();
        }
        boolean relative = fitted.fit().objective().logarithmic();
        return Optional.of(new Objection(
                "uneven-noise",
                Severity.NOTE,
                "the cheapest third of the runs scatters by %s around the law, the dearest by %s"
                        .formatted(
                                relative ? Say.percent(low) : Magnitude.digits(low, 2),
                                relative ? Say.percent(high) : Magnitude.digits(high, 2)),
                "Intervals by --resample pairs or wild see this, residuals do not; repetitions can weigh rows, "
                        + "--replicates weight."));
    }

    private static double size(double[] residuals, int[] rows) {
        return 1.4826
                * Say.median(Arrays.stream(rows)
                        .mapToDouble(i -> Math.abs(residuals[i]))
                        .toArray());
    }
}
