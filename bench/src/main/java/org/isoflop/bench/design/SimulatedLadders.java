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
import org.isoflop.uncertainty.Normal;

/**
 * First ladders for a large target: how many FLOPs of chosen runs forecast it as well as an even grid does. Every table is
 * drawn from the truth and really fitted; what is compared is the size of the error that 90 % of the forecasts stay below.
 */
final class SimulatedLadders {
    private static final double TARGET = 1e23;
    private static final double SHARE = 0.9;

    /** Shares of what the grid costs, from which the least that is enough is taken. */
    private static final double[] BUDGETS = {0.125, 0.25, 0.35, 0.5, 1};

    /** The share of the goal. */
    private static final double WANTED = 0.5;

    /** A design may make so many times the runs of the grid, for less FLOPs. */
    private static final int MORE_RUNS = 2;

    private static final String GRID = "N=5e7..1e9*5, M=5..80*4";
    private static final String CHOICE = "N=5e7..1e9*14, M=5..80*8";

    /** What a ladder of runs came to: its cost, and how far its forecasts are off, table by table. */
    private record Outcome(double flops, double largest, double[] errors) {
        double error() {
            return Ratio.quantile(SHARE, errors);
        }
    }

    private final int tables;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final Map<Scenario, Double> shares = new EnumMap<>(Scenario.class);

    SimulatedLadders(int tables) {
        this.tables = tables;
    }

    /** The largest share of the grid's FLOPs that a design needed where the law is right. */
    double worst() {
        return worst(scenario -> scenario.drift() == 0);
    }

    /** The share that it needed where the truth drifts. */
    double drifting() {
        return worst(scenario -> scenario.drift() > 0);
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
            System.err.println("design: " + scenario.text());
            rows.add(row(scenario));
        }
        return new Findings.Section(
                "Simulated ladders",
                """
                A first ladder for the best run of %s FLOP, by an even grid (%s, M = D/N) and by design from nothing, which \
                chooses at most twice as many runs, none larger and none outside the grid, for a share of its %s FLOP. Below each: in percent, \
                how near %.0f %% of the forecasts of %d simulated and fitted tables come. enough: the least share with \
                which the design errs no more than the grid does. over grid: its error with half of the FLOPs over that of the \
                grid in the same tables, with the standard error. floor: what the truth drifts from the largest run to the \
                target, of which no ladder tells.""".formatted(
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
                                        Stream.of("enough", "x 0.5 over grid", "floor"))
                                .toList(),
                        rows));
    }

    private List<String> row(Scenario scenario) {
        Runs grid = places(GRID);
        Outcome even = outcome(scenario, grid);
        var cells = new ArrayList<>(List.of(scenario.text(), Shown.digits(100 * even.error())));
        double enough = Double.POSITIVE_INFINITY;
        Ratio half = Ratio.NONE;
        for (double share : BUDGETS) {
            Outcome tried = outcome(scenario, designed(scenario, share * even.flops(), MORE_RUNS * grid.size()));
            cells.add(Shown.digits(100 * tried.error()));
            if (share == WANTED) {
                half = Ratio.ofQuantiles(SHARE, tried.errors(), even.errors());
            }
            if (tried.error() <= even.error()) {
                enough = Math.min(enough, tried.flops() / even.flops());
            }
        }
        shares.put(scenario, enough);
        cells.add(Shown.decimals(enough));
        cells.add(half.text());
        cells.add(Shown.digits(100 * beyond(scenario, even.largest())));
        return cells;
    }

    /** What the truth drifts from the largest run to the target, which no ladder tells, as errors are counted. */
    private static double beyond(Scenario scenario, double largest) {
        return Normal.quantile(0.5 + SHARE / 2) * scenario.drift() * Math.sqrt(Math.log10(TARGET / largest));
    }

    private static Runs places(String grid) {
        return Grid.parse(grid)
                .runs()
                .let("D", org.isoflop.formula.Formula.parse("N*M").body())
                .let("C", org.isoflop.formula.Formula.parse("6*N*D").body());
    }

    /** What {@code isoflop design LAW} lays. */
    private static Runs designed(Scenario scenario, double budget, int most) {
        Truth assumed = scenario.assumed();
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
                        assumed.model(),
                        true,
                        draws(assumed.theta()),
                        Precision.assumed(Objective.DEFAULT, Scenario.NOISE))
                .with(misfit(scenario, candidates));
        List<Marginal> runs = new Design(
                        List.of(knowledge), new Target.BestResponse(TARGET), candidates, new Limits(budget, most))
                .propose()
                .runs();
        return table(variables, runs);
    }

    /** The design is told how fast the truth of the scenario drifts, and nothing else of it. */
    private static Misfit misfit(Scenario scenario, List<Candidate> candidates) {
        double deviation = scenario.drift() / Math.sqrt(Math.log(10));
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
        double[] flops = places.numbers("C");
        return new Outcome(
                Arrays.stream(flops).sum(), Arrays.stream(flops).max().orElseThrow(), errors);
    }

    private static double error(Scenario scenario, Runs places, Fitter fitter, int table) {
        Truth truth = scenario.truth();
        var random = new SplittableRandom(table * 0x9E3779B97F4A7C15L + 7);
        double[] n = places.numbers("N");
        double[] d = places.numbers("D");
        double[] flops = places.numbers("C");
        var walk = new RandomWalk(scenario.drift(), random);
        double[] loss = new double[n.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = Math.exp(
                    truth.logLoss(n[i], d[i]) + walk.at(flops[i]) + scenario.noise(flops[i]) * random.nextGaussian());
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
}
