package org.isoflop.bench.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Shown;
import org.isoflop.bench.Table;
import org.isoflop.design.Candidate;
import org.isoflop.design.Design;
import org.isoflop.design.Knowledge;
import org.isoflop.design.Limits;
import org.isoflop.design.Marginal;
import org.isoflop.design.Misfit;
import org.isoflop.design.Precision;
import org.isoflop.design.Target;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Workers;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;

/**
 * First ladders for a large target: how many FLOPs of chosen runs forecast it as well as an even grid does. Every table is
 * drawn from the truth and really fitted; what is compared is the size of the error that 90 % of the forecasts stay below.
 */
final class SimulatedLadders {
    private static final double TARGET = 1e23;
    private static final double NOISE = 0.004;
    private static final double SHARE = 0.9;

    /** Shares of what the grid costs, from which the least that is enough is taken. */
    private static final double[] BUDGETS = {0.125, 0.25, 0.35, 0.5, 1};

    /** A design may make so many times the runs of the grid, for less FLOPs. */
    private static final int MORE_RUNS = 2;

    private static final String GRID = "N=5e7..1e9*5, M=5..80*4";
    private static final String CHOICE = "N=5e7..1e9*14, M=5..80*8";

    /** A truth, and what is believed of it beforehand. */
    private enum Scenario {
        BELIEVED("the law that was assumed", "chinchilla-besiroglu-2024", "chinchilla-besiroglu-2024", 0, 0),
        OTHER("another law than assumed", "chinchilla-hoffmann-2022", "chinchilla-besiroglu-2024", 0, 0),
        NOISY("noise that halves over two decades", "chinchilla-besiroglu-2024", "chinchilla-hoffmann-2022", -0.15, 0),
        DRIFTING("a truth that drifts from the law", "chinchilla-besiroglu-2024", "chinchilla-hoffmann-2022", 0, 0.003);

        private final String text;
        private final String truth;
        private final String assumed;
        private final double slope;
        private final double drift;

        Scenario(String text, String truth, String assumed, double slope, double drift) {
            this.text = text;
            this.truth = truth;
            this.assumed = assumed;
            this.slope = slope;
            this.drift = drift;
        }
    }

    /** What a ladder of runs came to: its cost, and how far its forecasts are off. */
    private record Outcome(double flops, double error) {}

    private final int tables;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final Map<Scenario, Double> shares = new EnumMap<>(Scenario.class);

    SimulatedLadders(int tables) {
        this.tables = tables;
    }

    /** The largest share of the grid's FLOPs that a design needed where the law is right. */
    double worst() {
        return worst(scenario -> scenario.drift == 0);
    }

    /** The share that it needed where the truth drifts. */
    double drifting() {
        return worst(scenario -> scenario.drift > 0);
    }

    private double worst(Predicate<Scenario> which) {
        return shares.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElse(Double.NaN);
    }

    Findings.Section section() {
        var rows = new ArrayList<List<String>>();
        for (Scenario scenario : Scenario.values()) {
            System.err.println("design: " + scenario.text);
            rows.add(row(scenario));
        }
        return new Findings.Section(
                "Simulated ladders",
                """
                A first ladder for the best run of %s FLOP, by an even grid (%s, M = D/N) and by design from nothing, which \
                chooses at most twice as many runs, none larger and none outside the grid, for a share of its %s FLOP. Below each: in percent, \
                how near %.0f %% of the forecasts of %d simulated and fitted tables come. enough: the least share with \
                which the design errs no more than the grid does.""".formatted(
                        Shown.digits(TARGET),
                        GRID,
                        Shown.digits(Arrays.stream(places(GRID).numbers("C")).sum()),
                        100 * SHARE,
                        tables),
                new Table(
                        Stream.concat(
                                        Stream.concat(
                                                Stream.of("truth", "grid"),
                                                Arrays.stream(BUDGETS).mapToObj("design x %s"::formatted)),
                                        Stream.of("enough"))
                                .toList(),
                        rows));
    }

    private List<String> row(Scenario scenario) {
        Runs grid = places(GRID);
        Outcome even = outcome(scenario, grid);
        var cells = new ArrayList<>(List.of(scenario.text, Shown.digits(100 * even.error())));
        double enough = Double.POSITIVE_INFINITY;
        for (double share : BUDGETS) {
            Outcome tried = outcome(scenario, designed(scenario, share * even.flops(), MORE_RUNS * grid.size()));
            cells.add(Shown.digits(100 * tried.error()));
            if (tried.error() <= even.error()) {
                enough = Math.min(enough, tried.flops() / even.flops());
            }
        }
        shares.put(scenario, enough);
        cells.add(Shown.decimals(enough));
        return cells;
    }

    private static Runs places(String grid) {
        return Grid.parse(grid)
                .runs()
                .let("D", org.isoflop.formula.Formula.parse("N*M").body())
                .let("C", org.isoflop.formula.Formula.parse("6*N*D").body());
    }

