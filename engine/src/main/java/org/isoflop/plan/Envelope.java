package org.isoflop.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.uncertainty.Draws;

/**
 * The best size by approach 1 of Hoffmann et al. 2022: at each of many budgets the training curve with the least loss, and
 * a power law through the sizes of those.
 *
 * <p>Curves of runs whose learning rate falls to the end of a longer budget stand higher than runs of that length would:
 * the envelope then favours small models at large budgets no less than large ones at small budgets.
 */
public final class Envelope {
    /** Budgets that are looked at; Hoffmann et al. take 1500, which their smoothed curves allow. */
    private static final int BUDGETS = 200;

    /** At either end the best size is that of the smallest or largest model that was run: it says nothing. */
    private static final int FEWEST_SIZES = 4;

    private Envelope() {}

    /** A training curve: loss over log C, rising in C. */
    private record Curve(double parameters, double[] logC, double[] loss) {
        static Curve of(int[] rows, double[] compute, double[] n, double[] loss) {
            int[] order = Arrays.stream(rows)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> compute[i]))
                    .mapToInt(i -> i)
                    .toArray();
            return new Curve(
                    n[rows[0]],
                    Arrays.stream(order).mapToDouble(i -> Math.log(compute[i])).toArray(),
                    Arrays.stream(order).mapToDouble(i -> loss[i]).toArray());
        }

        /** Between two of its points; infinite outside. */
        double at(double x) {
            int place = Arrays.binarySearch(logC, x);
            if (place >= 0) {
                return loss[place];
            }
            int above = -place - 1;
            if (above == 0 || above == logC.length) {
                return Double.POSITIVE_INFINITY;
            }
            double share = (x - logC[above - 1]) / (logC[above] - logC[above - 1]);
            return loss[above - 1] + share * (loss[above] - loss[above - 1]);
        }
    }

    /**
     * Under training curves.
     *
     * @param curveOf for each row the number of its curve, from 0 on; rows of a curve have one N
     * @throws InputException unless at least four sizes are best somewhere
     */
    public static SizeTrend under(
            double[] compute, double[] n, double[] loss, int[] curveOf, int resamples, long seed) {
        int count = Arrays.stream(curveOf).max().orElse(-1) + 1;
        List<Curve> curves = IntStream.range(0, count)
                .mapToObj(c -> Curve.of(
                        IntStream.range(0, curveOf.length)
                                .filter(i -> curveOf[i] == c)
                                .toArray(),
                        compute,
                        n,
                        loss))
                .filter(curve -> curve.logC.length > 1)
                .toList();
        List<SizeTrend.Point> points = points(curves);
        if (points.size() < FEWEST_SIZES) {
            throw new InputException(
                    "an envelope needs training curves of which at least four sizes are best somewhere; here are %d"
                            .formatted(points.size()),
                    "Give checkpoints along each run, or fit a law: isoflop fit RUNS.");
        }
        return new SizeTrend(points, List.of(), SizeTrend.line(points), draws(curves, resamples, seed));
    }

    /** For every size that is best somewhere the middle of the budgets where it is, without the outermost sizes. */
    private static List<SizeTrend.Point> points(List<Curve> curves) {
        double low = curves.stream().mapToDouble(c -> c.logC[0]).min().orElse(0);
        double high = curves.stream()
                .mapToDouble(c -> c.logC[c.logC.length - 1])
                .max()
                .orElse(0);
        double smallest = curves.stream().mapToDouble(c -> c.parameters).min().orElse(0);
        double largest = curves.stream().mapToDouble(c -> c.parameters).max().orElse(0);
        var points = new ArrayList<SizeTrend.Point>();
        for (int i = 0; i <= BUDGETS; i++) {
            double x = low + (high - low) * i / BUDGETS;
            Curve best = curves.stream()
                    .min(Comparator.comparingDouble(c -> c.at(x)))
                    .orElseThrow();
            boolean tells = Double.isFinite(best.at(x)) && best.parameters > smallest && best.parameters < largest;
            if (tells) {
                points.add(new SizeTrend.Point(Math.exp(x), best.logC.length, best.parameters, best.at(x)));
            }
        }
        return merged(points);
    }

    private static List<SizeTrend.Point> merged(List<SizeTrend.Point> points) {
        return points.stream()
                .mapToDouble(SizeTrend.Point::parameters)
                .distinct()
                .mapToObj(n -> points.stream().filter(p -> p.parameters() == n).toList())
                .map(same -> same.get(same.size() / 2))
                .sorted(Comparator.comparingDouble(SizeTrend.Point::flops))
                .toList();
    }

    private static Draws draws(List<Curve> curves, int resamples, long seed) {
        var root = new SplittableRandom(seed);
        var found = new ArrayList<double[]>();
        for (int k = 0; k < resamples; k++) {
            SplittableRandom random = root.split();
            List<Curve> drawn = IntStream.range(0, curves.size())
                    .mapToObj(i -> curves.get(random.nextInt(curves.size())))
                    .toList();
            List<SizeTrend.Point> points = points(drawn);
            if (points.size() >= FEWEST_SIZES) {
                PowerLine line = SizeTrend.line(points);
                found.add(new double[] {line.level(), line.exponent()});
            }
        }
        return new Draws(found, resamples - found.size(), 0, 0);
    }
}
