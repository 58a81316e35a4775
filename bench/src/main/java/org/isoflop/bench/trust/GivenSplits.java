package org.isoflop.bench.trust;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.bench.Project;
import org.isoflop.bench.trust.TrustCommand.Split;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Objective;
import org.isoflop.formula.Formula;
import org.isoflop.runs.Runs;

/** Public tables that come divided into runs to fit and runs to predict. */
final class GivenSplits {
    private GivenSplits() {}

    /** The splits that are there. */
    static List<Split> all(Project project) {
        var splits = new ArrayList<Split>();
        sldbench(project, splits, "data_constrained", Map.of(), Objective.DEFAULT, Optional.empty());
        sldbench(project, splits, "lr_batch", Map.of(), Objective.DEFAULT, Optional.empty());
        sldbench(
                project,
                splits,
                "vocab",
                Map.of("N", "N_no_vocab", "D", "characters", "loss_u", "loss_unigram_normalized"),
                Objective.parse("squared"),
                Optional.empty());
        sldbench(project, splits, "sft_flan", Map.of(), Objective.DEFAULT, Optional.of("model"));
        schedules(project).ifPresent(splits::add);
        return List.copyOf(splits);
    }

    private static void sldbench(
            Project project,
            List<Split> splits,
            String task,
            Map<String, String> names,
            Objective objective,
            Optional<String> group) {
        Optional<Runs> train = read(project, "sldbench/%s_train.csv".formatted(task), names, Map.of(), List.of());
        Optional<Runs> test = read(project, "sldbench/%s_test.csv".formatted(task), names, Map.of(), List.of());
        if (train.isPresent() && test.isPresent()) {
            String response = names.containsKey("loss_u") ? "loss_u" : "loss";
            splits.add(new Split("SLDBench " + task, Double.NaN, train.get(), test.get(), response, objective, group));
        }
    }

    /** Two sizes at a constant rate for 24,000 steps, and how the same goes on to 72,000. */
    private static Optional<Split> schedules(Project project) {
        String file = "lr_schedules_mpl_25m_100m.csv";
        Map<String, String> names = Map.of("N", "N_nominal");
        Map<String, Formula> lets = Map.of("D", Formula.parse("step"));
        Optional<Runs> fitted = read(project, file, names, lets, List.of("curve == 'constant_24000'"));
        Optional<Runs> held = read(project, file, names, lets, List.of("curve == 'constant_72000'", "step > 24000"));
        return fitted.flatMap(small -> held.map(large -> new Split(
                "Schedules, constant", Double.NaN, small, large, "loss", Objective.DEFAULT, Optional.empty())));
    }

    private static Optional<Runs> read(
            Project project, String file, Map<String, String> names, Map<String, Formula> lets, List<String> where) {
        Path path = project.data(file);
        if (!Files.exists(path)) {
            System.err.println("left out: " + path.normalize() + " is not there");
            return Optional.empty();
        }
        return Optional.of(new RunsQuery(
                        List.of(path.toString()),
                        Optional.empty(),
                        names,
                        new LinkedHashMap<>(lets),
                        where.stream().map(Formula::parse).toList())
                .read()
                .runs());
    }
}
