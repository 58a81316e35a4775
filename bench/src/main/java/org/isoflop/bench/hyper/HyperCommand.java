package org.isoflop.bench.hyper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Shown;
import org.isoflop.bench.Table;
import org.isoflop.fit.Progress;
import org.isoflop.hyper.OptimumLaw;
import org.isoflop.hyper.PlantedSweep;
import org.isoflop.hyper.Sweep;
import org.isoflop.hyper.SweepFit;

/** {@code hyper}: how often the intervals of laws from a sweep hold the truth. */
public final class HyperCommand {
    private static final double LEVEL = 0.9;
    private static final int RESAMPLES = 200;

    /** A share of nine tenths is then found within 1.7 %, and the least of all shares of a table means something. */
    private static final int TABLES = 300;

    private static final OptimumLaw.Form RATE = new OptimumLaw.Form("lr", List.of("N", "D"));
    private static final OptimumLaw.Form BATCH = new OptimumLaw.Form("batch", List.of("D"));

    /** Ten times beyond the largest cell, in both. */
    private static final double[] FAR = {1e10, 1e12};

    private HyperCommand() {}

    private record Scenario(String text, PlantedSweep truth, boolean batch) {}

    private static final String CELLS = "N=1e8..1e9*4, D=4e9..1e11*4";

    private static List<Scenario> scenarios() {
        PlantedSweep usual = PlantedSweep.usual(CELLS);
        return List.of(
                new Scenario("16 cells, 195 runs each", usual, true),
                new Scenario("6 cells", PlantedSweep.usual("N=1e8..1e9*3, D=4e9..1e11*2"), true),
                new Scenario("valley steeper above", usual.skewed(0.0003), true),
                new Scenario("5 % of the runs off by up to 5 %", usual.noisy(0.05, 0.001, 0.05), true),
                new Scenario("noise three times as large", usual.noisy(0.05, 0.003, 0), true),
                new Scenario("no scatter of the cells", usual.noisy(0, 0.001, 0), true),
                new Scenario("learning rate alone, 7 values", usual.over(CELLS + ", lr=5e-4..3.2e-2*7"), false),
                new Scenario(
                        "cut off: 3 of 9 cells beyond the edge",
                        usual.over("N=1e8..1e9*3, D=4e9..1e11*3, lr=2.5e-4..4e-3*9, batch=3.3e4..4.2e6*15"),
                        true));
    }

    /** Simulates all scenarios. */
    public static Findings run(boolean quick) {
        int tables = quick ? 20 : TABLES;
        var rows = new ArrayList<List<String>>();
        double least = 1;
        for (Scenario scenario : scenarios()) {
            System.err.println("hyper: " + scenario.text);
            var tally = new Tally(scenario, tables);
            rows.add(tally.row());
            least = Math.min(least, tally.least());
        }
        return new Findings(
                "hyper",
                "hyper",
                Machine.here(),
                List.of(Goal.atLeast("least coverage of a 90 % interval", 0.85, least, "")),
                List.of(new Findings.Section(
                        "Coverage of intervals of laws from sweeps",
                        """
                        Share of %d simulated sweeps in which the 90 %% interval holds the truth: the exponents of the learning \
                        rate, the exponent of the batch, and both factors ten times beyond the largest cell in N and in D. \
                        Optima scatter around the laws by 5 %%. cells: with an optimum inside the sweep, in the mean.""".formatted(tables),
                        new Table(
                                List.of("sweep", "lr: N", "lr: D", "lr far", "batch: D", "batch far", "cells"),
                                rows))));
    }

    /** What became of the sweeps of one scenario. */
    private static final class Tally {
        private final Scenario scenario;
        private final int[] inside = new int[5];
        private final int tables;
        private int cells;
        private int laws;

        Tally(Scenario scenario, int tables) {
            this.scenario = scenario;
            this.tables = tables;
            for (int t = 0; t < tables; t++) {
                count(t);
            }
        }

        private void count(int number) {
            PlantedSweep truth = scenario.truth;
            var random = new SplittableRandom(9000 + number);
            Sweep sweep = Sweep.of(
                    truth.draw(random),
                    List.of("N", "D"),
                    scenario.batch ? List.of("lr", "batch") : List.of("lr"),
                    "loss");
            var drawing =
                    new SweepFit.Drawing(RESAMPLES, number, Runtime.getRuntime().availableProcessors());
            SweepFit fit = SweepFit.of(
                    sweep, SweepFit.Method.SURFACE, SweepFit.Method.SURFACE.within(), drawing, Progress.NONE);
            cells += fit.found();
            Optional<OptimumLaw> rate = fit.law(RATE);
            rate.ifPresent(law -> {
                laws++;
                inside[0] += in(law, 1, truth.rate()[1]);
                inside[1] += in(law, 2, truth.rate()[2]);
                inside[2] += law.interval(LEVEL, FAR).contains(truth.rateAt(FAR[0], FAR[1])) ? 1 : 0;
            });
            if (scenario.batch && rate.isPresent()) {
                fit.law(BATCH).ifPresent(law -> {
                    inside[3] += in(law, 1, truth.batch()[2]);
                    inside[4] += law.interval(LEVEL, FAR[1]).contains(truth.batchAt(FAR[0], FAR[1])) ? 1 : 0;
                });
            }
        }

        private static int in(OptimumLaw law, int index, double truth) {
            return law.draws().interval(theta -> theta[index], LEVEL).contains(truth) ? 1 : 0;
        }

        private double share(int j) {
            return (double) inside[j] / laws;
        }

        double least() {
            double least = 1;
            for (int j = 0; j < (scenario.batch ? 5 : 3); j++) {
                least = Math.min(least, share(j));
            }
            return least;
        }

        List<String> row() {
            var row = new ArrayList<String>(List.of(scenario.text));
            for (int j = 0; j < inside.length; j++) {
                row.add(j < 3 || scenario.batch ? "%d %%".formatted(Math.round(100 * share(j))) : "–");
            }
            row.add(Shown.digits((double) cells / tables));
            return row;
        }
    }
}
