package org.isoflop.bench.speed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Project;
import org.isoflop.bench.Shown;
import org.isoflop.bench.Table;

/** {@code kernel}: nanoseconds per row of objective and gradient. */
public final class KernelCommand {
    private static final int RUNS = 240;
    private static final double MOST_MICROSECONDS = 1.3;
    private static final double MOST_TIMES_BY_HAND = 1.15;

    private static final String ABOUT = """
            Sum of Huber(1e-3) of log residuals and its derivative by every parameter, nanoseconds per row, one thread. \
            "compiled": the SIMD loops that formulas become; "blocks": what runs before that, and on JVMs without the \
            vector module; "tree": the interpreter that both are tested against. "by hand": loops over \
            `jdk.incubator.vector` written for the Chinchilla law alone, with an exponential and a logarithm of their \
            own (no care for infinities, NaN and subnormals) or with those of the JDK (SVML), whose last bits change \
            with the JIT.""";

    private final Path log;
    private final boolean quick;
    private final Map<List<String>, Jmh.Score> scores = new HashMap<>();

    private KernelCommand(Path folder, boolean quick) {
        this.quick = quick;
        log = folder.resolve("kernel.log");
    }

    /** Measures; half a minute if quick, else some four minutes. */
    public static Findings run(Project project, boolean quick) {
        return new KernelCommand(project.results(quick), quick).findings();
    }

    private Findings findings() {
        var machine = Machine.here();
        List<String> sizes = quick ? List.of("240") : List.of("240", "100000");
        measure(true, Workload.LAWS, sizes, List.of("compiled"));
        measure(false, Workload.LAWS, sizes, quick ? List.of("tree") : List.of("blocks", "tree"));
        measure(true, List.of("chinchilla"), sizes, List.of("by hand", "by hand, SVML"));
        var section = new Findings.Section("Objective and gradient, ns per row", ABOUT, table(sizes));
        return new Findings("kernel", "kernel" + (quick ? " --quick" : ""), machine, goals(), List.of(section));
    }

    private void measure(boolean vectors, List<String> laws, List<String> sizes, List<String> ways) {
        double warmup = (vectors ? 4 : 1.5) * (quick ? 0.6 : 1);
        new Jmh(log, warmup, quick ? 3 : 5, quick ? 0.2 : 0.5)
                .run(
                        KernelBenchmark.class,
                        "objectiveAndGradient",
                        vectors,
                        Map.of("law", laws, "rows", sizes, "way", ways))
                .forEach(score -> scores.put(key(score.parameters()), score));
    }

    private static List<String> key(Map<String, String> parameters) {
        return List.of(
                parameters.getOrDefault("law", ""),
                parameters.getOrDefault("rows", ""),
                parameters.getOrDefault("way", ""));
    }

    private Table table(List<String> sizes) {
        List<String> ways = List.of("compiled", "blocks", "tree", "by hand", "by hand, SVML");
        var heads = new ArrayList<>(List.of("law", "parameters", "rows"));
        heads.addAll(ways);
        heads.addAll(List.of("compiled, µs", "it allocates, bytes"));
        var rows = new ArrayList<List<String>>();
        for (String law : Workload.LAWS) {
            int parameters = Workload.of(law, 8).model().parameters().size();
            for (String size : sizes) {
                var row = new ArrayList<>(List.of(law, String.valueOf(parameters), size));
                ways.forEach(way -> row.add(perRow(law, size, way)));
                row.add(Shown.digits(nanoseconds(law, size, "compiled") / 1000));
                row.add(bytes(law, size));
                rows.add(row);
            }
        }
        return new Table(heads, rows);
    }

    private double nanoseconds(String law, String rows, String way) {
        Jmh.Score score = scores.get(List.of(law, rows, way));
        return score == null ? Double.NaN : score.score();
    }

    private String perRow(String law, String rows, String way) {
        double nanoseconds = nanoseconds(law, rows, way) / Integer.parseInt(rows);
        return Double.isNaN(nanoseconds) ? "" : Shown.digits(nanoseconds);
    }

    private String bytes(String law, String rows) {
        Jmh.Score score = scores.get(List.of(law, rows, "compiled"));
        return score == null ? "" : "%,d".formatted(Math.round(score.bytes()));
    }

    private List<Goal> goals() {
        String rows = String.valueOf(RUNS);
        double compiled = nanoseconds("chinchilla", rows, "compiled");
        return List.of(
                Goal.atMost(
                        "Chinchilla objective and gradient over 240 runs", MOST_MICROSECONDS, compiled / 1000, "µs"),
                Goal.atMost(
                        "compiled against written by hand, 240 runs",
                        MOST_TIMES_BY_HAND,
                        compiled / nanoseconds("chinchilla", rows, "by hand"),
                        "times its time"),
                Goal.atMost(
                        "compiled against written by hand with SVML, 240 runs",
                        MOST_TIMES_BY_HAND,
                        compiled / nanoseconds("chinchilla", rows, "by hand, SVML"),
                        "times its time"));
    }
}
