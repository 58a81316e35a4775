package org.isoflop.bench.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Shown;
import org.isoflop.bench.Table;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Backtest;
import org.isoflop.forecast.Forecast;
import org.isoflop.forecast.Outlook;
import org.isoflop.forecast.Practice;
import org.isoflop.forecast.Prediction;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.law.Simulation;
import org.isoflop.runs.Column;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Bootstrap;
import org.isoflop.uncertainty.Draws;

/** {@code trust simulated}: coverage where the truth is known, and is not what the fit takes it for. */
public final class SimulatedCommand {
    private static final double LEVEL = 0.9;

    private static final int RESAMPLES = 200;

    /** The standard error of a share of 90 % is 1.5 %. */
    private static final int TABLES = 400;

    private static final int UNNAMED_RUNS = 12;

    private static final String ADDITIVE = "loss = E + A/N^alpha + B/D^beta";

    private static final String JOINT = "loss = E + (A/N^alpha + B/D^beta)^gamma";

    /** Besiroglu et al. 2024. */
    private static final double[] ADDITIVE_TRUTH = {1.8172, 482.01, 0.3478, 2085.43, 0.3658};

    /** The order of size of the supervised law of Busbridge et al. 2025. */
    private static final double[] JOINT_TRUTH = {1.22, 3355, 0.408, 18186, 0.431, 0.452};

    private static final double NOISE = 0.005;

    private static final double SMALLEST_N = 5e7;

    private static final double LARGEST_N = 1e9;

    private static final double LARGEST_D = 3e10;

    /** Over the 600-fold range of the compute of the runs noise falls to a quarter. */
    private static final double SHRINKAGE = Math.log(4) / Math.log(600);

    private SimulatedCommand() {}

    private enum Scenario {
        RIGHT(0, "right law, normal noise"),
        WRONG(1000, "wrong law: the truth joins the shortages"),
        TAILS(2000, "heavy tails: Student, 2 degrees of freedom"),
        CHECKPOINTS(3000, "checkpoints: four rows of each run share its noise"),
        TUNING(4000, "under-tuned runs: a third lie above by up to 3 %"),
        SHRINKING(5000, "noise that shrinks with size, fourfold over the runs"),
        SMALL(6000, "wrong law: the smallest models are worse than it by up to 3 %"),
        FEW(7000, "few runs: 20 of the right law"),
        UNNAMED(8000, "checkpoints whose runs nobody named: 12 runs, 20 rows each");

        private final long seed;
        private final String text;

        Scenario(long seed, String text) {
            this.seed = seed;
            this.text = text;
        }
    }

    /** Simulates all scenarios. */
    public static Findings run(boolean quick) {
        int tables = quick ? 10 : TABLES;
        var rows = new ArrayList<List<String>>();
        for (Scenario scenario : Scenario.values()) {
            System.err.println("trust simulated: " + scenario.text);
            rows.add(row(scenario, tables));
        }
        return new Findings(
                "trust-simulated",
                "trust simulated",
                Machine.here(),
                List.of(),
                List.of(new Findings.Section(
                        "Coverage in simulations",
                        about(tables),
                        new Table(
                                List.of(
                                        "scenario",
                                        "plain 12x",
                                        "100x",
                                        "calibrated 12x",
                                        "100x",
                                        "width plain",
                                        "calibrated"),
                                rows))));
    }

    private static String about(int tables) {
        return """
            Share of runs inside the 90 %% interval, over %d simulated tables of 48 runs each (20 where they are few, 12 where checkpoints are not named): chinchilla fitted to models of \
            up to 1B parameters and 30B tokens, and asked for one run 12 and one 100 times beyond them. plain: pairs bootstrap (by run where \
            there are checkpoints) with resampled residuals; calibrated: with the back-tests inside the same runs. width: \
            median, in percent, at 100 times.""".formatted(tables);
    }

