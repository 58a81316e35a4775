package org.isoflop.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Penalty;
import org.isoflop.law.Law;
import org.isoflop.runs.Runs;

/**
 * The choice among laws by what they would have forecast, not by how they fit.
 *
 * <p>Two answers to two questions. The law to speak of is the best in the back-test; of those that cannot be told from it,
 * the one with the fewest parameters. A forecast averages all of them, weighed by skill: the logarithm of a law's
 * error over that of a sound default, drawn towards a handicap as far as the cuts disagree, because two or three
 * held-out runs make errors that are noise themselves. Before anything is seen the default has half of the forecast, and
 * the others together the other half: many laws that say the same must not outvote it.
 *
 * @param backtest what the choice rests on
 * @param standings the laws, the one to speak of first, then by error
 */
public record Selection(Backtest backtest, List<Standing> standings) {

    /**
     * How a law stands.
     *
     * @param track its record
     * @param error the mean size of its errors over the cuts, as a share of the response (where residuals are no
     *     logarithms, of its mean size)
     * @param uncertainty the standard error of the logarithm of that error over the best law's
     * @param weight its share of a forecast; all shares add up to one
     * @param tied whether it cannot be told from the best
     * @param aic Akaike's criterion above the smallest
     * @param bic Schwarz's criterion above the smallest
     */
    public record Standing(
            Track track, double error, double uncertainty, double weight, boolean tied, double aic, double bic) {}

    /** Before anything is seen, a law other than the default is taken to err this much more, as a logarithm. */
    private static final double HANDICAP = 0.2;

    private static final double HANDICAP_DEVIATION = 0.25;

    /** How strongly shares follow skill. */
    private static final double SHARPNESS = 8;

    /** Shares smaller than this cost time and change nothing. */
    private static final double LEAST_SHARE = 0.01;

    /** Errors beyond this are failures, and one failure is like another. */
    private static final double MOST_ERROR = 0.2;

    private static final double LEAST_ERROR = 5e-4;

    /** A difference of BIC beyond which evidence is decisive (Kass and Raftery 1995). */
    private static final double DECISIVE = 10;

    /** Logarithms of ratios scatter by so much at least from cut to cut. */
    private static final double LEAST_SCATTER = 0.2;

    public Selection {
        standings = List.copyOf(standings);
    }

    /**
     * Chooses among the laws of a back-test; the first of them that could be fitted everywhere is the sound default.
     *
     * @throws InputException if no law could be fitted below any cut
     */
    public static Selection of(Backtest backtest) {
        List<Track> tracks = backtest.tracks();
        if (tracks.isEmpty() || backtest.cuts().isEmpty()) {
            throw new InputException(
                    "the runs are too few for a back-test: no law can be fitted to a part of them",
                    "Add runs, or choose the law yourself with --law.");
        }
        var errors = new ArrayList<double[]>();
        for (Track track : tracks) {
            errors.add(errors(backtest, track));
        }
        double[] pooled = errors.stream()
                .mapToDouble(e -> Arrays.stream(e).average().orElse(MOST_ERROR))
                .toArray();
        int best = least(pooled);
        double[] aic = criteria(tracks, 2);
        double[] bic = criteria(tracks, Math.log(backtest.sizes().length));
        double[] weights = weights(errors, sound(tracks, bic), tracks);
        var standings = new ArrayList<Standing>();
        for (int k = 0; k < tracks.size(); k++) {
            Ratio ratio = Ratio.of(errors.get(k), errors.get(best));
            boolean tied = k == best || ratio.isTie();
            standings.add(new Standing(
                    tracks.get(k),
                    pooled[k],
                    k == best ? 0 : ratio.deviation(),
                    weights[k],
                    tied,
                    aic[k] - Arrays.stream(aic).min().orElse(0),
                    bic[k] - Arrays.stream(bic).min().orElse(0)));
        }
        Standing first = standings.stream()
                .filter(Standing::tied)
                .min(Comparator.<Standing>comparingInt(s -> s.track().parameters())
                        .thenComparingDouble(Standing::error))
                .orElseThrow();
        standings.sort(
                Comparator.<Standing>comparingInt(s -> s.equals(first) ? 0 : 1).thenComparingDouble(Standing::error));
        return new Selection(backtest, standings);
    }

    /**
     * The choice in every group of a table, where each believes what the others lend it.
     *
     * @param trials the back-test of each group by what it is lent
     * @throws InputException that names the group which is too small for a back-test
     */
    public static Map<String, Selection> ofGroups(Map<String, Function<Lending, Backtest>> trials) {
        var alone = new LinkedHashMap<String, Backtest>();
        trials.forEach((name, trial) -> alone.put(name, trial.apply(Lending.NONE)));
        var selections = new LinkedHashMap<String, Selection>();
        trials.forEach((name, trial) -> {
            var others = new LinkedHashMap<>(alone);
            others.remove(name);
            try {
                selections.put(name, of(trial.apply(new Lending(List.copyOf(others.values())))));
            } catch (InputException e) {
                throw new InputException(name + ": " + e.getMessage(), e.wayOut());
            }
        });
        return selections;
    }

