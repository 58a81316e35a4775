package org.isoflop.bench.trust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Project;
import org.isoflop.bench.Table;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Progress;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Backtest;
import org.isoflop.forecast.Cutting;
import org.isoflop.forecast.Lending;
import org.isoflop.forecast.Practice;
import org.isoflop.forecast.Rows;
import org.isoflop.forecast.Selection;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;

/** {@code trust}: forecasts of the large runs of public tables from the small ones, beside SciPy's. */
public final class TrustCommand {
    private static final double LEVEL = 0.9;

    /** The column that says which rows are checkpoints of one run. */
    static final String RUN = "run";

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

    /**
     * Runs to fit and runs to predict.
     *
     * @param share of the largest compute up to which runs are fitted; NaN where the table came divided
     * @param response the column that is predicted
     * @param group the column whose values are forecast by themselves
     * @param by what makes a run large, where that is not compute: the column along which the table came divided
     */
    record Split(
            String table,
            double share,
            Runs fitted,
            Runs held,
            String response,
            Objective objective,
            Optional<String> group,
            Optional<String> by) {
        /** A split of losses over N and D at a share of compute. */
        Split(TrustTable table, double share) {
            this(
                    table.name(),
                    share,
                    table.part(share, false),
                    table.part(share, true),
                    "loss",
                    Objective.DEFAULT,
                    Optional.empty(),
                    Optional.empty());
        }

        /** Whether the additive law over N and D can be fitted, so that SciPy has something to say. */
        boolean isAdditive() {
            return fitted.numberNames().containsAll(List.of("N", "D", "loss"));
        }

        String cut() {
            return Double.isNaN(share) ? "given" : percent(share, 0);
        }
    }

