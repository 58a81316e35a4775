package org.isoflop.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.isoflop.forecast.Miss;

/**
 * How far the truth may lie from the law, on the scale of residuals: a sum of random walks. One leads from the smallest run
 * to larger ones, so that a run says the more of a target, the nearer it comes to it. Two lead away from a usual number of tokens per parameter, to models that see far more and
 * to those that see far less: laws bend there, and runs that nobody would make for their own sake would else be asked for.
 *
 * <p>What lies beyond the furthest candidate no candidate can tell: it is the floor below which the interval of a target
 * there cannot go.
 */
public record Misfit(List<Walk> walks) {
    /** A law that is right everywhere. */
    public static final Misfit NONE = new Misfit(List.of());

    /** How much faster a law bends away from the usual tokens per parameter than it drifts on the way to larger runs. */
    private static final double BENDING = 2;

    /** Half a per cent over a factor of ten: what forecasts of public runs are off beyond what they claim. */
    public static final double USUAL = 0.005 / Math.sqrt(Math.log(10));

    private static final double PRIOR = 1;

    /** As many standard deviations of the prior are searched. */
    private static final double FURTHEST = 5;

    private static final double INDEPENDENT = 2;

    /** Degrees of freedom of the errors of forecasts. */
    private static final double FREEDOM = 4;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    public Misfit {
        walks = List.copyOf(walks);
    }

    /**
     * The drift that back-tests show: the likeliest if their errors have the variance that was claimed for them plus that
     * of the walk over their reach, and the tails of Student's t, so that forecasts that knew how bad they were, and those
     * that went wrong altogether, say little. The forecasts of one cut go wrong together and count as {@value #INDEPENDENT}.
     *
     * <p>No back-test shows that a law is right. What they say is therefore drawn to the usual drift, as if its logarithm
     * were normal with a standard deviation of {@value #PRIOR}.
     *
     * @return the standard deviation over a factor of e in size; {@link #USUAL} without misses
     */
    public static double deviation(List<Miss> misses) {
        Map<Integer, Long> sizes = misses.stream().collect(Collectors.groupingBy(Miss::cut, Collectors.counting()));
        double low = Math.log(USUAL) - FURTHEST;
        double high = Math.log(USUAL) + FURTHEST;
        while (high - low > 1e-6) {
            double a = high - GOLDEN * (high - low);
            double b = low + GOLDEN * (high - low);
            if (plausibility(misses, sizes, a) > plausibility(misses, sizes, b)) {
                high = b;
            } else {
                low = a;
            }
        }
        return Math.exp(0.5 * (low + high));
    }

    private static double plausibility(List<Miss> misses, Map<Integer, Long> sizes, double logarithm) {
        double prior = (logarithm - Math.log(USUAL)) / PRIOR;
        double sum = -0.5 * prior * prior;
        for (Miss miss : misses) {
            double variance = miss.curve() * miss.curve()
                    + miss.noise() * miss.noise()
                    + Math.exp(2 * logarithm) * Math.max(0, miss.reach());
            double z = miss.error() * miss.error() / variance;
            double weight = Math.min(1, INDEPENDENT / sizes.getOrDefault(miss.cut(), 1L));
            sum -= weight * (0.5 * Math.log(variance) + 0.5 * (FREEDOM + 1) * Math.log1p(z / FREEDOM));
        }
        return sum;
    }

    /**
     * A drift towards larger runs.
     *
     * @param deviation its standard deviation over a factor of e in FLOPs
     * @param least the size of the smallest run that is there or could be made
     * @param most the size of the largest
     */
    public static Misfit drifting(double deviation, double least, double most) {
        return new Misfit(List.of(new Walk(Walk.Along.SIZE, deviation, least, most)));
    }

    /**
     * The same that also bends away from a number of tokens per parameter.
     *
     * @param deviation of the drift
     * @param centre the tokens per parameter at which the law is meant to be right
     * @param least the fewest of all runs and candidates
     * @param most the most
     */
    public Misfit bending(double deviation, double centre, double least, double most) {
        var all = new ArrayList<>(walks);
        all.add(new Walk(Walk.Along.TOKENS, BENDING * deviation, centre, most));
        all.add(new Walk(Walk.Along.PARAMETERS, BENDING * deviation, 1 / centre, 1 / least));
        return new Misfit(all);
    }

    /** How many steps of all walks candidates can tell of. */
    int steps() {
        return walks.stream().mapToInt(Walk::steps).sum();
    }

    /**
     * The share of each step that lies before a place.
     *
     * @param ratio its tokens per parameter; NaN if it has none
     */
    double[] at(double flops, double ratio) {
        double[] shares = new double[steps()];
        int offset = 0;
        for (Walk walk : walks) {
            walk.at(walk.along().of(flops, ratio), shares, offset);
            offset += walk.steps();
        }
        return shares;
    }

    /** The variance of each step before any run. */
    double[] variances() {
        return walks.stream()
                .flatMapToDouble(walk -> DoubleStream.generate(walk::variance).limit(walk.steps()))
                .toArray();
    }

    /** The variance of what no candidate can tell about a place. */
    double beyond(double flops, double ratio) {
        return walks.stream()
                .mapToDouble(walk -> walk.beyond(walk.along().of(flops, ratio)))
                .sum();
    }
}
