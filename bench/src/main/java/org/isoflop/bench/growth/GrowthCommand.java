package org.isoflop.bench.growth;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Folders;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Project;
import org.isoflop.bench.Shown;
import org.isoflop.bench.Table;
import org.isoflop.bench.speed.ChinchillaRuns;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Bootstrap;

/** {@code growth}: time against rows, parameters and resamples, and memory for a million rows. */
public final class GrowthCommand {
    private static final int[] ROWS = {100, 1000, 10_000, 100_000, 1_000_000};
    private static final int[] PARAMETERS = {2, 4, 8, 15, 30, 60};
    private static final int[] RESAMPLES = {100, 300, 1000, 3000, 10_000};
    private static final int MIXTURES = 500;

    /** The most by which a power of one may be missed and still be called linear. */
    private static final double LINEAR = 1.1;

    private static final double REPEAT_SECONDS = 1.5;
    private static final double WARM_SECONDS = 6;

    private final boolean quick;
    private final StringBuilder csv = new StringBuilder("curve,size,milliseconds\n");

    private GrowthCommand(boolean quick) {
        this.quick = quick;
    }

    /** Measures, and draws {@code docs/growth.svg}; some two minutes, less with the smaller half of the sizes if quick. */
    public static Findings run(Project project, boolean quick) {
        return new GrowthCommand(quick).findings(project);
    }

    private Findings findings(Project project) {
        var machine = Machine.here();
        warm();
        var rows = new Curve("Fit, Chinchilla law", "rows", points(ROWS, this::fitOfRows), 1);
        var parameters = new Curve(
                "Fit of a mixture law, %,d rows".formatted(MIXTURES),
                "parameters",
                points(PARAMETERS, this::fitOfParameters),
                2);
        var resamples =
                new Curve("Bootstrap, Chinchilla law, 240 rows", "resamples", points(RESAMPLES, this::bootstrap), 1);
        List<Curve> curves = List.of(rows, parameters, resamples);
        curves.forEach(this::record);
        Path picture = quick
                ? project.results(true).resolve("growth.svg")
                : project.root().resolve("docs/growth.svg");
        Folders.write(picture, new GrowthChart(curves).svg());
        Folders.write(project.results(quick).resolve("growth.csv"), csv.toString());
        var sections = new ArrayList<Findings.Section>();
        sections.add(new Findings.Section(
                "Time against rows, parameters and resamples",
                "One thread, hot; the least of some repetitions. The last line is the power by which the time grew over "
                        + "the upper half of the sizes. The mixture law is `loss = E + exp(sum(i, t[i]*h[i]))`.",
                table(curves)));
        sections.add(memory());
        return new Findings(
                "growth",
                "growth" + (quick ? " --quick" : ""),
                machine,
                List.of(
                        Goal.atMost("growth of a fit with rows", LINEAR, rows.growth(), "(power)"),
                        Goal.atMost("growth of a bootstrap with resamples", LINEAR, resamples.growth(), "(power)")),
                sections);
    }

    /** Something that is timed; what it returns is kept so that it cannot be left out. */
    @FunctionalInterface
    private interface Work {
        Object run();
    }

    @FunctionalInterface
    private interface Sized {
        Work of(int size);
    }

    private List<Curve.Point> points(int[] sizes, Sized sized) {
        return Arrays.stream(sizes)
                .limit(quick ? sizes.length / 2 + 1 : sizes.length)
                .mapToObj(size -> new Curve.Point(size, least(sized.of(size), quick ? 0.2 : REPEAT_SECONDS)))
                .toList();
    }

    /** Milliseconds of the quickest of as many repetitions as fit into some seconds, three at the least. */
    private static double least(Work work, double seconds) {
        double least = Double.POSITIVE_INFINITY;
        double spent = 0;
        for (int i = 0; i < 3 || spent < seconds; i++) {
            long begun = System.nanoTime();
            Object result = work.run();
            double taken = (System.nanoTime() - begun) / 1e9;
            spent += result == null ? 0 : taken;
            least = Math.min(least, taken);
            if (taken > 4 * seconds) {
                break; // once is enough to see how long it takes
            }
        }
        return 1000 * least;
    }

    private void warm() {
        var runs = ChinchillaRuns.of(ChinchillaRuns.simulated(20, 12, 1));
        Search search = fitter().search(runs.model(), runs.sample());
        least(() -> new Bootstrap(1000, 1, 1, Progress.NONE).draw(search), quick ? 1 : WARM_SECONDS);
        least(() -> fitter().fit(runs.model(), runs.sample()), quick ? 1 : WARM_SECONDS);
    }

