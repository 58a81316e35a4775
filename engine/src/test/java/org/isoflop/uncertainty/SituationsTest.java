package org.isoflop.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.fit.Tables;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often 90 % intervals hold the truth, where noise is even, uneven, heavy-tailed or shared by the checkpoints of a run.
 *
 * <p>{@value #SIMULATED} tables of {@code loss = 1.8 + 2000/D^0.36}; looked at are the floor, the exponent and the loss
 * at ten times the largest D. With 400 tables the standard error of a coverage of 90 % is 1.5 %.
 */
@Tag("slow")
class SituationsTest {
    private static final int SIMULATED = 400;
    private static final int RESAMPLES = 300;
    private static final double LEVEL = 0.9;

    private static final String LAW = "loss = E + B/D^beta where { E > 0; B > 0; beta in (0.01, 2); B start 1..1e6 }";
    private static final double[] TRUTH = {1.8, 2000, 0.36};
    private static final double FAR = 1e13;

    private static final List<String> NAMES = List.of("E", "beta", "far");

    /** Chance: the error of the logarithm of the loss of row i. */
    @FunctionalInterface
    private interface Noise {
        double at(int row, double tokens, SplittableRandom random);
    }

    /** Makes intervals of a fit to rows of units. */
    @FunctionalInterface
    private interface Method {
        Intervals of(Search search, int[] unitOf);
    }

    private static Method bootstrap(Resampling resampling) {
        return (search, unitOf) -> new Intervals.Percentile(
                new Bootstrap(RESAMPLES, 1, 2, Progress.NONE, resampling).draw(search, unitOf));
    }

    private static final Method DELTA = (search, unitOf) ->
            new Intervals.Delta(search.sandwich(unitOf), search.fit().theta());

    private static final Method PROFILE = (search, unitOf) -> new Intervals.Profiled(new Profiler(search, unitOf));

    private static final Method CORRECTED = (search, unitOf) -> new Intervals.BiasCorrected(
            new Bootstrap(2 * RESAMPLES, 1, 2, Progress.NONE).draw(search, unitOf),
            Jackknife.of(search, unitOf, 2, Progress.NONE),
            search.fit().theta());

    /** A way of sampling tables: rows, units and noise. */
    private record Situation(String name, String objective, int units, int rowsPerUnit, boolean byUnit, Noise noise) {

        /** The share of intervals that hold the truth, for each name. */
        double[] coverage(Method method) {
            var fitter = Fitter.withDefaults()
                    .with(Objective.parse(objective))
                    .starts(2)
                    .threads(2);
            int rows = units * rowsPerUnit;
            int[] unitOf = IntStream.range(0, rows)
                    .map(i -> byUnit ? i / rowsPerUnit : i)
                    .toArray();
            int[] held = new int[NAMES.size()];
            for (int table = 0; table < SIMULATED; table++) {
                Search search = Tables.search(fitter, LAW, table(1000 + table));
                Intervals intervals = method.of(search, unitOf);
                for (int k = 0; k < held.length; k++) {
                    ToDoubleFunction<double[]> quantity = quantity(search, NAMES.get(k));
                    double truth = truth(NAMES.get(k));
                    held[k] += intervals
                                    .of(quantity, LEVEL)
                                    .filter(i -> i.contains(truth))
                                    .isPresent()
                            ? 1
                            : 0;
                }
            }
            return IntStream.of(held).mapToDouble(h -> (double) h / SIMULATED).toArray();
        }

        private Runs table(long seed) {
            var random = new SplittableRandom(seed);
            int rows = units * rowsPerUnit;
            double[] d = new double[rows];
            double[] loss = new double[rows];
            double shared = 0;
            for (int i = 0; i < rows; i++) {
                if (i % rowsPerUnit == 0) {
                    shared = random.nextGaussian();
                }
                int run = i / rowsPerUnit;
                int checkpoint = i % rowsPerUnit;
                double spot = rowsPerUnit == 1
                        ? (double) i / (rows - 1)
                        : 0.6 * run / (units - 1) + 0.4 * checkpoint / (rowsPerUnit - 1);
                d[i] = 1e9 * Math.pow(1000, spot);
                double error =
                        rowsPerUnit == 1 ? noise.at(i, d[i], random) : 0.01 * shared + 0.002 * random.nextGaussian();
                loss[i] = loss(d[i]) * Math.exp(error);
            }
            return Runs.of(
                    List.of(new Column.Numbers("D", d), new Column.Numbers("loss", loss)), Origin.of("simulated"));
        }
    }

    private static double loss(double tokens) {
        return TRUTH[0] + TRUTH[1] * Math.pow(tokens, -TRUTH[2]);
    }

    private static double truth(String name) {
        return switch (name) {
            case "E" -> TRUTH[0];
            case "beta" -> TRUTH[2];
            default -> loss(FAR);
        };
    }

    private static ToDoubleFunction<double[]> quantity(Search search, String name) {
        var model = search.fit().model();
        return name.equals("far")
                ? theta -> model.predict(new double[] {FAR}, theta)
                : theta -> model.value(name, theta);
    }

    private static final Noise EVEN = (row, tokens, random) -> 0.01 * random.nextGaussian();

    /** From 3 % at the smallest to 0.1 % at the largest: noise that shrinks with scale. */
    private static final Noise UNEVEN = (row, tokens, random) -> 0.03 * Math.sqrt(1e9 / tokens) * random.nextGaussian();

    /** Student's errors with three degrees of freedom. */
    private static final Noise HEAVY = (row, tokens, random) -> {
        double chi = 0;
        for (int k = 0; k < 3; k++) {
            double z = random.nextGaussian();
            chi += z * z;
        }
        return 0.006 * random.nextGaussian() / Math.sqrt(chi / 3);
    };

    private static double[] print(Situation situation, String method, Method how) {
        double[] coverage = situation.coverage(how);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.0f | %.0f | %.0f |%n",
                situation.name(),
                situation.objective(),
                method,
                100 * coverage[0],
                100 * coverage[1],
                100 * coverage[2]);
        return coverage;
    }

    private static void holds(Situation situation, String method, Method how) {
        for (double share : print(situation, method, how)) {
            // Resamples of absolute errors, which Huber's are nearly, are known to be a little too wide.
            assertThat(share).as(method).isBetween(0.84, 0.975);
        }
    }

    private static void fails(Situation situation, String method, Method how) {
        double[] coverage = print(situation, method, how);
        assertThat(IntStream.range(0, coverage.length)
                        .mapToDouble(k -> coverage[k])
                        .min()
                        .orElseThrow())
                .as(method)
                .isLessThan(0.82);
    }

    @Test
    void evenNoiseOnAGrid() {
        var even = new Situation("even noise, 40 runs", "squared-log", 40, 1, false, EVEN);
        holds(even, "pairs", bootstrap(Resampling.PAIRS));
        holds(even, "pairs, bca", CORRECTED);
        holds(even, "residuals", bootstrap(Resampling.RESIDUALS));
        holds(even, "wild", bootstrap(Resampling.WILD));
        holds(even, "wild-mammon", bootstrap(Resampling.WILD_MAMMON));
        holds(even, "delta", DELTA);
        holds(even, "profile", PROFILE);
    }

    @Test
    void theUsualObjective() {
        var even = new Situation("even noise, 60 runs", "huber-log:1e-3", 60, 1, false, EVEN);
        holds(even, "pairs", bootstrap(Resampling.PAIRS));
        holds(even, "profile", PROFILE);
        // Signs say little about errors that count by their size: a few percent short, as the page on intervals says.
        for (double share : print(even, "wild", bootstrap(Resampling.WILD))) {
            assertThat(share).isBetween(0.78, 0.9);
        }
    }

    @Test
    void noiseThatShrinksWithScale() {
        var uneven = new Situation("noise shrinks, 60 runs", "squared-log", 60, 1, false, UNEVEN);
        holds(uneven, "pairs", bootstrap(Resampling.PAIRS));
        holds(uneven, "wild", bootstrap(Resampling.WILD));
        holds(uneven, "delta", DELTA);
        fails(uneven, "residuals", bootstrap(Resampling.RESIDUALS));
        fails(uneven, "profile", PROFILE);
    }

    @Test
    void heavyTails() {
        var heavy = new Situation("heavy tails, 60 runs", "student-log:3", 60, 1, false, HEAVY);
        holds(heavy, "pairs", bootstrap(Resampling.PAIRS));
        holds(heavy, "profile", PROFILE);
    }

    @Test
    void checkpointsThatShareTheErrorOfTheirRun() {
        var byRow = new Situation("30 runs of 6 checkpoints, by row", "squared-log", 30, 6, false, EVEN);
        var byUnit = new Situation("30 runs of 6 checkpoints, by unit", "squared-log", 30, 6, true, EVEN);
        fails(byRow, "pairs", bootstrap(Resampling.PAIRS));
        fails(byRow, "delta", DELTA);
        holds(byUnit, "pairs", bootstrap(Resampling.PAIRS));
        holds(byUnit, "wild", bootstrap(Resampling.WILD));
        holds(byUnit, "delta", DELTA);
        holds(byUnit, "profile", PROFILE);
    }
}
