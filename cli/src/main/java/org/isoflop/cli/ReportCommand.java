package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.isoflop.charts.report.Html;
import org.isoflop.charts.report.Markdown;
import org.isoflop.charts.report.Report;
import org.isoflop.check.Case;
import org.isoflop.check.Review;
import org.isoflop.data.FitDocument;
import org.isoflop.data.OutputFile;
import org.isoflop.data.Shell;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Backtest;
import org.isoflop.forecast.Cutting;
import org.isoflop.forecast.Objection;
import org.isoflop.law.Sample;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code isoflop report FIT -o report.html}: one page to hand to others. */
@Command(
        name = "report",
        header = "Write a report on a fit: one page to hand to others.",
        customSynopsis = {
            "isoflop report FIT [NAME=VALUE] -o FILE [options]",
            "       isoflop report RUNS... -o FILE [options]"
        },
        description = {
            "Data, law, coefficients, back-test, forecast, plan, objections, and the command",
            "that does it again. HTML is one file that needs no network; Markdown has its",
            "pictures beside it."
        },
        footer = {
            "  isoflop report runs.fit.json -o report.html",
            "  isoflop report runs.csv --target 1e25 -o report.html",
            "  isoflop report runs.fit.json --format md -o report.md"
        })
final class ReportCommand extends CliCommand {
    private static final List<String> OWN =
            List.of("--target", "--output", "--format", "--force", "--threads", "--help", "--stacktrace");

    @Mixin
    private RunsOptions runs;

    @Mixin
    private Answer answer;

    @Mixin
    private LawOptions law;

    @Mixin
    private FitOptions fit;

    /** What is written, and where. */
    @Command(optionListHeading = "%nThe report:%n")
    static final class Answer {
        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                required = true,
                description = "Where it is written.")
        private @Nullable Path output;

        @Option(
                names = "--target",
                paramLabel = "SIZE",
                description = "The compute (or other size) of the run that is planned (default: 10 times the largest).")
        private @Nullable Double target;

        @Option(
                names = "--format",
                paramLabel = "NAME",
                description = "html or md (default: what the name of the file ends in).")
        private @Nullable String format;

        @Option(names = "--force", description = "Overwrite files that are there.")
        private boolean force;
    }

    /** What a report is written in. */
    private enum Form {
        HTML,
        MD
    }

    @Override
    public Integer call() {
        Path output = java.util.Objects.requireNonNull(answer.output);
        Form form = Call.check(spec, () -> form(output));
        Double target = answer.target;
        if (target != null && !(target > 0 && Double.isFinite(target))) {
            throw Call.wrong(
                    spec, "--target is a positive number, not " + Magnitude.exact(target), "Write --target 1e24.");
        }
        OutputFile.checkWritable(output, answer.force);
        Subject subject = Subject.of(new Request(spec, runs, law, fit), OWN);
        Optional<Subject.Tested> tested = tested(subject);
        Report report = new FitReport(
                        subject.document(),
                        subject.evidence(),
                        target == null ? OptionalDouble.empty() : OptionalDouble.of(target),
                        tested,
                        reviewed(subject.document(), target, tested.flatMap(ReportCommand::reach)),
                        "isoflop "
                                + Shell.line(spec.commandLine().getParseResult().originalArgs()))
                .report();
        List<Path> written = form == Form.HTML ? html(report, output) : markdown(report, output);
        var page = new Page(Style.ofTerminal());
        page.paragraph("", 2, report.title()).blank();
        written.forEach(path -> page.fact("written", path.toString()));
        return answer(page.toString());
    }

    private Form form(Path output) {
        String format = answer.format;
        if (format == null) {
            return output.toString().endsWith(".md") ? Form.MD : Form.HTML;
        }
        return Call.choice("--format", Form.values(), f -> f.name().toLowerCase(java.util.Locale.ROOT), format);
    }

    private static List<Path> html(Report report, Path output) {
        OutputFile.write(output, out -> out.write(Html.of(report)));
        return List.of(output);
    }

    private List<Path> markdown(Report report, Path output) {
        String base = Page.fileName(output.toString()).replaceFirst("\\.[^.]*$", "");
        Markdown markdown = Markdown.of(report, kind -> base + "-" + kind + ".svg");
        for (String name : markdown.pictures().keySet()) {
            OutputFile.checkWritable(output.resolveSibling(name), answer.force);
        }
        var written = new ArrayList<>(List.of(output));
        for (Map.Entry<String, String> picture : markdown.pictures().entrySet()) {
            Path path = output.resolveSibling(picture.getKey());
            OutputFile.write(path, out -> out.write(picture.getValue()));
            written.add(path);
        }
        OutputFile.write(output, out -> out.write(markdown.text()));
        return written;
    }

    /** The fitter that made the fit. */
    private Fitter fitter(FitDocument document) {
        return fit.fitter(document.fit().objective()).seed(document.seed());
    }

    private Optional<Subject.Tested> tested(Subject subject) {
        Optional<String> unit = Optional.of(subject.document().unit()).filter(u -> !u.equals(Units.ROW));
        try (var progress = ProgressLine.of(spec)) {
            var trials = new Trials(fitter(subject.document()), Optional.empty(), Cutting.USUAL, unit, progress);
            return Optional.of(subject.backtested(trials))
                    .filter(tested -> !tested.backtest().cuts().isEmpty()
                            && !tested.backtest().tracks().isEmpty());
        } catch (InputException _) {
            // The report says that there is none.
            return Optional.empty();
        }
    }

    /** What a reviewer objects to in the runs, where they are known. */
    private List<Objection> reviewed(
            FitDocument document, @Nullable Double target, Optional<Case.Backtested> backtested) {
        if (document.runs().isEmpty()) {
            return List.of();
        }
        Runs table = document.runs().get();
        Sample sample = Sample.of(document.fit().model(), table);
        Fitter fitter = fitter(document).progress(Progress.NONE);
        Search search = fitter.search(document.fit().model(), sample);
        int[] unitOf = Study.unitOf(
                Optional.of(document.unit())
                        .filter(u -> !u.equals(Units.ROW) && table.column(u).isPresent()),
                sample);
        String response = document.fit().model().response().toString();
        return Review.of(new Case(
                table,
                Optional.of(response).filter(table.numberNames()::contains),
                Optional.of(new Case.Fitted(search, fitter, unitOf)),
                target == null ? Map.of() : Map.of("C", target),
                backtested));
    }

    private static Optional<Case.Backtested> reach(Subject.Tested tested) {
        Backtest backtest = tested.backtest();
        return Case.Backtested.of(backtest.misses(backtest.tracks().getFirst()), backtest.logarithmic());
    }
}