    private static List<String> row(Scenario scenario, int tables) {
        int[] plain = new int[2];
        int[] calibrated = new int[2];
        double[] widths = new double[tables];
        double[] wider = new double[tables];
        for (int t = 0; t < tables; t++) {
            var random = new SplittableRandom(scenario.seed + t);
            Runs places = places(scenario);
            Runs runs = drawn(scenario, places, random);
            Runs targets = Runs.of(
                    List.of(
                            new Column.Numbers("N", new double[] {3.5e9, 1e10}),
                            new Column.Numbers("D", new double[] {1.05e11, 3e11})),
                    Origin.of("targets"));
            // What a well-tuned run would come to there, with the noise of the small ones.
            double[] truth = drawn(atTargets(scenario), targets, random).numbers("loss");
            List<Prediction> predictions = predictions(runs, targets);
            for (int k = 0; k < 2; k++) {
                var interval = predictions.get(k).run().orElseThrow();
                var believed = predictions
                        .get(k)
                        .calibrated()
                        .map(Outlook.Expected::run)
                        .orElse(interval);
                plain[k] += interval.contains(truth[k]) ? 1 : 0;
                calibrated[k] += believed.contains(truth[k]) ? 1 : 0;
                widths[t] = 100 * (interval.high() - interval.low()) / truth[k];
                wider[t] = 100 * (believed.high() - believed.low()) / truth[k];
            }
        }
        return List.of(
                scenario.text,
                share(plain[0], tables),
                share(plain[1], tables),
                share(calibrated[0], tables),
                share(calibrated[1], tables),
                Shown.digits(median(widths)),
                Shown.digits(median(wider)));
    }

    private static Runs places(Scenario scenario) {
        return switch (scenario) {
            case FEW -> Grid.parse("N=5e7..1e9*5, D=1e9..3e10*4").runs();
            case UNNAMED -> ofEverySize();
            case RIGHT, WRONG, TAILS, CHECKPOINTS, TUNING, SHRINKING, SMALL ->
                Grid.parse("N=5e7..1e9*8, D=1e9..3e10*6").runs();
        };
    }

    /** Twelve models of as many sizes over as many amounts of data, in another order. */
    private static Runs ofEverySize() {
        double[] n = new double[UNNAMED_RUNS];
        double[] d = new double[UNNAMED_RUNS];
        for (int i = 0; i < UNNAMED_RUNS; i++) {
            double steps = UNNAMED_RUNS - 1.0;
            n[i] = SMALLEST_N * Math.pow(LARGEST_N / SMALLEST_N, i / steps);
            d[i] = LARGEST_D * Math.pow(1.0 / 30, (5 * i + 3) % UNNAMED_RUNS / steps);
        }
        return Runs.of(List.of(new Column.Numbers("N", n), new Column.Numbers("D", d)), Origin.of("every size"));
    }

    private static Scenario atTargets(Scenario scenario) {
        return switch (scenario) {
            case WRONG, SHRINKING -> scenario;
            case RIGHT, TAILS, CHECKPOINTS, TUNING, SMALL, FEW, UNNAMED -> Scenario.RIGHT;
        };
    }

