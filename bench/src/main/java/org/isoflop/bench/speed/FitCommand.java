package org.isoflop.bench.speed;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Project;
import org.isoflop.bench.Shown;
import org.isoflop.bench.Table;
import org.isoflop.fit.Fit;

/** {@code fit} and {@code bootstrap}: hot fits of the Chinchilla law to 240 runs, on one thread. */
public final class FitCommand {
    private static final double MOST_MILLISECONDS_OF_A_FIT = 3;
    private static final double MOST_MILLISECONDS_OF_A_BOOTSTRAP = 150;

    /** The runs of Hoffmann et al., and the optimum that several tools find with them. */
    private static final String KNOWN = "chinchilla_epoch.csv";

    private static final double OPTIMUM = 0.00101827402;

    private final Path file;
    private final Jmh jmh;
    private final String option;

    private FitCommand(Project project, Path file, boolean quick, String id) {
        this.file = file;
        this.option = quick ? " --quick" : "";
        Path log = project.results(quick).resolve(id + ".log");
        jmh = quick ? new Jmh(log, 6, 3, 1) : new Jmh(log, 15, 5, 2);
    }

    /** A full multistart fit. */
    public static Findings fit(Project project, Path file, boolean quick) {
        return new FitCommand(project, file, quick, "fit").fit();
    }

    /** 4000 refits to resamples. */
    public static Findings bootstrap(Project project, Path file, boolean quick) {
        return new FitCommand(project, file, quick, "bootstrap").bootstrap();
    }

    private Findings fit() {
        var machine = Machine.here();
        var runs = ChinchillaRuns.of(file);
        Fit fit = FitBenchmark.fitter().fit(runs.model(), runs.sample());
        Jmh.Score score = measured("multistart");
        var table = new Table(
                List.of(
                        "fit of " + file.getFileName(),
                        "ms",
                        "least",
                        "kB allocated",
                        "evaluations",
                        "searches",
                        "agreeing",
                        "objective"),
                List.of(List.of(
                        fit.rows() + " runs",
                        Shown.digits(score.score()),
                        Shown.digits(score.least()),
                        Shown.digits(score.bytes() / 1000),
                        String.valueOf(fit.diagnostics().evaluations()),
                        String.valueOf(fit.diagnostics().starts()),
                        String.valueOf(fit.diagnostics().agreeing()),
                        "%.14f".formatted(fit.value()))));
        var goal = Goal.atMost("multistart fit, hot", MOST_MILLISECONDS_OF_A_FIT, score.score(), "ms");
        var optimum = new Goal(
                "its objective",
                "%.11f".formatted(OPTIMUM),
                "%.11f".formatted(fit.value()),
                Math.abs(fit.value() - OPTIMUM) < 5e-12);
        return new Findings(
                "fit",
                "fit" + option,
                machine,
                file.endsWith(KNOWN) ? List.of(goal, optimum) : List.of(goal),
                List.of(new Findings.Section("A fit from many starts", "", table)));
    }

    private Findings bootstrap() {
        var machine = Machine.here();
        Jmh.Score score = measured("bootstrap");
        var table = new Table(
                List.of("bootstrap of " + file.getFileName(), "ms", "least", "µs per resample", "kB per resample"),
                List.of(List.of(
                        FitBenchmark.RESAMPLES + " resamples",
                        Shown.digits(score.score()),
                        Shown.digits(score.least()),
                        Shown.digits(1000 * score.score() / FitBenchmark.RESAMPLES),
                        Shown.digits(score.bytes() / 1000 / FitBenchmark.RESAMPLES))));
        return new Findings(
                "bootstrap",
                "bootstrap" + option,
                machine,
                List.of(Goal.atMost("4000 resamples, hot", MOST_MILLISECONDS_OF_A_BOOTSTRAP, score.score(), "ms")),
                List.of(new Findings.Section("Refits to resamples", "", table)));
    }

    private Jmh.Score measured(String method) {
        return jmh.run(FitBenchmark.class, method, true, Map.of("file", List.of(file.toString())))
                .getFirst();
    }
}
