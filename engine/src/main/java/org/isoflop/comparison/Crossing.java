package org.isoflop.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.isoflop.uncertainty.Interval;

/**
 * Where two curves meet.
 *
 * <p>The interval is that of the place of the same change of sign in every draw. A draw in which it does not happen any
 * more lies at infinity if the one that is better below is better still at the estimated crossing, and at zero if it is
 * not: an end of the interval there says that the runs do not tell.
 *
 * @param scale of the crossing
 * @param below the one that is better at smaller scales
 * @param above the one that is better at larger scales
 */
public record Crossing(Estimate scale, String below, String above) {
    private static final int MOST_STEPS = 80;

    /**
     * In which share of the draws two curves cross, by where: each draw counts once, at its first crossing beyond the
     * smallest runs.
     *
     * @param within the span of the runs
     * @param before the target, but beyond the runs
     * @param beyond runs and target, up to {@code 1000} times beyond
     * @param never up to there
     */
    public record Shares(double within, double before, double beyond, double never) {}

    /** The crossings of two curves between the smallest runs and far beyond the target, the smallest first. */
    static List<Crossing> of(Bundle plain, Optional<Bundle> wide, int a, int b, Spread spread) {
        double low = span(plain, a, b).low();
        var found = new ArrayList<Crossing>();
        int before = 0;
        double[] scales = plain.scales();
        for (int s = 0; s < scales.length; s++) {
            int sign = sign(plain.centre()[a][s], plain.centre()[b][s]);
            boolean changes = sign != 0 && before != 0 && sign != before;
            if (changes) {
                double at = root(plain, a, b, s);
                if (at >= low) {
                    found.add(crossing(plain, wide, before < 0 ? a : b, before < 0 ? b : a, at, spread));
                }
            }
            before = sign == 0 ? before : sign;
        }
        return List.copyOf(found);
    }

    private static Crossing crossing(
            Bundle plain, Optional<Bundle> wide, int below, int above, double at, Spread spread) {
        double rough = places(plain.scales(), plain.centre()[below], plain.centre()[above]).stream()
                .min((x, y) -> Double.compare(distance(x, at), distance(y, at)))
                .orElse(at);
        return new Crossing(
                new Estimate(
                        at,
                        interval(plain, below, above, at, rough, spread),
                        wide.flatMap(w -> interval(w, below, above, at, rough, spread))),
                plain.contenders().get(below).name(),
                plain.contenders().get(above).name());
    }

    /** What straight lines between scales err by is the same in the estimate and in a draw near it. */
    private static Optional<Interval> interval(
            Bundle bundle, int below, int above, double at, double rough, Spread spread) {
        double[] drawn = new double[bundle.draws()];
        for (int k = 0; k < drawn.length; k++) {
            drawn[k] = drawn(bundle, bundle.drawn()[below][k], bundle.drawn()[above][k], at) * at / rough;
        }
        return spread.interval(drawn);
    }

    private static double drawn(Bundle bundle, double[] below, double[] above, double at) {
        return places(bundle.scales(), below, above).stream()
                .min((x, y) -> Double.compare(distance(x, at), distance(y, at)))
                .orElseGet(() -> {
                    double difference = valueAt(bundle.scales(), below, at) - valueAt(bundle.scales(), above, at);
                    return Double.isNaN(difference) ? Double.NaN : difference < 0 ? Double.POSITIVE_INFINITY : 0;
                });
    }

    private static double distance(double x, double y) {
        return Math.abs(Math.log(x / y));
    }

    /** Where the first curve, so far below the second, comes to lie above it. */
    private static List<Double> places(double[] scales, double[] first, double[] second) {
        var places = new ArrayList<Double>();
        for (int s = 1; s < scales.length; s++) {
            double left = first[s - 1] - second[s - 1];
            double right = first[s] - second[s];
            if (left < 0 && right >= 0 && !Bundle.isTie(first[s - 1], second[s - 1])) {
                double share = left / (left - right);
                places.add(scales[s - 1] * Math.pow(scales[s] / scales[s - 1], share));
            }
        }
        return places;
    }

    private static double valueAt(double[] scales, double[] values, double at) {
        int s = 1;
        while (s < scales.length - 1 && scales[s] < at) {
            s++;
        }
        double share = Math.log(at / scales[s - 1]) / Math.log(scales[s] / scales[s - 1]);
        return values[s - 1] + share * (values[s] - values[s - 1]);
    }

    /** The place of a change of sign between a scale of the grid and those before it. */
    private static double root(Bundle bundle, int a, int b, int s) {
        int from = s - 1;
        while (from > 0 && sign(bundle.centre()[a][from], bundle.centre()[b][from]) == 0) {
            from--;
        }
        double low = Math.log(bundle.scales()[from]);
        double high = Math.log(bundle.scales()[s]);
        boolean firstIsBelow = bundle.centre()[a][from] < bundle.centre()[b][from];
        for (int i = 0; i < MOST_STEPS && high - low > 1e-14 * Math.abs(high); i++) {
            double middle = 0.5 * (low + high);
            double scale = Math.exp(middle);
            if (bundle.at(a, scale) < bundle.at(b, scale) == firstIsBelow) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp(0.5 * (low + high));
    }

    private static int sign(double a, double b) {
        return Double.isNaN(a - b) || Bundle.isTie(a, b) ? 0 : a < b ? -1 : 1;
    }

    static Span span(Bundle bundle, int a, int b) {
        return bundle.contenders().get(a).span().with(bundle.contenders().get(b).span());
    }

    /** In which share of the draws the curves cross, and where; empty without draws. */
    static Optional<Shares> shares(Bundle bundle, int a, int b) {
        Span span = span(bundle, a, b);
        double target = bundle.targetScale();
        double[] counts = new double[4];
        for (int k = 0; k < bundle.draws(); k++) {
            OptionalDouble first = first(bundle, bundle.drawn()[a][k], bundle.drawn()[b][k], span.low());
            double at = first.orElse(Double.POSITIVE_INFINITY);
            counts[first.isEmpty() ? 3 : at <= span.high() ? 0 : at <= target ? 1 : 2]++;
        }
        int n = bundle.draws();
        return n == 0
                ? Optional.empty()
                : Optional.of(new Shares(counts[0] / n, counts[1] / n, counts[2] / n, counts[3] / n));
    }

    /**
     * The scale before which the curves do not cross with a probability of {@code (1 + level)/2}; infinite if they
     * hardly ever do, empty without draws.
     */
    static OptionalDouble notBefore(Bundle bundle, int a, int b, Spread spread) {
        double low = span(bundle, a, b).low();
        double[] firsts = IntStream.range(0, bundle.draws())
                .mapToDouble(k -> first(bundle, bundle.drawn()[a][k], bundle.drawn()[b][k], low)
                        .orElse(Double.POSITIVE_INFINITY))
                .toArray();
        return spread.interval(firsts).map(i -> OptionalDouble.of(i.low())).orElse(OptionalDouble.empty());
    }

    private static OptionalDouble first(Bundle bundle, double[] a, double[] b, double low) {
        var places = new ArrayList<>(places(bundle.scales(), a, b));
        places.addAll(places(bundle.scales(), b, a));
        return places.stream().filter(x -> x >= low).mapToDouble(x -> x).min();
    }
}
