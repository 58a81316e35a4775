package org.isoflop.bench.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Project;
import org.isoflop.bench.Table;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Backtest;
import org.isoflop.forecast.Outlook;
import org.isoflop.forecast.Practice;
import org.isoflop.forecast.Selection;
import org.isoflop.law.Law;
import org.isoflop.runs.Runs;

/** {@code trust}: forecasts of the large runs of public tables from the small ones, beside SciPy's. */
public final class TrustCommand {
    private static final double LEVEL = 0.9;

    private static final double[] SHARES = {0.1, 0.01};

    /** A coverage over fewer runs than this says little: one run is a tenth of it. */
    private static final int FEW = 10;

    private static final String ABOUT = """
            Fitted to the runs up to 10 % and 1 % of the largest compute, judged on the others. SciPy: the additive law and \
            a pairs bootstrap with resampled residuals (`scipy_backtest.py`). auto: `isoflop fit --law auto`, calibrated \
            intervals. error: mean absolute relative error in percent; bias: with its sign; inside: share of held-out runs \
            inside the 90 % interval; width: median, in percent; score: mean interval score in percent (smaller is better). \
            law: the one that `isoflop select` puts first.""";

    private TrustCommand() {}

    /** A table at one cut, and what was forecast. */
    record Split(String table, double share, Runs fitted, Runs held) {}

    /** What came of a split. */
    record Result(Split split, String law, Score auto, Optional<Score> scipy) {
        double ratio() {
            return scipy.map(s -> auto.error() / s.error()).orElse(Double.NaN);
        }
    }

    /**
     * Runs all splits.
     *
     * @param alone without SciPy
     */
    public static Findings run(Project project, boolean quick, boolean alone) {
        var machine = Machine.here();
        var splits = new ArrayList<Split>();
        for (TrustTable table : TrustTable.all(project)) {
            for (double share : SHARES) {
                splits.add(new Split(table.name(), share, table.part(share, false), table.part(share, true)));
            }
        }
        List<List<Score.Forecast>> scipy = alone
                ? List.of()
                : ScipyForecasts.of(
                        project,
                        splits.stream()
                                .map(s -> new ScipyForecasts.Split(s.fitted(), s.held()))
                                .toList(),
                        quick);
        var results = new ArrayList<Result>();
        for (int k = 0; k < splits.size(); k++) {
            Split split = splits.get(k);
            System.err.println("trust: " + split.table() + " at " + split.share());
            double[] observed = split.held().numbers("loss");
            results.add(result(
                    split, scipy.isEmpty() ? Optional.empty() : Optional.of(Score.of(scipy.get(k), observed, LEVEL))));
        }
        return new Findings(
                "trust",
                "trust",
                machine,
                scipy.isEmpty() ? List.of() : goals(results),
                List.of(new Findings.Section("Forecasts beyond the runs", ABOUT, table(results))));
    }

    private static Result result(Split split, Optional<Score> scipy) {
        Selection selection = selection(split.fitted());
        Axis axis = Axis.of(split.fitted(), Optional.empty());
        Outlook outlook = selection.outlook(axis);
        List<Score.Forecast> forecasts = outlook.at(split.held(), LEVEL).stream()
                .map(e ->
                        new Score.Forecast(e.estimate(), e.run().low(), e.run().high()))
                .toList();
        return new Result(
                split,
                selection.chosen().track().law().id(),
                Score.of(forecasts, split.held().numbers("loss"), LEVEL),
                scipy);
    }

    /** What {@code --law auto} does. */
    static Selection selection(Runs runs) {
        Runs complete = Axis.withCompute(runs);
        List<Law> laws = Catalogue.builtIn().formsFor(complete.numberNames());
        double[] sizes = Axis.of(runs, Optional.empty()).sizes(complete);
        int[] units = IntStream.range(0, runs.size()).toArray();
        int threads = Runtime.getRuntime().availableProcessors();
        return Selection.of(Backtest.of(
                Practice.averaged(Fitter.withDefaults()),
                laws,
                complete,
                sizes,
                units,
                Backtest.CUTS,
                threads,
                Progress.NONE));
    }

    private static Table table(List<Result> results) {
        var rows = new ArrayList<List<String>>();
        for (Result r : results) {
            Optional<Score> scipy = r.scipy();
            rows.add(List.of(
                    r.split().table(),
                    percent(r.split().share(), 0),
                    r.split().fitted().size() + "/" + r.split().held().size(),
                    scipy.map(s -> percent(s.error(), 2)).orElse(""),
                    percent(r.auto().error(), 2),
                    "%+.2f".formatted(100 * r.auto().bias()),
                    scipy.map(s -> percent(s.coverage(), 0)).orElse(""),
                    percent(r.auto().coverage(), 0),
                    scipy.map(s -> percent(s.width(), 1)).orElse(""),
                    percent(r.auto().width(), 1),
                    scipy.map(s -> percent(s.interval(), 1)).orElse(""),
                    percent(r.auto().interval(), 1),
                    r.law()));
        }
        return new Table(
                List.of(
                        "table",
                        "cut %",
                        "runs",
                        "error SciPy",
                        "auto",
                        "bias",
                        "inside SciPy",
                        "auto",
                        "width SciPy",
                        "auto",
                        "score SciPy",
                        "auto",
                        "law"),
                rows);
    }

    private static String percent(double value, int digits) {
        return ("%." + digits + "f").formatted(100 * value);
    }

    private static List<Goal> goals(List<Result> results) {
        var goals = new ArrayList<Goal>();
        double pooled = 100.0
                * results.stream().mapToInt(r -> r.auto().inside()).sum()
                / results.stream().mapToInt(r -> r.auto().runs()).sum();
        goals.add(Goal.atLeast("coverage of all runs together", 85, pooled, "%"));
        goals.add(Goal.atMost("coverage of all runs together", 95, pooled, "%"));
        goals.add(Goal.atLeast(
                "coverage of each table with " + FEW + " held-out runs or more",
                75,
                results.stream()
                        .filter(r -> r.auto().runs() >= FEW)
                        .mapToDouble(r -> 100 * r.auto().coverage())
                        .min()
                        .orElse(0),
                "%"));
        goals.add(Goal.atLeast(
                "share of splits with an error no larger than SciPy's",
                90,
                100.0 * results.stream().filter(r -> r.ratio() <= 1).count() / results.size(),
                "%"));
        goals.add(Goal.atLeast(
                "share of splits with a smaller interval score",
                51,
                100.0
                        * results.stream()
                                .filter(r -> r.auto().interval()
                                        < r.scipy().orElseThrow().interval())
                                .count()
                        / results.size(),
                "%"));
        goals.add(Goal.atMost(
                "error over SciPy's, 10 % cuts",
                0.75, mean(results, r -> r.split().share() == 0.1), ""));
        goals.add(Goal.atMost(
                "error over SciPy's, 1 % cuts",
                0.55, mean(results, r -> r.split().share() == 0.01), ""));
        return goals;
    }

    /** The geometric mean. */
    private static double mean(List<Result> results, Predicate<Result> which) {
        ToDoubleFunction<Result> log = r -> Math.log(r.ratio());
        return Math.exp(
                results.stream().filter(which).mapToDouble(log).average().orElse(Double.NaN));
    }
}
