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
        sldbench(project, "data_constrained", Map.of(), Map.of())
                .ifPresent(t -> splits.add(t.split("loss", Objective.DEFAULT, Optional.empty(), Optional.empty())));
        sldbench(project, "lr_batch", Map.of(), Map.of())
                .ifPresent(t -> splits.add(t.split("loss", Objective.DEFAULT, Optional.empty(), Optional.empty())));
        vocabulary(project).ifPresent(splits::add);
        sldbench(project, "sft_flan", Map.of(), Map.of())
                .ifPresent(t -> splits.add(t.split("loss", Objective.DEFAULT, Optional.of("model"), Optional.empty())));
        schedules(project).ifPresent(splits::add);
        return List.copyOf(splits);
    }

    /** A table that came divided. */
    private record Halves(String name, Runs fitted, Runs held) {
        Split split(String response, Objective objective, Optional<String> group, Optional<String> by) {
            return new Split(name, Double.NaN, fitted, held, response, objective, group, by);
        }
    }

    private static Optional<Halves> sldbench(
            Project project, String task, Map<String, String> names, Map<String, Formula> lets) {
        Optional<Runs> train = read(project, "sldbench/%s_train.csv".formatted(task), names, lets, List.of());
        Optional<Runs> test = read(project, "sldbench/%s_test.csv".formatted(task), names, lets, List.of());
        return train.flatMap(fitted -> test.map(held -> new Halves("SLDBench " + task, fitted, held)));
    }

    /** Checkpoints of 54 runs; those of the largest vocabulary, of six runs more, are predicted. */
    private static Optional<Split> vocabulary(Project project) {
        Map<String, String> names = Map.of("N", "N_no_vocab", "D", "characters", "loss_u", "loss_unigram_normalized");
        Map<String, Formula> lets = Map.of(TrustCommand.RUN, Formula.parse("N*V"));
        return sldbench(project, "vocab", names, lets)
                .map(t -> t.split("loss_u", Objective.parse("squared"), Optional.empty(), Optional.of("V")));
    }

    /** Two runs at a constant rate for 24,000 steps, and how the same two go on to 72,000. */
    private static Optional<Split> schedules(Project project) {
        String file = "lr_schedules_mpl_25m_100m.csv";
        Map<String, String> names = Map.of("N", "N_nominal");
        Map<String, Formula> lets = Map.of("D", Formula.parse("step"));
        Optional<Runs> fitted = read(project, file, names, lets, List.of("curve == 'constant_24000'"));
        Optional<Runs> held = read(project, file, names, lets, List.of("curve == 'constant_72000'", "step > 24000"));
        return fitted.flatMap(small -> held.map(large -> new Split(
                "Schedules, constant",
                Double.NaN,
                small,
                large,
                "loss",
                Objective.DEFAULT,
                Optional.empty(),
                Optional.of("D"))));
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
