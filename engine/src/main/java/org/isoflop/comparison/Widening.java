package org.isoflop.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * How much wider than the draws say an answer must be taken at a distance from the runs.
 *
 * <p>A score is how far a forecast from the small runs lay from what all runs say, over the standard deviation that its
 * draws claimed. With weights by similarity of reach, the claim counts like {@value #TRUST} tests and the scores like as
 * many as there are independent cuts: {@code factor^2 = (TRUST + n mean z^2)/(TRUST + n)}, and no less than 1; what is
 * not known of the factor itself makes Student's distribution of the normal one, with {@code TRUST + n} degrees of
 * freedom. It is the rule of {@link org.isoflop.forecast.Calibration}, for what recipes differ in.
 *
 * @param scores from back-tests
 */
public record Widening(List<Score> scores) {
    private static final double TRUST = 4;

    /** Scores this far apart in the logarithm of reach count with {@code exp(-1/2)}. */
    private static final double SIMILAR_REACH = 1.2;

    /** One wild forecast must not rule. */
    private static final double MOST_SCORE = 6;

    /** Neighbouring cuts share most of their runs: so many count as one. */
    private static final double CUTS_PER_TEST = 2;

    private static final long SEED = 0x51DE5L;

    /**
     * One forecast against what came.
     *
     * @param cut the number of its cut
     * @param reach the logarithm of how many times beyond the cut it lay
     * @param value the error over the standard deviation that was claimed for it
     */
    public record Score(int cut, double reach, double value) {}

    public Widening {
        scores = List.copyOf(scores);
    }

    /** From how many cuts there are scores. */
    public int cuts() {
        return (int) scores.stream().mapToInt(Score::cut).distinct().count();
    }

    /** How many times beyond its cut the furthest forecast lay. */
    public double reached() {
        return Math.exp(scores.stream().mapToDouble(Score::reach).max().orElse(0));
    }

    /** By how much a standard deviation of the draws is stretched, so many times beyond the runs. */
    public double factor(double times) {
        double[] seen = seen(times);
        return Math.sqrt(Math.max(1, (TRUST + seen[0] * seen[1]) / (TRUST + seen[0])));
    }

    /** The degrees of freedom there. */
    public double freedom(double times) {
        return TRUST + seen(times)[0];
    }

    /** The number of independent cuts that speak of this reach, and their mean squared score. */
    private double[] seen(double times) {
        double at = Math.clamp(Math.log(times), 0, Math.log(reached()));
        var byCut = new TreeMap<Integer, Double>();
        double squares = 0;
        double total = 0;
        for (Score score : scores) {
            double apart = (score.reach() - at) / SIMILAR_REACH;
            double weight = Math.exp(-0.5 * apart * apart);
            double bounded = Math.min(Math.abs(score.value()), MOST_SCORE);
            squares += weight * bounded * bounded;
            total += weight;
            byCut.merge(score.cut(), weight, Double::sum);
        }
        double sum = byCut.values().stream().mapToDouble(w -> w).sum();
        double sumOfSquares = byCut.values().stream().mapToDouble(w -> w * w).sum();
        return total > 0
                ? new double[] {sum * sum / sumOfSquares / CUTS_PER_TEST, squares / total}
                : new double[] {0, 0};
    }

    /** For each draw the factor {@code sqrt(nu/chi^2)} that makes Student's distribution of the normal one. */
    double[] tails(int draws) {
        double freedom = freedom(reached());
        var random = new SplittableRandom(SEED);
        double[] tails = new double[draws];
        Arrays.setAll(tails, k -> Math.sqrt(freedom / (2 * gamma(freedom / 2, random))));
        return tails;
    }

    /** A gamma variate of scale 1 (Marsaglia and Tsang 2000); for shapes from 1 on. */
    private static double gamma(double shape, SplittableRandom random) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            double cube = v * v * v;
            if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * cube + d * Math.log(cube)) {
                return d * cube;
            }
        }
    }
}
