package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.isoflop.charts.Chart;
import org.isoflop.charts.draw.Terminal;
import org.isoflop.charts.gallery.BacktestErrors;
import org.isoflop.charts.gallery.FitChart;
import org.isoflop.data.FitJson;
import org.isoflop.forecast.Cutting;
import org.isoflop.runs.Magnitude;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop plot FIT --kind isoflop -o x.svg}: see it. */
@Command(
        name = "plot",
        header = "Draw a chart of a fit.",
        customSynopsis = {
            "isoflop plot FIT [NAME=VALUE] --kind KIND -o FILE [options]",
            "       isoflop plot RUNS... --kind KIND -o FILE [options]"
        },
        description = {
            "Kinds: loss (against compute, with intervals up to a target), isoflop (curves of",
            "equal compute), surface (loss over N and D), plan (best N, D and loss for each",
            "budget), residuals, parameters (bootstrap draws in pairs), backtest (error by",
            "distance). The ending of the file says what is written: .svg, .png or .json",
            "(Vega-Lite). Without -o it is drawn here."
        },
        footer = {
            "  isoflop plot runs.fit.json --kind isoflop -o isoflop.svg",
            "  isoflop plot runs.csv --kind loss --target 1e25 --size 1600x900 -o slide.png",
            "  isoflop plot runs.fit.json --kind surface --theme dark -o surface.json",
            "  isoflop plot runs.csv --kind loss"
        })
final class PlotCommand extends CliCommand {
    private static final List<String> OWN = List.of(
            "--kind",
            "--target",
            "--output",
            "--size",
            "--theme",
            "--scale",
            "--force",
            "--json",
            "--threads",
            "--help",
            "--stacktrace");

    private static final int TERMINAL_HEIGHT = 24;

    @Mixin
    private RunsOptions runs;

    @Mixin
    private Drawing drawing;

    @Mixin
    private PictureOptions picture;

    @Mixin
    private LawOptions law;

    @Mixin
    private FitOptions fit;

    /** What is drawn, and where. */
    @Command(optionListHeading = "%nThe chart:%n")
    static final class Drawing {
        @Option(
                names = "--kind",
                paramLabel = "KIND",
                defaultValue = "loss",
                description = "Which chart (default: ${DEFAULT-VALUE}).")
        private String kind = "loss";

        @Option(
                names = "--target",
                paramLabel = "SIZE",
                description = "The compute (or other size) of the run that is planned (default: 10 times the largest).")
        private @Nullable Double target;

        @Option(
                names = "--json",
                description = "Print one JSON document, with the Vega-Lite specification, and nothing else.")
        private boolean json;
    }

    @Override
    public Integer call() {
        String kind = Call.check(spec, this::kind);
        Call.check(spec, picture::check);
        Call.check(spec, this::checkTarget);
        picture.checkWritable();
        Subject subject = Subject.of(new Request(spec, runs, law, fit), OWN);
        return answer(written(chart(kind, subject), subject));
    }

    private String kind() {
        List<String> kinds = kinds();
        return Call.choice("--kind", kinds.toArray(String[]::new), k -> k, drawing.kind);
    }

    static List<String> kinds() {
        var kinds = new ArrayList<>(
                Arrays.stream(FitChart.values()).map(FitChart::label).toList());
        kinds.add(BacktestErrors.KIND);
        return kinds;
    }

    private void checkTarget() {
        Double target = drawing.target;
        if (target != null && !(target > 0 && Double.isFinite(target))) {
            throw new InputException(
                    "--target is a positive number, not " + Magnitude.exact(target), "Write --target 1e24.");
        }
    }

    private Chart chart(String kind, Subject subject) {
        OptionalDouble target = drawing.target == null ? OptionalDouble.empty() : OptionalDouble.of(drawing.target);
        for (FitChart chart : FitChart.values()) {
            if (chart.label().equals(kind)) {
                return chart.of(subject.evidence(), target);
            }
        }
        try (var progress = ProgressLine.of(spec)) {
            Optional<String> unit = Optional.of(subject.document().unit()).filter(u -> !u.equals(Units.ROW));
            var trials = new Trials(
                    fit.fitter(subject.document().fit().objective())
                            .seed(subject.document().seed()),
                    Optional.empty(),
                    Cutting.USUAL,
                    unit,
                    progress);
            Subject.Tested tested = subject.backtested(trials);
            return BacktestErrors.of(tested.backtest(), tested.axis());
        }
    }

    /** What is said on standard output. */
    private String written(Chart chart, Subject subject) {
        picture.write(chart);
        if (drawing.json) {
            return FitJson.text(json(chart, picture.specification(chart), subject));
        }
        var page = new Page(Style.ofTerminal());
        page.paragraph("", 2, chart.title()).paragraph("", 2, chart.subtitle()).blank();
        picture.file()
                .ifPresentOrElse(
                        file -> page.fact("written", file.toString()),
                        () -> Terminal.of(chart, Page.WIDTH, TERMINAL_HEIGHT).forEach(page::line));
        return page.toString();
    }

    private static ObjectNode json(Chart chart, ObjectNode specification, Subject subject) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("kind", chart.kind())
                .put("title", chart.title())
                .put("subtitle", chart.subtitle())
                .put("description", chart.description());
        node.set("specification", specification);
        node.set("warnings", FitJson.warnings(subject.document().warnings()));
        return node.put("version", Version.current());
    }
}
