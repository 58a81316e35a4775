package org.isoflop.hyper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which loss curves lie on each other: those of equal {@code lr weight_decay}, if trajectories are invariant as Li et
 * al. 2025 (arXiv:2509.25049) say, more than those of equal learning rates, which part later in training.
 *
 * @param distances for each kind of pair the distance of every pair of curves, sorted
 */
public record Collapse(Map<Pair, double[]> distances) {
    /** Two numbers that differ by less than this share are equal: people round. */
    private static final double EQUAL = 0.02;

    /** The share of a curve in its beginning that is not looked at: there the warm-up rules. */
    private static final double SKIPPED = 0.1;

    private static final int PLACES = 200;

    /** What two runs have in common. */
    public enum Pair {
        /** The product of learning rate and weight decay. */
        SAME_PRODUCT,
        /** The learning rate alone. */
        SAME_RATE,
        /** Neither. */
        OTHER
    }

    /**
     * A loss curve.
     *
     * @param rate peak learning rate
     * @param decay weight decay
     * @param at steps or tokens, rising
     * @param losses the loss there
     */
    public record Curve(double rate, double decay, double[] at, double[] losses) {}

    /** Compares all pairs of curves of one model, data and batch. */
    public static Collapse of(List<List<Curve>> groups) {
        var found = new EnumMap<Pair, List<Double>>(Pair.class);
        for (List<Curve> curves : groups) {
            for (int i = 0; i < curves.size(); i++) {
                for (int j = 0; j < i; j++) {
                    double distance = distance(curves.get(i), curves.get(j));
                    if (!Double.isNaN(distance)) {
                        found.computeIfAbsent(pair(curves.get(i), curves.get(j)), p -> new ArrayList<>())
                                .add(distance);
                    }
                }
            }
        }
        var distances = new EnumMap<Pair, double[]>(Pair.class);
        found.forEach((pair, list) ->
                distances.put(pair, list.stream().mapToDouble(d -> d).sorted().toArray()));
        return new Collapse(distances);
    }

    private static Pair pair(Curve a, Curve b) {
        boolean sameRate = same(a.rate(), b.rate());
        boolean sameProduct = same(a.rate() * a.decay(), b.rate() * b.decay());
        return sameProduct ? Pair.SAME_PRODUCT : sameRate ? Pair.SAME_RATE : Pair.OTHER;
    }

    private static boolean same(double a, double b) {
        return Math.abs(a - b) <= EQUAL * Math.max(Math.abs(a), Math.abs(b));
    }

    /** The root mean square of the difference of the logarithms over what the curves share, behind its first tenth. */
    static double distance(Curve a, Curve b) {
        double end = Math.min(a.at()[a.at().length - 1], b.at()[b.at().length - 1]);
        double begin = Math.max(Math.max(a.at()[0], b.at()[0]), SKIPPED * end);
        if (!(begin < end)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < PLACES; i++) {
            double place = begin + (end - begin) * i / (PLACES - 1);
            double difference = Math.log(at(a, place) / at(b, place));
            sum += difference * difference;
        }
        return Math.sqrt(sum / PLACES);
    }

    private static double at(Curve curve, double place) {
        int found = Arrays.binarySearch(curve.at(), place);
        if (found >= 0) {
            return curve.losses()[found];
        }
        int above = Math.min(-found - 1, curve.at().length - 1);
        int below = Math.max(0, above - 1);
        double width = curve.at()[above] - curve.at()[below];
        double share = width > 0 ? (place - curve.at()[below]) / width : 0;
        return curve.losses()[below] + Math.clamp(share, 0, 1) * (curve.losses()[above] - curve.losses()[below]);
    }

    /** The median distance of a kind of pair; NaN where there is none. */
    public double median(Pair pair) {
        double[] sorted = distances.getOrDefault(pair, new double[0]);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
