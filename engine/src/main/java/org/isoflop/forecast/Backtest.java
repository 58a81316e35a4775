package org.isoflop.forecast;

import java.util.ArrayList;
import java.util.Arrays;
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
 * @param sizes of the runs, by which they were cut; not to be written to
 * @param observed the response of each run, on the scale of residuals; not to be written to
 * @param logarithmic whether that scale is logarithmic
 * @param cuts where the runs were divided
 * @param tracks the record of each law that could be fitted to all runs
 * @param refused the laws that could not, each with the reason
 */
public record Backtest(
        double[] sizes,
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
        List<Model> models = laws.stream().map(law -> Model.of(law, runs)).toList();
        boolean logarithmic = practice.fitter().objective().logarithmic();
        int fewest = models.stream()
                .mapToInt(model -> model.parameters().size())
                .min()
                .orElse(0);
        List<Cut> cuts = Cut.rolling(sizes, unitOf, count, fewest + SPARE);
        var single = new Practice(practice.fitter().threads(1), practice.emphases(), practice.draws());
        int jobs = cuts.size() + 1;
        var fitted = new Practice.@Nullable Fitted[laws.size() * jobs];
        var reasons = new String[laws.size()];
        Arrays.fill(reasons, "");
        // The largest fits first, so that no thread is left with one at the end.
        Workers.run(
                fitted.length,
                threads,
                () -> single,
                (i, own) -> {
                    int law = i % laws.size();
                    int cut = cuts.size() - 1 - i / laws.size() + 1;
                    int[] rows = cut == cuts.size()
                            ? IntStream.range(0, runs.size()).toArray()
                            : cuts.get(cut).below();
                    try {
                        fitted[law * jobs + cut] =
                                own.fit(laws.get(law), runs.at(rows), pick(sizes, rows), renumbered(unitOf, rows));
                    } catch (InputException e) {
                        if (cut == cuts.size()) {
                            reasons[law] = String.valueOf(e.getMessage());
                        }
                    }
                },
                progress,
                "back-test fits");
        var tracks = new ArrayList<Track>();
        var refused = new ArrayList<Refusal>();
        for (int l = 0; l < laws.size(); l++) {
            var all = fitted[l * jobs + cuts.size()];
            if (all == null) {
                refused.add(new Refusal(laws.get(l), reasons[l]));
                continue;
            }
            var readings = new ArrayList<Optional<List<Reading>>>();
            for (int c = 0; c < cuts.size(); c++) {
                var below = fitted[l * jobs + c];
                readings.add(
                        below == null
                                ? Optional.empty()
                                : readings(below.member(), runs, cuts.get(c).above(), logarithmic));
            }
            tracks.add(new Track(laws.get(l), all, readings));
        }
        return new Backtest(sizes, observed(models.getFirst(), runs, logarithmic), logarithmic, cuts, tracks, refused);
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

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    /** The units of some rows, numbered from 0 by first appearance. */
    private static int[] renumbered(int[] unitOf, int[] rows) {
        var numbers = new java.util.HashMap<Integer, Integer>();
        return Arrays.stream(rows)
                .map(i -> numbers.computeIfAbsent(unitOf[i], unit -> numbers.size()))
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
                            Math.log(sizes[row] / cut.edge()),
                            reading.value() - observed[row],
                            Math.sqrt(reading.variance()),
                            noise.deviation(sizes[row])));
                }
            }
        }
        return List.copyOf(misses);
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
        double[] residuals = new double[sizes.length];
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
        return Noise.of(residuals, sizes, tracks.get(leading).parameters());
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
