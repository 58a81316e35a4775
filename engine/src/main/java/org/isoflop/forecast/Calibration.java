package org.isoflop.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.isoflop.uncertainty.Interval;

/**
 * What back-tests teach about the intervals of a forecast: which way it drifts, and how much wider than claimed they
 * must be at a distance.
 *
 * <p>The nonconformity of a miss is its error over the standard deviation that was claimed for it: spread of the
 * parameters, spread between laws and noise of a run together. At a target, those at a similar reach count most. Where
 * there are enough of them, the conformal quantile with its finite-sample correction is the width; cuts share most of
 * their runs, so that there hardly ever are, and then the width is that of Student's distribution with as many degrees
 * of freedom as there are independent cuts, added to a claim that is trusted like {@value #TRUST} of them. So few cuts
 * widen what is claimed and never narrow it: below a cut there are fewer runs than in the fit, and resamples of few runs
 * spread further than estimates do.
 *
 * <p>The drift is a signed error in units of the standard deviation claimed for the law itself, which grows with
 * distance as the error does. It is the mean over the cuts, drawn towards zero as far as they disagree; and a quarter of
 * it, because little of what small runs show goes on among large ones.
 *
 * @param drift in standard deviations of the law itself; positive where forecasts were too high
 * @param scores the nonconformities that were left when the drift was taken off
 * @param cuts how many cuts they come from
 * @param heldOut how many predictions there were before scores were thinned
 * @param reached how many times beyond its edge the furthest of them lay
 * @param noise of a run around the law
 */
public record Calibration(double drift, List<Score> scores, int cuts, int heldOut, double reached, Noise noise) {
    private static final double TRUST = 4;

    /** Nonconformities this far apart in the logarithm of reach count with {@code exp(-1/2)}. */
    private static final double SIMILAR_REACH = 1.2;

    private static final double USUAL_DRIFT = 0.5;

    private static final double LASTING_SHARE = 0.25;

    /** Cuts agree by chance: their drifts are taken to differ by so much at least. */
    private static final double LEAST_DISAGREEMENT = 0.5;

    /** Neighbouring cuts share most of their runs: so many count as one. */
    static final double CUTS_PER_TEST = 2;

    /** One wild forecast must not rule. */
    private static final double MOST_ERROR = 4;

    private static final double MOST_SCORE = 6;

    /** With so many independent cuts there is a conformal quantile at 95 %. */
    private static final double ENOUGH = 19;

    private static final int FEWEST_CUTS = 2;

    private static final int FEWEST_HELD_OUT = 3;

    private static final int SCORES_PER_CUT = 60;

    /**
     * A nonconformity.
     *
     * @param cut the number of its cut
     * @param reach the logarithm of its distance from the edge of the cut
     * @param value error over the claimed standard deviation
     */
    public record Score(int cut, double reach, double value) {}

    public Calibration {
        scores = List.copyOf(scores);
    }

    /** Learns from back-tests; empty if there are too few of them to learn anything. */
    static Optional<Calibration> of(List<Miss> misses, Noise noise) {
        var byCut = new TreeMap<Integer, List<Miss>>();
        misses.forEach(miss ->
                byCut.computeIfAbsent(miss.cut(), c -> new ArrayList<>()).add(miss));
        if (byCut.size() < FEWEST_CUTS || misses.size() < FEWEST_HELD_OUT) {
            return Optional.empty();
        }
        double drift =
                drift(byCut.values().stream().mapToDouble(Calibration::drift).toArray());
        var scores = new ArrayList<Score>();
        byCut.forEach((cut, held) -> {
            int step = (held.size() + SCORES_PER_CUT - 1) / SCORES_PER_CUT;
            for (int i = 0; i < held.size(); i += step) {
                Miss miss = held.get(i);
                scores.add(new Score(cut, miss.reach(), (miss.error() - drift * miss.curve()) / miss.claimed()));
            }
        });
        double reached = misses.stream().mapToDouble(Miss::reach).max().orElse(0);
        return Optional.of(new Calibration(drift, scores, byCut.size(), misses.size(), Math.exp(reached), noise));
    }

    /** The drift of one cut: least squares of errors on claims, drawn to zero where the noise hides it. */
    private static double drift(List<Miss> misses) {
        double product = 0;
        double square = 0;
        for (Miss miss : misses) {
            double most = MOST_ERROR * miss.claimed();
            double variance = miss.claimed() * miss.claimed();
            product += Math.clamp(miss.error(), -most, most) * miss.curve() / variance;
            square += miss.curve() * miss.curve() / variance;
        }
        return product / (square + 1);
    }

    private static double drift(double[] cuts) {
        double mean = Arrays.stream(cuts).average().orElse(0);
        double squares = Arrays.stream(cuts).map(d -> (d - mean) * (d - mean)).sum() / (cuts.length - 1);
        double error = Math.max(squares, LEAST_DISAGREEMENT * LEAST_DISAGREEMENT) * CUTS_PER_TEST / cuts.length;
        double usual = USUAL_DRIFT * USUAL_DRIFT;
        return LASTING_SHARE * mean * usual / (usual + error);
    }

    /** The forecast with the drift taken off, on the scale of residuals. */
    double centre(Reading reading) {
        return reading.value() - drift * Math.sqrt(reading.variance());
    }

    /**
     * The interval for a new run, on the scale of residuals.
     *
     * @param size of the run
     */
    Interval interval(Reading reading, double size, double level) {
        double reach = Math.max(0, Math.log(size / noise.edge()));
        double half = factor(reach, level) * Math.hypot(Math.sqrt(reading.variance()), noise.deviation(size));
        double centre = centre(reading);
        return new Interval(centre - half, centre + half, level);
    }

    /** How many claimed standard deviations an interval extends to each side, so far beyond the runs. */
    double factor(double reach, double level) {
        // Beyond the furthest back-test the widening is that of the furthest; the claim itself goes on growing.
        double at = Math.min(reach, Math.log(reached));
        double[] values = new double[scores.size()];
        double[] weights = new double[values.length];
        var byCut = new TreeMap<Integer, Double>();
        double squares = 0;
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            Score score = scores.get(i);
            double apart = (score.reach() - at) / SIMILAR_REACH;
            values[i] = Math.abs(score.value());
            weights[i] = Math.exp(-0.5 * apart * apart);
            double bounded = Math.min(values[i], MOST_SCORE);
            squares += weights[i] * bounded * bounded;
            total += weights[i];
            byCut.merge(score.cut(), weights[i], Double::sum);
        }
        double independent =
                independent(byCut.values().stream().mapToDouble(w -> w).toArray());
        double freedom = TRUST + independent;
        double variance = Math.max(1, (TRUST + independent * squares / total) / freedom);
        double student = Quantiles.student((1 + level) / 2, freedom) * Math.sqrt(variance);
        if (independent < ENOUGH) {
            return student;
        }
        // Which of the two speaks must not depend on the level, or quantiles would cross where it changes.
        double conformal = Quantiles.conformal(values, weights, level, independent);
        double largest = Arrays.stream(values).max().orElse(0);
        return Double.isFinite(conformal) ? conformal : Math.max(student, largest);
    }

    /** Kish's effective number of cuts. */
    private static double independent(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        return sum * sum / Arrays.stream(weights).map(w -> w * w).sum();
    }
}