    private static String share(int count, int tables) {
        return "%d %%".formatted(Math.round(100.0 * count / tables));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Runs at some places, several rows each where they are checkpoints. */
    private static Runs drawn(Scenario scenario, Runs places, SplittableRandom random) {
        boolean joint = scenario == Scenario.WRONG;
        var columns = new java.util.LinkedHashSet<>(List.of("N", "D", "loss"));
        Model model = Model.of(Law.parse(joint ? JOINT : ADDITIVE), columns);
        double[] theta = joint ? JOINT_TRUTH : ADDITIVE_TRUTH;
        if (scenario == Scenario.CHECKPOINTS) {
            return checkpoints(model, theta, places, 4, random);
        }
        if (scenario == Scenario.UNNAMED) {
            return eachItsOwnRun(checkpoints(model, theta, places, 20, random));
        }
        double[] loss = new Simulation(model, theta, 0)
                .of(places, "loss", random)
                .numbers("loss")
                .clone();
        for (int i = 0; i < loss.length; i++) {
            loss[i] *= Math.exp(residual(scenario, places.numbers("N")[i], places.numbers("D")[i], random));
        }
        return eachItsOwnRun(places.with(new Column.Numbers("loss", loss)));
    }

    private static Runs eachItsOwnRun(Runs runs) {
        double[] numbers = IntStream.range(0, runs.size()).asDoubleStream().toArray();
        return runs.with(new Column.Numbers("run", numbers));
    }

    private static double residual(Scenario scenario, double n, double d, SplittableRandom random) {
        double normal = NOISE * random.nextGaussian();
        return switch (scenario) {
            case TAILS -> normal / Math.sqrt(-Math.log(1 - random.nextDouble()));
            case TUNING -> normal + (random.nextInt(3) == 0 ? 0.03 * random.nextDouble() : 0);
            case SHRINKING -> normal * Math.pow(n * d / (LARGEST_N * LARGEST_D), -SHRINKAGE);
            case SMALL -> normal + 0.03 * Math.pow(n / SMALLEST_N, -1.5);
            case RIGHT, WRONG, CHECKPOINTS, FEW, UNNAMED -> normal;
        };
    }

    private static Runs checkpoints(Model model, double[] theta, Runs places, int rows, SplittableRandom random) {
        int n = places.size();
        double[][] columns = new double[3][n * rows];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < rows; k++) {
                columns[0][i * rows + k] = places.numbers("N")[i];
                columns[1][i * rows + k] = places.numbers("D")[i] * (k + 1) / rows;
                columns[2][i * rows + k] = i;
            }
        }
        Runs all = Runs.of(
                List.of(
                        new Column.Numbers("N", columns[0]),
                        new Column.Numbers("D", columns[1]),
                        new Column.Numbers("run", columns[2])),
                Origin.of("checkpoints"));
        double[] loss = new Simulation(model, theta, 0)
                .of(all, "loss", random)
                .numbers("loss")
                .clone();
        double shared = 0;
        for (int i = 0; i < loss.length; i++) {
            shared = i % rows == 0 ? NOISE * random.nextGaussian() : shared;
            loss[i] *= Math.exp(shared + 0.1 * NOISE * random.nextGaussian());
        }
        return all.with(new Column.Numbers("loss", loss));
    }

    private static List<Prediction> predictions(Runs runs, Runs targets) {
        int threads = Runtime.getRuntime().availableProcessors();
        var fitter = Fitter.withDefaults().threads(threads).starts(10);
        Law law = Catalogue.builtIn().entry("chinchilla").law();
        Model model = Model.of(law, runs);
        Search search = fitter.search(model, Sample.of(model, runs));
        Fit fit = search.fit();
        int[] units = runs.groupOf("run");
        Draws draws = new Bootstrap(RESAMPLES, 1, threads, Progress.NONE).draw(search, units);
        double[][] columns = model.variables().stream().map(targets::numbers).toArray(double[][]::new);
        List<Prediction> plain =
                new Forecast(model, fit.theta(), draws, fit.residuals(), true, LEVEL).at(columns, targets.size());
        var axis = Axis.of(runs, Optional.empty());
        Backtest backtest = Backtest.of(
                Practice.plain(fitter),
                List.of(law),
                runs,
                axis.sizes(runs),
                units,
                Backtest.CUTS,
                threads,
                Progress.NONE);
        List<Outlook.Expected> expected =
                Outlook.of(backtest, new double[] {1}, axis).at(targets, LEVEL);
        return expected.isEmpty()
                ? plain
                : IntStream.range(0, plain.size())
                        .mapToObj(i -> plain.get(i).calibrated(expected.get(i), false))
                        .toList();
    }
}
