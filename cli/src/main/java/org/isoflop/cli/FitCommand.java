package org.isoflop.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.isoflop.InputException;
import org.isoflop.data.FitDocument;
import org.isoflop.data.FitFile;
import org.isoflop.data.FitJson;
import org.isoflop.data.OutputFile;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.law.Law;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Bootstrap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isoflop fit RUNS}: which law do my runs follow, with which coefficients, how sure. */
@Command(
        name = "fit",
        header = "Fit a scaling law to a table of runs.",
        description = {
            "",
            "Without --law or --formula the law follows from the columns: chinchilla for",
            "N and D, a power law with an offset for C, N or D alone.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  isoflop fit runs.csv",
            "  isoflop fit 'logs/*.parquet' --map N=params,D=tokens --where \"D/N >= 1\"",
            "  isoflop fit runs.csv --group recipe --save recipes.fit.json",
            "  isoflop fit nist.csv --formula \"y = b1*(1 - exp(-b2*x))\" --objective squared"
        })
final class FitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RunsOptions runs;

    @Mixin
    private LawOptions law;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description = "Fit every group of rows with the same value in this column by itself.")
    private @Nullable String group;

    @Option(
            names = "--objective",
            paramLabel = "NAME",
            description = "huber-log:DELTA (default: huber-log:1e-3, or what the law names), squared, squared-log, "
                    + "absolute, quantile:Q; -log means of logarithms.")
    private @Nullable String objective;

    @Option(
            names = "--bootstrap",
            paramLabel = "K",
            defaultValue = "1000",
            description = "How many resamples the intervals come from (default: ${DEFAULT-VALUE}; 0 for none).")
    private int resamples;

    @Option(
            names = "--unit",
            paramLabel = "COLUMN",
            description = "Resample whole groups with the same value in this column, such as the checkpoints of a run.")
    private @Nullable String unit;

    @Option(
            names = "--level",
            paramLabel = "SHARE",
            defaultValue = "0.9",
            description = "Level of the intervals (default: ${DEFAULT-VALUE}).")
    private double level;

    @Option(
            names = "--starts",
            paramLabel = "K",
            defaultValue = "32",
            description = "How many full searches for the optimum (default: ${DEFAULT-VALUE}).")
    private int starts;

    @Option(names = "--seed", defaultValue = "1", description = "Of search and resamples (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", description = "Threads to use; the result is the same with any number.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--save", paramLabel = "FILE", description = "Keep the fit as JSON, for predict and others.")
    private @Nullable Path save;

    @Option(names = "--force", description = "Overwrite the file of --save.")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        law.named(spec);
        Fitter fitter = fitter();
        if (save != null) {
            OutputFile.checkWritable(save, force);
        }
        RunsQuery.Answer table = runs.query(spec).read();
        if (table.runs().size() == 0) {
            throw new InputException(
                    "no row of %s is left by --where"
                            .formatted(table.runs().origin().summary()),
                    "Loosen the condition.");
        }
        var progress = new ProgressLine(spec.commandLine().getErr());
        var study = new Study(
                fitter.progress(progress),
                new Bootstrap(resamples, seed, threads, progress),
                Optional.ofNullable(unit),
                level,
                runs.skipBadRows,
                spec.commandLine().getParseResult().originalArgs());
        FitFile file = fit(study, table);
        progress.clear();
        if (save != null) {
            String text = FitJson.text(FitJson.saved(file, Version.current()));
            OutputFile.write(save, out -> out.write(text));
        }
        print(study, table, file);
        return Isoflop.DONE;
    }

    private Fitter fitter() {
        return Call.check(spec, () -> {
            if (!(level > 0 && level < 1)) {
                throw new InputException("--level lies between 0 and 1, not at " + level, "Write 0.9 for 90 %.");
            }
            if (threads < 1 || resamples < 0 || starts < 1) {
                throw new InputException("--threads and --starts are at least 1, --bootstrap at least 0", "");
            }
            return Fitter.withDefaults()
                    .with(objective == null ? law.objective(spec).orElse(Objective.DEFAULT) : Objective.parse(objective))
                    .starts(starts)
                    .seed(seed)
                    .threads(threads);
        });
    }

    private FitFile fit(Study study, RunsQuery.Answer table) {
        if (group == null) {
            Law chosen = law.law(spec, table.runs().numberNames());
            return new FitFile(Optional.empty(), List.of(study.fit(chosen, table, table.runs(), Optional.empty())));
        }
        var documents = new ArrayList<FitDocument>();
        for (var entry : table.runs().groups(group).entrySet()) {
            Runs rows = entry.getValue();
            Law chosen = law.law(spec, rows.numberNames());
            documents.add(inGroup(
                    entry.getKey(), () -> study.fit(chosen, table, rows, Optional.of(entry.getKey()))));
        }
        return new FitFile(Optional.of(group), documents);
    }

    private FitDocument inGroup(String name, java.util.function.Supplier<FitDocument> work) {
        try {
            return work.get();
        } catch (InputException e) {
            throw new InputException("%s = %s: %s".formatted(group, name, e.getMessage()), e.wayOut());
        }
    }

    private void print(Study study, RunsQuery.Answer table, FitFile file) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(FitJson.text(FitJson.answer(file, Version.current())));
        } else {
            var text = new FitText(Style.ofTerminal(), table, study.skipped(), Optional.ofNullable(save));
            out.print(text.of(file));
        }
        out.flush();
    }
}
