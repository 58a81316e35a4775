package org.isoflop.bench.plan;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isoflop.architecture.Counted;
import org.isoflop.architecture.FlopCount;
import org.isoflop.architecture.ShapeStyle;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Shown;
import org.isoflop.bench.Table;
import org.isoflop.bench.speed.ChinchillaRuns;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.plan.Allocation;
import org.isoflop.plan.Landscape;
import org.isoflop.plan.Limits;
import org.isoflop.plan.Planner;
import org.isoflop.plan.Spending;
import org.isoflop.plan.TokenCost;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Bootstrap;
import org.isoflop.uncertainty.Draws;

/** {@code plan}: how long a plan takes with intervals from 1000 draws, the law being fitted already. */
public final class PlanCommand {
    private static final int DRAWS = 1000;
    private static final double BUDGET = 1e24;
    private static final double MOST_MILLISECONDS = 10;

    /** For so long plans are made before they are timed. */
    private static final double WARM_SECONDS = 1;

    private PlanCommand() {}

    /** Plans of several sorts, on one thread. */
    public static Findings run(boolean quick) {
        Runs runs = ChinchillaRuns.simulated(12, 20, 1);
        Map<String, Runnable> plans = plans(runs);
        int times = quick ? 5 : 41;
        var rows = new ArrayList<List<String>>();
        var medians = new ArrayList<Double>();
        for (var plan : plans.entrySet()) {
            System.err.println("plan: " + plan.getKey());
            double[] milliseconds = measured(plan.getValue(), times, quick ? 0 : WARM_SECONDS);
            double median = milliseconds[milliseconds.length / 2];
            medians.add(median);
            rows.add(List.of(plan.getKey(), Shown.digits(median), Shown.digits(milliseconds[0])));
        }
        return new Findings(
                "plan",
                "plan",
                Machine.here(),
                List.of(
                        Goal.atMost("a plan in closed form", MOST_MILLISECONDS, medians.getFirst(), "ms"),
                        Goal.atMost("the slowest plan", MOST_MILLISECONDS, Collections.max(medians), "ms")),
                List.of(new Findings.Section(
                        "Plans with intervals from 1000 draws",
                        "Milliseconds of processor time for one plan at 1e24 FLOP, the median and the least of %d, on one thread in a warm JVM."
                                .formatted(times),
                        new Table(List.of("plan", "ms", "least"), rows))));
    }

    private static Map<String, Runnable> plans(Runs runs) {
        var plans = new LinkedHashMap<String, Runnable>();
        Fitted chinchilla = Fitted.of("chinchilla", runs);
        plans.put("Chinchilla's law, in closed form", spend(chinchilla, Spending.TRAINING));
        plans.put("at most 20 tokens per parameter", spend(chinchilla, Spending.TRAINING.within(fewTokens())));
        TokenCost exact = TokenCost.of(FlopCount.EXACT, ShapeStyle.usual(), Counted.TOTAL);
        plans.put("FLOPs counted by shape", spend(chinchilla, Spending.TRAINING.counting(exact)));
        plans.put(
                "the least budget for a loss of 2",
                () -> planner(chinchilla, Spending.TRAINING).reach(2));
        plans.put("a law without a closed form", spend(Fitted.of("chinchilla-joint", runs), Spending.TRAINING));
        return plans;
    }

    private static Limits fewTokens() {
        return new Limits(Limits.Range.ALL, Limits.Range.ALL, Limits.Range.upTo(20));
    }

    private static Runnable spend(Fitted fitted, Spending spending) {
        return () -> planner(fitted, spending).spend(BUDGET);
    }

    private static Planner planner(Fitted fitted, Spending spending) {
        return new Planner(Allocation.of(Landscape.of(fitted.model()), spending), fitted.theta(), fitted.draws(), 0.9);
    }

    /** A law fitted to runs, with its resamples. */
    private record Fitted(Model model, double[] theta, Draws draws) {
        static Fitted of(String id, Runs runs) {
            Model model = Model.of(Catalogue.builtIn().entry(id).law(), runs.numberNames());
            Search search = Fitter.withDefaults().search(model, Sample.of(model, runs));
            int[] units = IntStream.range(0, runs.size()).toArray();
            Draws draws = new Bootstrap(DRAWS, 1, Runtime.getRuntime().availableProcessors(), Progress.NONE)
                    .draw(search, units);
            return new Fitted(model, search.fit().theta(), draws);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return model.hashCode();
        }

        @Override
        public String toString() {
            return model.law().id();
        }
    }

    /** Sorted milliseconds of processor time of each: others may be at work on the machine. */
    private static double[] measured(Runnable plan, int times, double warm) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long begin = clock.getCurrentThreadCpuTime();
        while (clock.getCurrentThreadCpuTime() - begin < warm * 1e9) {
            plan.run();
        }
        double[] milliseconds = new double[times];
        for (int i = 0; i < times; i++) {
            long from = clock.getCurrentThreadCpuTime();
            plan.run();
            milliseconds[i] = (clock.getCurrentThreadCpuTime() - from) / 1e6;
        }
        Arrays.sort(milliseconds);
        return milliseconds;
    }
}
