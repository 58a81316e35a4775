package org.isoflop.bench.pair;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.MissingException;
import org.isoflop.bench.Project;
import org.isoflop.bench.Shown;
import org.isoflop.bench.Table;
import org.isoflop.bench.speed.ChinchillaRuns;
import org.isoflop.data.RunsReader;
import org.isoflop.formula.Formula;
import org.isoflop.runs.Runs;
import tools.jackson.databind.JsonNode;

/**
 * {@code pair [FILE]}: whole processes, in turn: the script that fits with SciPy, {@code isoflop fit} with the same
 * work, and a plain {@code isoflop fit}.
 */
public final class PairCommand {
    private static final String SCIPY = "scipy_chinchilla.py";
    private static final int STARTS = 4500;
    private static final int RESAMPLES = 4000;
    private static final int DROPPED = 5;

    private static final int ROUNDS = 3;
    private static final int QUICK = 20;

    private static final double LEAST_RATIO = 50;
    private static final double MOST_SECONDS = 0.8;

    private final Project project;
    private final Path file;
    private final boolean quick;

    private PairCommand(Project project, Path file, boolean quick) {
        this.project = project;
        this.file = file.toAbsolutePath().normalize();
        this.quick = quick;
    }

    /**
     * Measures; some three minutes, or a few seconds with a twentieth of the work if quick.
     *
     * @throws MissingException if the file or the script is not there
     */
    public static Findings run(Project project, Path file, boolean quick) {
        return new PairCommand(project, file, quick).findings();
    }

    private Findings findings() {
        MissingException.unlessThere("pair", file);
        MissingException.unlessThere("pair", project.peer(SCIPY));
        var machine = Machine.here();
        int share = quick ? QUICK : 1;
        var scipy = new Contestant("SciPy", scipy(STARTS / share, RESAMPLES / share));
        var same = new Contestant("isoflop, same work", isoflop(STARTS / share, RESAMPLES / share));
        var own = new Contestant("isoflop, its own starts", isoflop(0, RESAMPLES / share));
        var plain = new Contestant("isoflop fit, 1000 resamples", isoflop(0, -1));
        var text = new Contestant("isoflop fit as text", text());
        List<Contestant> contestants = List.of(scipy, same, own, plain, text);
        TimedProcess.run(List.of("./isoflop", "--version"), project.root()); // builds it, if need be
        for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
            contestants.forEach(contestant -> contestant.run(project.root()));
        }
        return new Findings(
                "pair",
                "pair" + (quick ? " --quick" : ""),
                machine,
                goals(scipy, same, plain, text),
                List.of(new Findings.Section("Whole processes, in turn", about(contestants), table(contestants))));
    }

    private List<String> scipy(int starts, int resamples) {
        return List.of(
                "python3",
                shown(project.peer(SCIPY)),
                shown(file),
                "--params-col",
                "N",
                "--flops-col",
                "C",
                "--starts",
                String.valueOf(starts),
                "--bootstrap",
                String.valueOf(resamples));
    }

    /** With options left out where the number is not positive. */
    private List<String> isoflop(int starts, int resamples) {
        var command =
                new ArrayList<>(List.of("./isoflop", "fit", shown(file), "--where", ChinchillaRuns.KEPT, "--json"));
        if (starts > 0) {
            command.addAll(List.of("--starts", String.valueOf(starts)));
        }
        if (resamples >= 0) {
            command.addAll(List.of("--bootstrap", String.valueOf(resamples)));
        }
        return command;
    }

    /** What one types; it back-tests the law too. */
    private List<String> text() {
        return List.of("./isoflop", "fit", shown(file), "--where", ChinchillaRuns.KEPT);
    }

    private String shown(Path path) {
        return project.root().relativize(path).toString();
    }

    private static Table table(List<Contestant> contestants) {
        Contestant scipy = contestants.getFirst();
        var heads = new ArrayList<String>();
        heads.add("process");
        for (int round = 1; round <= scipy.rounds().size(); round++) {
            heads.add("round " + round + ", s");
        }
        heads.addAll(List.of("median, s", "SciPy / it", "peak MB", "rows", "searches", "objective"));
        var rows = new ArrayList<List<String>>();
        for (Contestant contestant : contestants) {
            var row = new ArrayList<String>();
            row.add(contestant.name());
            contestant.rounds().forEach(process -> row.add(Shown.digits(process.seconds())));
            row.add(Shown.digits(contestant.seconds()));
            row.add(Shown.digits(scipy.seconds() / contestant.seconds()));
            row.add(Shown.digits(contestant.peakMegabytes()));
            boolean tells = contestant.printsJson();
            row.add(tells ? String.valueOf(contestant.rows()) : "");
            row.add(tells ? String.valueOf(contestant.searches()) : "");
            row.add(tells ? "%.14f".formatted(contestant.objective()) : "");
            rows.add(row);
        }
        return new Table(heads, rows);
    }

    private String about(List<Contestant> contestants) {
        JsonNode parts = contestants.getFirst().answer().get("seconds");
        var text = new StringBuilder(difference());
        text.append(" Of SciPy's last round %s s were the fit from many starts and %s s the resamples."
                .formatted(
                        Shown.digits(parts.get("multistart").asDouble()),
                        Shown.digits(parts.get("bootstrap").asDouble())));
        text.append(" Wall time of whole processes from the folder of the project, interpreter and JVM included:\n");
        contestants.forEach(contestant -> text.append("\n    ").append(contestant.line()));
        return text.toString();
    }

    /** Whether both are given the same rows, and the same numbers of tokens. */
    private String difference() {
        Runs all = RunsReader.read(List.of(file.toString()), Optional.empty()).runs();
        double[] losses = all.numbers("loss");
        double[] sorted = Arrays.stream(losses).sorted().toArray();
        double limit = sorted[sorted.length - DROPPED];
        Runs kept = all.where(Formula.parse(ChinchillaRuns.KEPT).body());
        Runs low = all.where(Formula.parse("loss < " + limit).body());
        boolean same = Arrays.equals(kept.numbers("N"), low.numbers("N"))
                && Arrays.equals(kept.numbers("loss"), low.numbers("loss"));
        double[] n = kept.numbers("N");
        double[] c = kept.numbers("C");
        double[] d = kept.numbers("D");
        double largest = 0;
        for (int i = 0; i < d.length; i++) {
            largest = Math.max(largest, Math.abs(c[i] / 6 / n[i] / d[i] - 1));
        }
        return "%s rows; the largest relative difference between column D and C/6N is %.1e."
                .formatted(same ? "Both fit the same " + kept.size() : "NOT the same", largest);
    }

    private static List<Goal> goals(Contestant scipy, Contestant same, Contestant plain, Contestant text) {
        return List.of(
                Goal.atLeast(
                        "whole process against SciPy, same work",
                        LEAST_RATIO,
                        scipy.seconds() / same.seconds(),
                        "times as fast"),
                new Goal(
                        "its objective",
                        "at most %.14f".formatted(scipy.objective()),
                        "%.14f".formatted(same.objective()),
                        same.objective() <= scipy.objective() * (1 + 1e-10)),
                Goal.atMost("plain isoflop fit, 1000 resamples, whole process", MOST_SECONDS, plain.seconds(), "s"),
                Goal.atMost("the same as text, back-tested, whole process", MOST_SECONDS, text.seconds(), "s"));
    }
}
