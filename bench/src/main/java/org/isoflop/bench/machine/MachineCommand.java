package org.isoflop.bench.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Project;
import org.isoflop.bench.Shown;
import org.isoflop.bench.Table;
import org.isoflop.data.RunsQuery;
import org.isoflop.training.Assumptions;
import org.isoflop.training.StepTime;

/** {@code machine}: published throughputs beside computed ones, under one set of assumptions. */
public final class MachineCommand {
    private static final String FILE = "bench/src/main/resources/org/isoflop/bench/machine/throughput.csv";

    private static final String ABOUT = """
            One set of assumptions for all rows (docs/machine.md). memory: computed, of the accelerator's own. Not in the sources, \
            and so assumed: of Frontier the layout of 22B; of Llama 3 stages of 8 interleaved runs; of PaLM that all layers are \
            recomputed.""";

    private MachineCommand() {}

    /** Computes all rows. */
    public static Findings run(Project project) {
        List<Published> rows = rows(project.root().resolve(FILE));
        Assumptions assumptions = Assumptions.usual();
        var table = new ArrayList<List<String>>();
        for (Published row : rows) {
            double faster = row.faster(assumptions);
            table.add(List.of(
                    row.source(),
                    row.name(),
                    row.cluster().count() + " " + row.cluster().accelerator().id(),
                    row.quantity(),
                    Shown.digits(row.value()),
                    Shown.digits(row.computed(assumptions)),
                    "%+.0f %%".formatted(100 * (faster - 1)),
                    "%.0f %%".formatted(100 * row.memory()),
                    mostTime(row, assumptions)));
        }
        List<Double> all = rows.stream().map(row -> row.faster(assumptions)).toList();
        return new Findings(
                "machine",
                "machine",
                Machine.here(),
                List.of(
                        Goal.atMost("typical deviation of computed speed", 25, 100 * typical(all), "%"),
                        Goal.atMost("largest deviation", 2, largest(all), "times"),
                        Goal.atLeast(
                                "rows within a factor of " + Shown.digits(Assumptions.SPREAD),
                                90,
                                100 * within(all, Assumptions.SPREAD),
                                "%")),
                List.of(
                        new Findings.Section(
                                "Published throughput and what is computed",
                                ABOUT,
                                new Table(
                                        List.of(
                                                "source",
                                                "row",
                                                "on",
                                                "quantity",
                                                "published",
                                                "computed",
                                                "faster by",
                                                "memory",
                                                "most of the time"),
                                        table)),
                        new Findings.Section("By source", "", bySource(rows))));
    }

    static List<Published> rows(Path file) {
        return Published.all(RunsQuery.of(file.toString()).read().runs());
    }

    private static String mostTime(Published row, Assumptions assumptions) {
        StepTime time = StepTime.of(row.job(), row.layout(), row.cluster(), assumptions);
        return time.parts().entrySet().stream()
                .limit(3)
                .map(e -> "%s %.0f %%".formatted(e.getKey(), 100 * e.getValue() / time.total()))
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    /** How far each source is off, all of its rows together. */
    static Table bySource(List<Published> published) {
        var bySource = new LinkedHashMap<String, List<Double>>();
        for (Published row : published) {
            bySource.computeIfAbsent(row.source(), s -> new ArrayList<>()).add(row.faster(Assumptions.usual()));
        }
        var rows = new ArrayList<List<String>>();
        bySource.forEach((source, factors) -> rows.add(List.of(
                source,
                String.valueOf(factors.size()),
                "%+.0f %%".formatted(100 * (Math.exp(mean(factors)) - 1)),
                "%.0f %%".formatted(100 * typical(factors)))));
        return new Table(List.of("source", "rows", "faster on average by", "typical deviation"), rows);
    }

    private static double mean(List<Double> factors) {
        return factors.stream().mapToDouble(Math::log).average().orElse(0);
    }

    /** Root mean square of the logarithm of the factor, as a share. */
    private static double typical(List<Double> factors) {
        double square = factors.stream()
                .mapToDouble(f -> Math.log(f) * Math.log(f))
                .average()
                .orElse(0);
        return Math.expm1(Math.sqrt(square));
    }

    /** Share of rows that are right within a factor. */
    static double within(List<Double> factors, double factor) {
        return factors.stream().filter(f -> Math.max(f, 1 / f) <= factor).count() / (double) factors.size();
    }

    private static double largest(List<Double> factors) {
        return factors.stream().mapToDouble(f -> Math.max(f, 1 / f)).max().orElse(1);
    }
}