    /**
     * What came of a split.
     *
     * @param best the least error of a law whose share hindsight chose, all of it to one law
     * @param all the error of the default law fitted to the held-out runs as well
     */
    record Result(Split split, String law, Score auto, Optional<Score> scipy, OptionalDouble best, OptionalDouble all) {
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
                splits.add(new Split(table, share));
            }
        }
        splits.addAll(GivenSplits.all(project));
        List<Split> additive = splits.stream().filter(Split::isAdditive).toList();
        List<List<Score.Forecast>> scipy = alone
                ? List.of()
                : ScipyForecasts.of(
                        project,
                        additive.stream()
                                .map(s -> new ScipyForecasts.Split(s.fitted(), s.held()))
                                .toList(),
                        quick);
        var results = new ArrayList<Result>();
        for (int k = 0; k < splits.size(); k++) {
            Split split = splits.get(k);
            System.err.println("trust: " + split.table() + " at " + split.share());
            int peer = additive.indexOf(split);
            results.add(result(
                    split,
                    scipy.isEmpty() || peer < 0
                            ? Optional.empty()
                            : Optional.of(Score.of(scipy.get(peer), split.held().numbers("loss"), LEVEL))));
        }
        return new Findings(
                "trust",
                "trust",
                machine,
                scipy.isEmpty() ? List.of() : goals(results),
                List.of(new Findings.Section("Forecasts beyond the runs", ABOUT, table(results))));
    }

    private static Result result(Split split, Optional<Score> scipy) {
        if (split.group().isPresent()) {
            return ofGroups(split, split.group().get());
        }
        Selection selection = selection(split.fitted(), split.objective(), split.by());
        double[] observed = split.held().numbers(split.response());
        return new Result(
                split,
                selection.chosen().track().law().id(),
                Score.of(forecasts(selection, split.fitted(), split.held(), split.by()), observed, LEVEL),
                scipy,
                OptionalDouble.of(best(selection, split, observed)),
                split.isAdditive() ? OptionalDouble.of(all(split)) : OptionalDouble.empty());
    }

    /** Every group with a forecast of its own, to which the others have lent what they know. */
    private static Result ofGroups(Split split, String column) {
        Map<String, Runs> held = split.held().groups(column);
        Map<String, Runs> fitted = split.fitted().groups(column);
        var trials = new LinkedHashMap<String, Function<Lending, Backtest>>();
        fitted.forEach(
                (name, runs) -> trials.put(name, lending -> backtest(runs, split.objective(), split.by(), lending)));
        Map<String, Selection> selections = Selection.ofGroups(trials);
        var forecasts = new ArrayList<Score.Forecast>();
        var observed = new ArrayList<Double>();
        selections.forEach((name, selection) -> {
            Runs own = held.get(name);
            if (own != null) {
                forecasts.addAll(forecasts(selection, selection.backtest().runs(), own, split.by()));
                Arrays.stream(own.numbers(split.response())).forEach(observed::add);
            }
        });
        return new Result(
                split,
                Selection.common(List.copyOf(selections.values())),
                Score.of(forecasts, observed.stream().mapToDouble(y -> y).toArray(), LEVEL),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    static List<Score.Forecast> forecasts(Selection selection, Runs fitted, Runs held, Optional<String> by) {
        Axis axis = Axis.of(fitted, by);
        return selection.outlook(axis).at(held, LEVEL).stream()
                .map(e ->
                        new Score.Forecast(e.estimate(), e.run().low(), e.run().high()))
                .toList();
    }

    /** The error of the one law that would have been best: what choosing among these laws could come to. */
    static double best(Selection selection, Split split, double[] observed) {
        Runs held = Axis.withCompute(split.held());
        Backtest backtest = selection.backtest();
        return backtest.tracks().stream()
                .mapToDouble(track -> Score.error(backtest.predictions(track, held), observed))
                .filter(Double::isFinite)
                .min()
                .orElse(Double.NaN);
    }

    /** The error of the additive law, had it seen the held-out runs: what the noise of runs and its form leave. */
    private static double all(Split split) {
        var columns = new ArrayList<Column>();
        for (String name : List.of("N", "D", "loss")) {
            columns.add(new Column.Numbers(
                    name,
                    DoubleStream.concat(
                                    Arrays.stream(split.fitted().numbers(name)),
                                    Arrays.stream(split.held().numbers(name)))
                            .toArray()));
        }
        return additive(Runs.of(columns, Origin.of("all runs")), split.held());
    }

    /** The error of the additive law without priors, fitted to some runs and judged on others. */
    static double additive(Runs fitted, Runs held) {
        Model model = Model.of(Catalogue.builtIn().entry("chinchilla").law(), fitted);
        double[] theta =
                Fitter.withDefaults().fit(model, Sample.of(model, fitted)).theta();
        double[][] places = model.variables().stream().map(held::numbers).toArray(double[][]::new);
        double[] estimates = IntStream.range(0, held.size())
                .mapToDouble(i -> model.predict(
                        Arrays.stream(places).mapToDouble(column -> column[i]).toArray(), theta))
                .toArray();
        return Score.error(estimates, held.numbers("loss"));
    }

    /** What {@code --law auto} does; checkpoints of one run stay together where a column tells them. */
    static Selection selection(Runs runs, Objective objective, Optional<String> by) {
        return Selection.of(backtest(runs, objective, by, Lending.NONE));
    }

    private static Backtest backtest(Runs runs, Objective objective, Optional<String> by, Lending lending) {
        Runs complete = Axis.withCompute(runs);
        List<Law> laws = Catalogue.builtIn().formsFor(complete.numberNames());
        double[] sizes = Axis.of(runs, by).sizes(complete);
        int[] units = runs.numberNames().contains(RUN)
                ? runs.groupOf(RUN)
                : IntStream.range(0, runs.size()).toArray();
        int threads = Runtime.getRuntime().availableProcessors();
        return Backtest.of(
                Practice.averaged(Fitter.withDefaults().with(objective).threads(threads)),
                laws,
                new Rows(complete, sizes, units),
                Cutting.USUAL,
                threads,
                Progress.NONE,
                lending);
    }

    private static Table table(List<Result> results) {
        var rows = new ArrayList<List<String>>();
        for (Result r : results) {
            Optional<Score> scipy = r.scipy();
            rows.add(List.of(
                    r.split().table(),
                    r.split().cut(),
                    r.split().fitted().size() + "/" + r.split().held().size(),
                    scipy.map(s -> percent(s.error(), 2)).orElse(""),
                    percent(r.auto().error(), 2),
                    r.best().isPresent() ? percent(r.best().getAsDouble(), 2) : "",
                    r.all().isPresent() ? percent(r.all().getAsDouble(), 2) : "",
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
                        "best law",
                        "all runs",
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
        List<Result> cut =
                results.stream().filter(r -> !Double.isNaN(r.split().share())).toList();
        double pooled = 100.0
                * cut.stream().mapToInt(r -> r.auto().inside()).sum()
                / cut.stream().mapToInt(r -> r.auto().runs()).sum();
        goals.add(Goal.atLeast("coverage of all runs beyond the cuts", 85, pooled, "%"));
        goals.add(Goal.atMost("coverage of all runs beyond the cuts", 95, pooled, "%"));
        goals.add(Goal.atLeast(
                "coverage of each table with " + FEW + " held-out runs or more",
                75,
                results.stream()
                        .filter(r -> r.auto().runs() >= FEW)
                        .mapToDouble(r -> 100 * r.auto().coverage())
                        .min()
                        .orElse(0),
                "%"));
        List<Result> paired =
                results.stream().filter(r -> r.scipy().isPresent()).toList();
        goals.add(Goal.atLeast(
                "share of splits with an error no larger than SciPy's", 90, share(paired, r -> r.ratio() <= 1), "%"));
        goals.add(Goal.atLeast(
                "the same for the law that hindsight chooses",
                90,
                share(
                        paired,
                        r -> r.best().orElseThrow() <= r.scipy().orElseThrow().error()),
                "%"));
        goals.add(Goal.atLeast(
                "share of splits with a smaller interval score",
                51,
                share(paired, r -> r.auto().interval() < r.scipy().orElseThrow().interval()),
                "%"));
        goals.add(Goal.atMost("error over SciPy's, 10 % cuts", 0.75, mean(paired, 0.1, Result::ratio), ""));
        goals.add(Goal.atMost("error over SciPy's, 1 % cuts", 0.55, mean(paired, 0.01, Result::ratio), ""));
        ToDoubleFunction<Result> hindsight =
                r -> r.best().orElseThrow() / r.scipy().orElseThrow().error();
        goals.add(Goal.atMost(
                "the same for the law that hindsight chooses, 10 %", 0.75, mean(paired, 0.1, hindsight), ""));
        goals.add(Goal.atMost(
                "the same for the law that hindsight chooses, 1 %", 0.55, mean(paired, 0.01, hindsight), ""));
        return goals;
    }

    private static double share(List<Result> results, Predicate<Result> which) {
        return 100.0 * results.stream().filter(which).count() / results.size();
    }

    /** The geometric mean over the splits at a cut. */
    private static double mean(List<Result> results, double share, ToDoubleFunction<Result> ratio) {
        return Math.exp(results.stream()
                .filter(r -> r.split().share() == share)
                .mapToDouble(r -> Math.log(ratio.applyAsDouble(r)))
                .average()
                .orElse(Double.NaN));
    }
}