    private static Fitter fitter() {
        return Fitter.withDefaults().threads(1);
    }

    private Work fitOfRows(int rows) {
        var runs = ChinchillaRuns.of(table(rows));
        return () -> fitter().fit(runs.model(), runs.sample());
    }

    private static Runs table(int rows) {
        int sizes = (int) Math.sqrt(rows);
        return ChinchillaRuns.simulated(sizes, rows / sizes, 2);
    }

    private Work fitOfParameters(int parameters) {
        Runs runs = mixtures(parameters - 1);
        var model = Model.of(Law.parse("loss = E + exp(sum(i, t[i]*h[i]))"), runs.numberNames());
        var sample = Sample.of(model, runs);
        return () -> fitter().fit(model, sample);
    }

    /** Random mixtures of some domains; each domain has its own slope, and the loss one per cent of noise. */
    private static Runs mixtures(int domains) {
        var random = new SplittableRandom(3);
        double[][] shares = new double[domains][MIXTURES];
        double[] loss = new double[MIXTURES];
        for (int i = 0; i < MIXTURES; i++) {
            double sum = 0;
            for (int j = 0; j < domains; j++) {
                shares[j][i] = -Math.log(1 - random.nextDouble());
                sum += shares[j][i];
            }
            double exponent = 0;
            for (int j = 0; j < domains; j++) {
                shares[j][i] = domains == 1 ? random.nextDouble() : shares[j][i] / sum;
                exponent -= (0.3 + 2.0 * (j + 1) / domains) * shares[j][i];
            }
            loss[i] = (1.5 + Math.exp(exponent)) * Math.exp(0.01 * random.nextGaussian());
        }
        var columns = new ArrayList<Column>();
        columns.add(new Column.Numbers("loss", loss));
        for (int j = 0; j < domains; j++) {
            columns.add(new Column.Numbers("h.domain" + j, shares[j]));
        }
        return Runs.of(columns, Origin.of("simulated mixtures"));
    }

    private Work bootstrap(int resamples) {
        var runs = ChinchillaRuns.of(ChinchillaRuns.simulated(20, 12, 1));
        Search search = fitter().search(runs.model(), runs.sample());
        return () -> new Bootstrap(resamples, 1, 1, Progress.NONE).draw(search);
    }

    private void record(Curve curve) {
        curve.points()
                .forEach(p -> csv.append(curve.quantity())
                        .append(',')
                        .append((int) p.size())
                        .append(',')
                        .append(p.milliseconds())
                        .append('\n'));
    }

    private static Table table(List<Curve> curves) {
        int most = curves.stream().mapToInt(c -> c.points().size()).max().orElse(0);
        var heads = new ArrayList<String>();
        curves.forEach(curve -> heads.addAll(List.of(curve.quantity(), "ms")));
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < most; i++) {
            int line = i;
            rows.add(curves.stream()
                    .flatMap(curve -> line < curve.points().size()
                            ? List.of(
                                    "%.0f".formatted(curve.points().get(line).size()),
                                    Shown.digits(curve.points().get(line).milliseconds()))
                                    .stream()
                            : List.of("", "").stream())
                    .collect(Collectors.toList()));
        }
        rows.add(curves.stream()
                .flatMap(curve -> List.of("power", Shown.decimals(curve.growth())).stream())
                .toList());
        return new Table(heads, rows);
    }

    private Findings.Section memory() {
        int rows = quick ? 100_000 : 1_000_000;
        double before = heap();
        var runs = ChinchillaRuns.of(table(rows));
        double withTable = heap();
        Search search = fitter().search(runs.model(), runs.sample());
        double withFit = heap();
        int fitted = search.fit().rows()
                + runs.sample().size()
                - runs.model().parameters().size();
        var table = new Table(
                List.of("%,d rows of N, D, loss".formatted(rows), "heap, MB", "bytes per row"),
                List.of(
                        List.of(
                                "table",
                                Shown.digits((withTable - before) / 1e6),
                                Shown.digits((withTable - before) / rows)),
                        List.of(
                                "table, fit, and what a bootstrap needs",
                                Shown.digits((withFit - before) / 1e6),
                                Shown.digits((withFit - before) / rows))));
        return new Findings.Section("Memory", fitted > 0 ? "Heap that stays in use after collection." : "", table);
    }

    /** Bytes of the heap that are in use after its garbage has been collected. */
    private static double heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
