package org.isoflop.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Workers;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;
import org.jspecify.annotations.Nullable;

/**
 * How wrong laws would have been, had they been trusted earlier: at every cut they are fitted to the runs below and
 * predict those above.
 *
 * @param practice how laws were fitted
 * @param rows what they were fitted to, and cut by
 * @param observed the response of each run, on the scale of residuals; not to be written to
 * @param logarithmic whether that scale is logarithmic
 * @param cuts where the runs were divided
 * @param tracks the record of each law that could be fitted to all runs
 * @param refused the laws that could not, each with the reason
 */
public record Backtest(
        Practice practice,
        Rows rows,
        double[] observed,
        boolean logarithmic,
        List<Cut> cuts,
        List<Track> tracks,
        List<Refusal> refused) {

    /** As many cuts as are worth their time: neighbouring ones hold nearly the same runs. */
    public static final int CUTS = 8;

    /** Below a cut there are so many runs more than parameters of the smallest law. */
    private static final int SPARE = 4;

    /** A law that cannot be fitted to the runs. */
    public record Refusal(Law law, String reason) {}

    public Backtest {
        cuts = List.copyOf(cuts);
        tracks = List.copyOf(tracks);
        refused = List.copyOf(refused);
    }

    /**
     * Back-tests laws.
     *
     * @param practice how they are fitted
     * @param runs rows that every law can use
     * @param sizes of the rows, positive, such as their compute
     * @param unitOf for each row the number of its training run, from 0
     * @param count how many cuts are wanted
     * @param threads how many threads to use; makes no difference to the result
     */
    public static Backtest of(
            Practice practice,
            List<Law> laws,
            Runs runs,
            double[] sizes,
            int[] unitOf,
            int count,
            int threads,
            Progress progress) {
        var rows = new Rows(runs, sizes, unitOf);
        return of(practice, laws, rows, new Cutting.Rolling(count), threads, progress, Lending.NONE);
    }

    /**
     * The same for rows that need not count alike, such as a group of a table to which other groups lend what they know.
     *
     * @param cutting where the runs are divided
     * @param lending what they know
     */
    public static Backtest of(
            Practice practice,
            List<Law> laws,
            Rows rows,
            Cutting cutting,
            int threads,
            Progress progress,
            Lending lending) {
        Runs runs = rows.runs();
        List<Model> models = laws.stream().map(law -> Model.of(law, runs)).toList();
        boolean logarithmic = practice.fitter().objective().logarithmic();
        int fewest = models.stream()
                .mapToInt(model -> model.parameters().size())
                .min()
                .orElse(0);
        List<Cut> cuts = cutting.of(rows.sizes(), rows.unitOf(), fewest + SPARE);
        var trials = new @Nullable Trial[laws.size()];
        var reasons = new String[laws.size()];
        // The laws with the most parameters first, so that no thread is left with one at the end.
        int[] order = IntStream.range(0, laws.size())
                .boxed()
                .sorted(Comparator.comparing(l -> models.get(l).parameters().size(), Comparator.reverseOrder()))
                .mapToInt(l -> l)
                .toArray();
        Workers.run(
                order.length,
                threads,
                () -> practice,
                (i, own) -> {
                    int l = order[i];
                    try {
                        trials[l] = Trial.of(own, laws.get(l), rows, cuts, lending);
                    } catch (InputException e) {
                        reasons[l] = String.valueOf(e.getMessage());
                    }
                },
                progress,
                "laws");
        var tracks = new ArrayList<Track>();
        var refused = new ArrayList<Refusal>();
        for (int l = 0; l < laws.size(); l++) {
            Trial trial = trials[l];
            if (trial == null) {
                refused.add(new Refusal(laws.get(l), reasons[l]));
                continue;
            }
            tracks.add(track(trial.all().member().model().law(), trial.all(), trial.below(), runs, cuts, logarithmic));
        }
        return new Backtest(
                practice, rows, observed(models.getFirst(), runs, logarithmic), logarithmic, cuts, tracks, refused);
    }

    private static Track track(
            Law law, Fitted all, List<Optional<Fitted>> below, Runs runs, List<Cut> cuts, boolean logarithmic) {
        var readings = new ArrayList<Optional<List<Reading>>>();
        for (int c = 0; c < cuts.size(); c++) {
            int[] above = cuts.get(c).above();
            readings.add(below.get(c).flatMap(fitted -> readings(fitted.member(), runs, above, logarithmic)));
        }
        return new Track(law, all, below, readings);
    }

    /** The rows. */
    public Runs runs() {
        return rows.runs();
    }

    /** The sizes of the rows, by which they were cut; not to be written to. */
    public double[] sizes() {
        return rows.sizes();
    }

    /** The same with the spread of the parameters of all laws. */
    public Backtest drawn() {
        return drawn(tracks.stream().mapToDouble(_ -> 1).toArray());
    }

    /**
     * The same with the spread of the parameters of some laws, which resamples tell. It takes most of the time, so it is
     * left to those that have a say.
     *
     * @param weights the share of each track; those without any are left as they are
     */
    public Backtest drawn(double[] weights) {
        int[] voices = IntStream.range(0, weights.length)
                .filter(k -> weights[k] > 0 && !tracks.get(k).isDrawn())
                .toArray();
        int fits = cuts.size() + 1;
        var drawn = new ArrayList<Optional<Fitted>>(Collections.nCopies(voices.length * fits, Optional.empty()));
        if (practice.draws() == 0 || voices.length == 0) {
            return this;
        }
        // The largest fits first.
        Workers.run(
                drawn.size(),
                practice.fitter().threads(),
                practice::bootstrap,
                (i, bootstrap) -> {
                    int voice = i % voices.length;
                    int cut = cuts.size() - i / voices.length;
                    Optional<Fitted> fitted = tracks.get(voices[voice]).at(cut);
                    drawn.set(voice * fits + cut, fitted.map(f -> f.drawn(bootstrap)));
                },
                practice.fitter().progress(),
                "resampled back-test fits");
        var all = new ArrayList<>(tracks);
        for (int v = 0; v < voices.length; v++) {
            List<Optional<Fitted>> own = drawn.subList(v * fits, (v + 1) * fits);
            all.set(
                    voices[v],
                    track(
                            tracks.get(voices[v]).law(),
                            own.getLast().orElseThrow(),
                            own.subList(0, cuts.size()),
                            runs(),
                            cuts,
                            logarithmic));
        }
        return new Backtest(practice, rows, observed, logarithmic, cuts, all, refused);
    }

    /** What a law says of rows; empty if it is not defined at one of them. */
    private static Optional<List<Reading>> readings(Member member, Runs runs, int[] rows, boolean logarithmic) {
        double[][] columns =
                member.model().variables().stream().map(runs::numbers).toArray(double[][]::new);
        List<Reading> readings = Arrays.stream(rows)
                .mapToObj(i -> member.reading(
                        Arrays.stream(columns).mapToDouble(column -> column[i]).toArray(), logarithmic))
                .toList();
        return readings.stream().allMatch(reading -> Double.isFinite(reading.value()))
                ? Optional.of(readings)
                : Optional.empty();
    }

    private static double[] observed(Model model, Runs runs, boolean logarithmic) {
        return Arrays.stream(Sample.of(model, runs).response())
                .map(y -> logarithmic ? Math.log(y) : y)
                .toArray();
    }

    /** How forecasts of one law met the runs above the cuts. */
    public List<Miss> misses(Track track) {
        double[] weights = new double[tracks.size()];
        weights[tracks.indexOf(track)] = 1;
        return misses(weights);
    }

    /**
     * How forecasts of several laws together met the runs above the cuts, where all of them could be fitted.
     *
     * @param weights the share of each track
     */
    public List<Miss> misses(double[] weights) {
        List<Track> voices = voices(weights);
        double[] shares = Arrays.stream(weights).filter(w -> w > 0).toArray();
        Noise noise = noise(weights);
        var misses = new ArrayList<Miss>();
        for (int c = 0; c < cuts.size(); c++) {
            Cut cut = cuts.get(c);
            int number = c;
            if (voices.stream().allMatch(track -> track.readings().get(number).isPresent())) {
                for (int i = 0; i < cut.above().length; i++) {
                    int place = i;
                    int row = cut.above()[i];
                    Reading reading = Reading.blend(
                            voices.stream()
                                    .map(track -> track.readings()
                                            .get(number)
                                            .orElseThrow()
                                            .get(place))
                                    .toList(),
                            shares);
                    misses.add(new Miss(
                            c,
                            row,
                            Math.log(sizes()[row] / cut.edge()),
                            reading.value() - observed[row],
                            Math.sqrt(reading.variance()),
                            noise.deviation(sizes()[row])));
                }
            }
        }
        return List.copyOf(misses);
    }

    /**
     * What a law that was fitted to all runs expects at other places, its emphases averaged.
     *
     * @param places a table with the columns of the law
     */
    public double[] predictions(Track track, Runs places) {
        return IntStream.range(0, places.size())
                .mapToDouble(i ->
                        track.fitted().member().reading(places, i, logarithmic).value())
                .map(value -> logarithmic ? Math.exp(value) : value)
                .toArray();
    }

    private List<Track> voices(double[] weights) {
        return IntStream.range(0, weights.length)
                .filter(k -> weights[k] > 0)
                .mapToObj(tracks::get)
                .toList();
    }

    /** How runs scatter around what several laws together say. */
    public Noise noise(double[] weights) {
        double total = Arrays.stream(weights).sum();
        double[] residuals = new double[sizes().length];
        int leading = 0;
        for (int k = 0; k < weights.length; k++) {
            leading = weights[k] > weights[leading] ? k : leading;
            if (weights[k] > 0) {
                double[] own = tracks.get(k).fitted().residuals();
                for (int i = 0; i < residuals.length; i++) {
                    residuals[i] += weights[k] / total * own[i];
                }
            }
        }
        Track leader = tracks.get(leading);
        return Noise.of(
                residuals, sizes(), leader.fitted().dependence(residuals).independent(), leader.parameters());
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "back-test of %d laws at %d cuts".formatted(tracks.size(), cuts.size());
    }
}