    /**
     * The law to speak of for several groups of a table at once: that with the least error over the cuts of all groups; of
     * those that cannot be told from it, the one with the fewest parameters.
     *
     * @param groups the choice in each group; not empty
     * @return its id
     */
    public static String common(List<Selection> groups) {
        List<String> ids = groups.getFirst().standings().stream()
                .map(standing -> standing.track().law().id())
                .filter(id -> groups.stream().allMatch(group -> group.track(id).isPresent()))
                .toList();
        if (ids.isEmpty()) {
            return groups.getFirst().chosen().track().law().id();
        }
        List<double[]> errors = ids.stream()
                .map(id -> groups.stream()
                        .flatMapToDouble(group -> Arrays.stream(
                                errors(group.backtest(), group.track(id).orElseThrow())))
                        .toArray())
                .toList();
        int best = least(errors.stream()
                .mapToDouble(e -> Arrays.stream(e).average().orElse(MOST_ERROR))
                .toArray());
        return IntStream.range(0, ids.size())
                .filter(k ->
                        k == best || Ratio.of(errors.get(k), errors.get(best)).isTie())
                .boxed()
                .min(Comparator.comparingInt(
                        k -> groups.getFirst().track(ids.get(k)).orElseThrow().parameters()))
                .map(ids::get)
                .orElseThrow();
    }

    /**
     * The shares of laws in one forecast for several groups at once: each group has one vote, among the laws that could be
     * fitted in all of them.
     *
     * @param groups the choice in each group; not empty
     * @return the share of each law that has one, by its id; they add up to one
     * @throws InputException if no law that has a share in one group could be fitted in all
     */
    public static Map<String, Double> shares(List<Selection> groups) {
        var votes = new LinkedHashMap<String, Double>();
        for (Selection group : groups) {
            group.voices().stream()
                    .filter(voice -> groups.stream()
                            .allMatch(other -> other.track(voice.track().law().id())
                                    .filter(Track::isComplete)
                                    .isPresent()))
                    .forEach(voice -> votes.merge(voice.track().law().id(), voice.weight(), Double::sum));
        }
        if (votes.isEmpty()) {
            throw new InputException(
                    "no law could be fitted to the runs of all groups",
                    "Name one with --law, or leave the group with the fewest runs out.");
        }
        double all = votes.values().stream().mapToDouble(v -> v).sum();
        votes.values().removeIf(vote -> vote < LEAST_SHARE * all);
        double kept = votes.values().stream().mapToDouble(v -> v).sum();
        votes.replaceAll((id, vote) -> vote / kept);
        return votes;
    }

    /** The laws that have a share of the forecast. */
    private List<Standing> voices() {
        return standings.stream().filter(s -> s.weight() > 0).toList();
    }

    /**
     * How far the laws lie apart at a place: the standard deviation of what they say, by their shares, relative to the
     * response where residuals are logarithms; 0 where one law has all of the forecast.
     *
     * @param place one row with the columns of the laws
     */
    public double disagreement(Runs place) {
        return Reading.scatter(
                voices().stream()
                        .map(voice -> voice.track().fitted().member().reading(place, 0, backtest.logarithmic()))
                        .toList(),
                voices().stream().mapToDouble(Standing::weight).toArray());
    }

    /** A law of the back-test by its id, as it was believed there. */
    public Law law(String id) {
        return track(id).orElseThrow().law();
    }

    private Optional<Track> track(String id) {
        return backtest.tracks().stream()
                .filter(track -> track.law().id().equals(id))
                .findFirst();
    }

    /** The law to speak of. */
    public Standing chosen() {
        return standings.getFirst();
    }

    /** The share of each track of the back-test. */
    public double[] weights() {
        return backtest.tracks().stream()
                .mapToDouble(track -> standings.stream()
                        .filter(s -> s.track().equals(track))
                        .findFirst()
                        .orElseThrow()
                        .weight())
                .toArray();
    }

    /** The forecast of all laws by their shares. */
    public Outlook outlook(Axis axis) {
        return Outlook.of(backtest, weights(), axis);
    }