    /** What {@code isoflop design LAW} lays. */
    private static Runs designed(Scenario scenario, double budget, int most) {
        Truth assumed = Truth.of(scenario.assumed);
        Runs choice = places(CHOICE);
        double[] flops = choice.numbers("C");
        List<String> variables = assumed.model().variables();
        List<Candidate> candidates = IntStream.range(0, choice.size())
                .filter(i -> flops[i] <= budget)
                .mapToObj(i -> new Candidate(
                        0,
                        variables.stream()
                                .mapToDouble(name -> choice.numbers(name)[i])
                                .toArray(),
                        flops[i],
                        3))
                .toList();
        Knowledge knowledge = Knowledge.assumed(
                        assumed.model(), true, draws(assumed.theta()), Precision.assumed(Objective.DEFAULT, NOISE))
                .with(misfit(scenario, candidates));
        List<Marginal> runs = new Design(
                        List.of(knowledge), new Target.BestResponse(TARGET), candidates, new Limits(budget, most))
                .propose()
                .runs();
        return table(variables, runs);
    }

    /** The design is told how fast the truth of the scenario drifts, and nothing else of it. */
    private static Misfit misfit(Scenario scenario, List<Candidate> candidates) {
        double deviation = scenario.drift / Math.sqrt(Math.log(10));
        double[] flops =
                candidates.stream().mapToDouble(Candidate::flops).sorted().toArray();
        return Misfit.drifting(deviation, flops[0], flops[flops.length - 1]);
    }

    private static List<double[]> draws(double[] theta) {
        var random = new SplittableRandom(1);
        var draws = new ArrayList<double[]>(List.of(theta));
        for (int k = 1; k < 16; k++) {
            draws.add(Arrays.stream(theta)
                    .map(value -> value * Math.exp(0.1 * random.nextGaussian()))
                    .toArray());
        }
        return draws;
    }

    private static Runs table(List<String> variables, List<Marginal> runs) {
        List<Marginal> rows = runs.stream()
                .flatMap(run -> IntStream.range(0, run.seeds()).mapToObj(_ -> run))
                .toList();
        List<Column.Numbers> columns = IntStream.range(0, variables.size())
                .mapToObj(j -> new Column.Numbers(
                        variables.get(j),
                        rows.stream()
                                .mapToDouble(run -> run.candidate().row()[j])
                                .toArray()))
                .toList();
        return Runs.of(columns, Origin.of("design"))
                .with(new Column.Numbers(
                        "C",
                        rows.stream()
                                .mapToDouble(run -> run.candidate().flops())
                                .toArray()));
    }

    /** The error that most forecasts of the target stay below, when these runs are made again and again. */
    private Outcome outcome(Scenario scenario, Runs places) {
        double[] errors = new double[tables];
        Workers.run(
                tables,
                threads,
                () -> Fitter.withDefaults().threads(1).starts(6).scan(64),
                (t, fitter) -> errors[t] = error(scenario, places, fitter, t),
                Progress.NONE,
                "tables");
        double[] sorted = Arrays.stream(errors).sorted().toArray();
        return new Outcome(Arrays.stream(places.numbers("C")).sum(), sorted[(int) (SHARE * tables)]);
    }

    private static double error(Scenario scenario, Runs places, Fitter fitter, int table) {
        Truth truth = Truth.of(scenario.truth);
        var random = new SplittableRandom(table * 0x9E3779B97F4A7C15L + 7);
        double[] n = places.numbers("N");
        double[] d = places.numbers("D");
        double[] flops = places.numbers("C");
        Walk walk = new Walk(scenario.drift, random);
        double[] loss = new double[n.length];
        for (int i = 0; i < loss.length; i++) {
            double noise = NOISE * Math.exp(scenario.slope * Math.log(flops[i] / 1e19));
            loss[i] = Math.exp(truth.logLoss(n[i], d[i]) + walk.at(flops[i]) + noise * random.nextGaussian());
        }
        Runs runs = places.with(new Column.Numbers("loss", loss));
        try {
            double[] theta =
                    fitter.fit(truth.model(), Sample.of(truth.model(), runs)).theta();
            double forecast = truth.with(theta).bestLogLoss(TARGET);
            double error = Math.abs(forecast - truth.bestLogLoss(TARGET) - walk.at(TARGET));
            return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        } catch (InputException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    /** A random walk in the logarithm of compute, straight between its steps of a factor of two. */
    private static final class Walk {
        private static final double START = 1e16;
        private static final double STEP = Math.log(2);
        private final double[] heights = new double[40];

        /** @param drift its standard deviation over a factor of ten */
        Walk(double drift, SplittableRandom random) {
            double deviation = drift * Math.sqrt(STEP / Math.log(10));
            for (int k = 1; k < heights.length; k++) {
                heights[k] = heights[k - 1] + deviation * random.nextGaussian();
            }
        }

        double at(double flops) {
            double place = Math.clamp(Math.log(flops / START) / STEP, 0, heights.length - 1.001);
            int below = (int) place;
            return heights[below] + (place - below) * (heights[below + 1] - heights[below]);
        }
    }
}
