package org.isoflop.bench.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private MachineCommand() {}

    /** Computes all rows. */
    public static Findings run(Project project) {
        List<Published> rows = rows(project.root().resolve(FILE));
        Assumptions assumptions = Assumptions.usual();
        var table = new ArrayList<List<String>>();
        var bySource = new LinkedHashMap<String, List<Double>>();
        for (Published row : rows) {
            double faster = row.faster(assumptions);
            bySource.computeIfAbsent(row.source(), s -> new ArrayList<>()).add(faster);
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
                        Goal.atMost("largest deviation", 2, largest(all), "times")),
                List.of(
                        new Findings.Section(
                                "Published throughput and what is computed",
                                "",
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
                        new Findings.Section("By source", "", summary(bySource))));
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

    private static Table summary(Map<String, List<Double>> bySource) {
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

    private static double largest(List<Double> factors) {
        return factors.stream().mapToDouble(f -> Math.max(f, 1 / f)).max().orElse(1);
    }
}
