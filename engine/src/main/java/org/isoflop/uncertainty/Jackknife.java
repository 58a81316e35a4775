package org.isoflop.uncertainty;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.fit.Workers;

/**
 * The parameters that remain when one unit, or one bundle of units, is left out.
 *
 * @param theta one vector per unit left out; not to be written to
 */
public record Jackknife(List<double[]> theta) {
    /** Of more units than this, bundles of equal size are left out. */
    private static final int MOST = 200;

    public Jackknife {
        theta = List.copyOf(theta);
    }

    /**
     * Refits the law without each unit in turn.
     *
     * @param unitOf for each row the number of its unit, from 0
     */
    public static Jackknife of(Search search, int[] unitOf, int threads, Progress progress) {
        int units = Arrays.stream(unitOf).max().orElse(-1) + 1;
        int bundles = Math.min(units, MOST);
        double[][] theta = new double[bundles][];
        Workers.run(
                bundles,
                threads,
                search::refitter,
                (bundle, refitter) -> {
                    int[] counts = Arrays.stream(unitOf)
                            .map(unit -> unit % bundles == bundle ? 0 : 1)
                            .toArray();
                    theta[bundle] = refitter.refit(counts);
                },
                progress,
                "units left out");
        return new Jackknife(Arrays.stream(theta)
                .filter(t -> Arrays.stream(t).allMatch(Double::isFinite))
                .toList());
    }

    /**
     * How fast the standard error of a quantity changes with the quantity itself:
     * {@code sum d^3 / (6 (sum d^2)^(3/2))} with d the mean minus the value without a unit (Efron 1987, 6.6).
     */
    double acceleration(ToDoubleFunction<double[]> quantity) {
        double[] values =
                theta.stream().mapToDouble(quantity).filter(Double::isFinite).toArray();
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double cubes = 0;
        double squares = 0;
        for (double value : values) {
            double d = mean - value;
            squares += d * d;
            cubes += d * d * d;
        }
        return squares > 0 ? cubes / (6 * Math.pow(squares, 1.5)) : 0;
    }
}
