package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.isoflop.InputException;
import org.isoflop.charts.Chart;
import org.isoflop.charts.gallery.BacktestErrors;
import org.isoflop.charts.gallery.Evidence;
import org.isoflop.charts.gallery.FitChart;
import org.isoflop.charts.gallery.Outlooks;
import org.isoflop.charts.report.Report;
import org.isoflop.charts.report.Report.Block;
import org.isoflop.charts.report.Report.Section;
import org.isoflop.data.FitDocument;
import org.isoflop.forecast.Miss;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Prediction;
import org.isoflop.forecast.Selection;
import org.isoflop.forecast.Track;
import org.isoflop.plan.Allocation;
import org.isoflop.uncertainty.Interval;

/**
 * What a report on a fit says.
 *
 * @param document the fit
 * @param evidence the same for charts
 * @param target the size of the run that is planned, if somebody named one
 * @param tested a back-test inside the runs, if one could be made
 * @param reviewed what a reviewer objects to
 * @param command that makes the report
 */
record FitReport(
        FitDocument document,
        Evidence evidence,
        OptionalDouble target,
        Optional<Subject.Tested> tested,
        List<Objection> reviewed,
        String command) {
    private static final int DIGITS = 4;

    /** How far a table of forecasts and plans goes on, in multiples of the target. */
    private static final double[] AROUND = {0.01, 0.1, 1, 10};

    Report report() {
        var facts = new ReportFacts(document);
        Optional<Chart> loss = chart(FitChart.LOSS);
        var sections = new ArrayList<Section>();
        loss.ifPresent(chart -> sections.add(forecast(chart)));
        sections.add(facts.data());
        sections.add(facts.law());
        sections.add(trust());
        plan().ifPresent(sections::add);
        sections.add(facts.objections(reviewed));
        sections.add(facts.repeat(command));
        String source = Page.fileName(document.source());
        String title = loss.map(Chart::title)
                .orElse("%s fitted to %s".formatted(document.fit().model().law().id(), source));
        String law = document.fit().model().law().id();
        return new Report(
                title,
                "%s, from %s of %s. %s"
                        .formatted(
                                law.equals("formula") ? "A law" : "The law " + law,
                                Page.count(document.fit().rows(), "run", "runs"),
                                source,
                                loss.map(Chart::description).orElse("")),
                sections);
    }

    /** A chart that this fit can have. */
    private Optional<Chart> chart(FitChart kind) {
        try {
            return Optional.of(kind.of(evidence, target));
        } catch (InputException _) {
            return Optional.empty();
        }
    }

    private Section forecast(Chart loss) {
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Picture(loss));
        Outlooks.Table table = Outlooks.of(evidence, target, AROUND);
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < table.sizes().length; i++) {
            Prediction p = table.predictions().get(i);
            rows.add(List.of(
                    Figures.value(table.column(), table.sizes()[i]),
                    Figures.estimate(p.estimate(), DIGITS),
                    p.curve().map(FitReport::range).orElse("–"),
                    p.run().map(FitReport::range).orElse("–"),
                    p.calibrated().map(e -> range(e.run())).orElse("–")));
        }
        String level = Figures.level(document.level());
        blocks.add(new Block.Table(
                "Forecasts with %s intervals".formatted(level),
                List.of(
                        table.column(),
                        "estimate",
                        "the law itself",
                        "a new run, if the law is right",
                        "a new run, by back-tests"),
                rows));
        blocks.add(new Block.Text(
                "Believe the last column, where there is one: the others take the law for right and know only the spread of "
                        + "parameters and runs."));
        return new Section("forecast", "Forecast", blocks);
    }

    private static String range(Interval interval) {
        return Figures.estimate(interval.low(), DIGITS) + " … " + Figures.estimate(interval.high(), DIGITS);
    }

    private Section trust() {
        var blocks = new ArrayList<Block>();
        if (tested.isPresent()) {
            blocks.add(new Block.Picture(
                    BacktestErrors.of(tested.get().backtest(), tested.get().axis())));
            blocks.add(rings(tested.get()));
        } else {
            blocks.add(new Block.Text("There is no back-test: the runs are not known, or too few to be divided."));
        }
        chart(FitChart.RESIDUALS).ifPresent(chart -> blocks.add(new Block.Picture(chart)));
        chart(FitChart.PARAMETERS).ifPresent(chart -> blocks.add(new Block.Picture(chart)));
        return new Section("trust", "How far to trust it", blocks);
    }

    private static Block rings(Subject.Tested tested) {
        Track track = tested.backtest().tracks().getFirst();
        TreeMap<Double, List<Miss>> byReach =
                Selection.byReach(tested.backtest().misses(track));
        var rows = new ArrayList<List<String>>();
        byReach.forEach((decades, misses) -> rows.add(List.of(
                Trials.times(decades) + "x",
                String.valueOf(misses.size()),
                Trials.error(misses, tested.backtest().logarithmic()),
                SelectionText.bias(misses, tested.backtest().logarithmic()))));
        return new Block.Table(
                "Fitted below %s of %s, predicted above"
                        .formatted(
                                Page.count(tested.backtest().cuts().size(), "cut", "cuts"),
                                tested.axis().expression()),
                List.of("beyond", "predictions", "mean error", "bias"),
                rows);
    }

    /** For a law in N and D: how to divide budgets. */
    private Optional<Section> plan() {
        if (!Allocation.suits(document.fit().model())) {
            return Optional.empty();
        }
        Optional<Chart> iso = chart(FitChart.ISOFLOP);
        Optional<Chart> surface = chart(FitChart.SURFACE);
        if (iso.isEmpty() || surface.isEmpty()) {
            return Optional.empty();
        }
        var allocation = Allocation.of(document.fit().model());
        var rows = new ArrayList<List<String>>();
        for (double flops : Outlooks.of(evidence, target, AROUND).sizes()) {
            rows.add(List.of(
                    Figures.value("C", flops),
                    counted("N", theta -> allocation.parameters(flops, theta).orElse(Double.NaN)),
                    counted(
                            "D",
                            theta -> allocation.tokensPerParameter(flops, theta)
                                    * allocation.parameters(flops, theta).orElse(Double.NaN)),
                    counted("", theta -> allocation.tokensPerParameter(flops, theta))));
        }
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Picture(iso.get()));
        chart(FitChart.PLAN).ifPresent(chart -> blocks.add(new Block.Picture(chart)));
        blocks.add(new Block.Picture(surface.get()));
        blocks.add(new Block.Table(
                "Best split of training compute C = 6ND, with %s intervals".formatted(Figures.level(document.level())),
                List.of("C (FLOP)", "parameters N", "tokens D", "tokens per parameter"),
                rows));
        return Optional.of(new Section("plan", "How to spend compute", blocks));
    }

    private String counted(String column, ToDoubleFunction<double[]> quantity) {
        String value = value(column, quantity.applyAsDouble(document.fit().theta()));
        return document.interval(quantity)
                .map(i -> "%s (%s … %s)".formatted(value, value(column, i.low()), value(column, i.high())))
                .orElse(value);
    }

    private static String value(String column, double value) {
        return column.isEmpty() ? Figures.estimate(value, 2) : Figures.value(column, value);
    }
}