    /**
     * The sound default: the first law that could be fitted everywhere. If it does not read a column that matters, which
     * is to say that a law which reads more explains the runs decisively better, that law is it.
     */
    private static int sound(List<Track> tracks, double[] bic) {
        int first = 0;
        while (first < tracks.size() - 1 && !tracks.get(first).isComplete()) {
            first++;
        }
        int sound = first;
        for (int k = 0; k < tracks.size(); k++) {
            boolean readsMore = tracks.get(k).reads().size()
                            > tracks.get(first).reads().size()
                    && tracks.get(k).reads().containsAll(tracks.get(first).reads());
            if (readsMore
                    && tracks.get(k).isComplete()
                    && bic[k] < bic[first] - DECISIVE
                    && (sound == first || bic[k] < bic[sound])) {
                sound = k;
            }
        }
        return sound;
    }

    /** The mean error of a law at each cut; that of a failure where it could not be fitted. */
    private static double[] errors(Backtest backtest, Track track) {
        // Limits are shares of the response.
        double unit = backtest.logarithmic()
                ? 1
                : Arrays.stream(backtest.observed()).map(Math::abs).average().orElse(1);
        double[] sums = new double[backtest.cuts().size()];
        int[] counts = new int[sums.length];
        for (Miss miss : backtest.misses(track)) {
            sums[miss.cut()] += Math.min(Math.abs(miss.error()) / unit, MOST_ERROR);
            counts[miss.cut()]++;
        }
        for (int c = 0; c < sums.length; c++) {
            sums[c] = counts[c] == 0 ? MOST_ERROR : sums[c] / counts[c];
        }
        return sums;
    }

    private static int least(double[] values) {
        int least = 0;
        for (int k = 1; k < values.length; k++) {
            least = values[k] < values[least] ? k : least;
        }
        return least;
    }

    /** The mean over cuts of the logarithm of one law's error over another's, and the standard error of the mean. */
    private record Ratio(double mean, double deviation) {
        /** Whether the laws cannot be told apart. */
        boolean isTie() {
            return mean <= deviation;
        }

        static Ratio of(double[] errors, double[] others) {
            int n = errors.length;
            double[] logs = new double[n];
            for (int c = 0; c < n; c++) {
                logs[c] = Math.log((errors[c] + LEAST_ERROR) / (others[c] + LEAST_ERROR));
            }
            double mean = Arrays.stream(logs).average().orElse(0);
            double squares =
                    Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum();
            double scatter = n > 1 ? Math.max(Math.sqrt(squares / (n - 1)), LEAST_SCATTER) : 1;
            return new Ratio(mean, scatter * Math.sqrt(Calibration.CUTS_PER_TEST / n));
        }
    }

    private static double[] weights(List<double[]> errors, int sound, List<Track> tracks) {
        double trust = 1 / (HANDICAP_DEVIATION * HANDICAP_DEVIATION);
        double[] weights = new double[errors.size()];
        for (int k = 0; k < weights.length; k++) {
            Ratio ratio = Ratio.of(errors.get(k), errors.get(sound));
            double seen = 1 / (ratio.deviation() * ratio.deviation());
            double skill = k == sound ? 0 : (HANDICAP * trust + ratio.mean() * seen) / (trust + seen);
            double prior = k == sound ? 1 : 1.0 / (weights.length - 1);
            weights[k] = tracks.get(k).isComplete() || k == sound ? prior * Math.exp(-SHARPNESS * skill) : 0;
        }
        double all = Arrays.stream(weights).sum();
        double kept = Arrays.stream(weights).filter(w -> w >= LEAST_SHARE * all).sum();
        return Arrays.stream(weights)
                .map(w -> w >= LEAST_SHARE * all ? w / kept : 0)
                .toArray();
    }

    /** {@code -2 log likelihood + cost (parameters + scale)} of the fit to all runs, scale at its likeliest. */
    private static double[] criteria(List<Track> tracks, double cost) {
        return tracks.stream()
                .mapToDouble(track -> {
                    Fit fit = track.fitted().fit();
                    int n = fit.residuals().length;
                    boolean squared = fit.objective().penalty() instanceof Penalty.Squared;
                    double size = Arrays.stream(fit.residuals())
                            .map(r -> squared ? r * r : Math.abs(r))
                            .average()
                            .orElse(1);
                    return (squared ? 1 : 2) * n * Math.log(size) + cost * (track.parameters() + 1);
                })
                .toArray();
    }

    /** The misses of a law by distance: how far off it was about 3, 10, 30 … times beyond its edge. */
    public static TreeMap<Double, List<Miss>> byReach(List<Miss> misses) {
        var rings = new TreeMap<Double, List<Miss>>();
        for (Miss miss : misses) {
            double halfDecades = Math.max(1, Math.rint(2 * miss.reach() / Math.log(10)));
            rings.computeIfAbsent(halfDecades / 2, r -> new ArrayList<>()).add(miss);
        }
        return rings;
    }
}
