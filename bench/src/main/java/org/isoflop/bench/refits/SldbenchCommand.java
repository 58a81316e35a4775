package org.isoflop.bench.refits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Project;
import org.isoflop.bench.Shown;
import org.isoflop.bench.Table;
import org.isoflop.forecast.Score;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Magnitude;

/** {@code sldbench}: R2 on the test rows of the public law benchmark, with laws of the catalogue. */
public final class SldbenchCommand {
    private static final String ABOUT = """
            Fitted to the training rows, scored on the test rows. Human law and agent: as reported for the benchmark (Lin \
            et al., arXiv 2507.21184; not checked against the paper); its lr_batch is another split. SciPy: the published \
            form of law, fitted with care by those who prepared the data.""";

    /**
     * A task.
     *
     * @param laws of the catalogue, the one to be judged by first
     * @param names what the laws call the columns
     * @param group the column whose values are fitted by themselves; empty for none
     */
    private record Task(
            String name, List<String> laws, Map<String, String> names, String group, double human, String others) {}

    private static final List<Task> TASKS = List.of(
            new Task("data_constrained", List.of("data-constrained-data"), Map.of(), "", 0.911, "0.944, 0.929"),
            new Task(
                    "vocab",
                    List.of("vocabulary-tokens"),
                    Map.of("N", "N_no_vocab", "D", "characters", "loss_u", "loss_unigram_normalized"),
                    "",
                    0.966,
                    "0.987, 0.974"),
            new Task("lr_batch", List.of("lr-batch-surface"), Map.of(), "", -0.076, "0.604, 0.909"),
            new Task("sft_flan", List.of("rectified"), Map.of(), "model", 0.957, "0.993, 0.957"));

    private SldbenchCommand() {}

    /** Runs all tasks. */
    public static Findings run(Project project) {
        var machine = Machine.here();
        var rows = new ArrayList<List<String>>();
        var goals = new ArrayList<Goal>();
        for (Task task : TASKS) {
            for (String law : task.laws()) {
                Score score = score(project, task, law);
                rows.add(List.of(
                        task.name(),
                        law,
                        Magnitude.digits(score.r2(), 4),
                        Shown.digits(100 * score.meanRelativeError()),
                        Magnitude.digits(task.human(), 3),
                        task.others()));
                if (law.equals(task.laws().getFirst())) {
                    goals.add(Goal.atLeast("R2 on " + task.name(), task.human(), score.r2(), ""));
                }
            }
        }
        var table = new Table(List.of("task", "law", "R2", "error in %", "human law", "best agent, SciPy"), rows);
        return new Findings(
                "sldbench", "sldbench", machine, goals, List.of(new Findings.Section("Test rows", ABOUT, table)));
    }

    private static Score score(Project project, Task task, String law) {
        Runset train = read(project, task, "train");
        Runset test = read(project, task, "test");
        if (task.group().isEmpty()) {
            return test.score(train.fit(law));
        }
        var predicted = new ArrayList<Double>();
        var observed = new ArrayList<Double>();
        Map<String, Runset> tests = test.groups(task.group());
        train.groups(task.group()).forEach((name, rows) -> {
            Runset own = tests.get(name);
            if (own != null) {
                var fit = rows.fit(law);
                Arrays.stream(own.predict(fit)).forEach(predicted::add);
                Model model = fit.model();
                Arrays.stream(Sample.of(model, own.runs()).response()).forEach(observed::add);
            }
        });
        return Score.of(
                predicted.stream().mapToDouble(x -> x).toArray(),
                observed.stream().mapToDouble(x -> x).toArray());
    }

    private static Runset read(Project project, Task task, String part) {
        Runset rows = Runset.of(project, "sldbench/%s_%s.csv".formatted(task.name(), part));
        for (var name : task.names().entrySet()) {
            rows = rows.map(name.getKey(), name.getValue());
        }
        return rows;
    }
}
