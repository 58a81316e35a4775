package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.design.Candidate;
import org.isoflop.design.Knowledge;
import org.isoflop.design.Misfit;
import org.isoflop.design.Places;
import org.isoflop.design.Precision;
import org.isoflop.design.Target;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Backtest;
import org.isoflop.forecast.Checklist;
import org.isoflop.forecast.Cutting;
import org.isoflop.forecast.Miss;
import org.isoflop.forecast.Objection;
import org.isoflop.formula.Formula;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Bootstrap;
import org.isoflop.uncertainty.Draws;

/**
 * What a design is about: laws that runs were fitted with, or one that is assumed.
 *
 * @param laws what is known of each; the drift is still to be told
 * @param objective with which runs are fitted
 * @param source the runs; empty for an assumed law
 * @param origin where an assumed law comes from
 * @param by the column that tells two laws apart; empty for one law
 * @param drift how far the truth drifts from the law over a factor of e, and who says so
 * @param warnings what there is to mind
 * @param fitted the fit of the law; empty for two laws, and for one that is assumed
 */
record DesignSubject(
        List<Knowledge> laws,
        Objective objective,
        Optional<UsableRows> source,
        String origin,
        Optional<String> by,
        Drift drift,
        List<Objection> warnings,
        Optional<Fitted> fitted) {

    /** A fit and its runs. */
    record Fitted(Fit fit, Sample sample) {}

    /**
     * The drift of a law.
     *
     * @param deviation over a factor of e in size, on the scale of residuals
     * @param misses how many forecasts of back-tests it rests on; 0 if it is assumed
     */
    record Drift(double deviation, int misses) {
        /** Over a factor of ten. */
        double perDecade() {
            return deviation * Math.sqrt(Math.log(10));
        }

        static Drift assumed(double perDecade) {
            return new Drift(perDecade / Math.sqrt(Math.log(10)), 0);
        }
    }

    /** From so many draws a design is looked at: more of them change it no more. */
    private static final int DRAWS = 16;

    /** How far the parameters of an assumed law may be off, as a share, in the draws from which it is looked at. */
    private static final double ASSUMED_SPREAD = 0.1;

    /** A law that no run has told of. */
    static DesignSubject assumed(
            Planted planted,
            String origin,
            Objective objective,
            DesignAssumptions assumptions,
            Set<String> columns,
            long seed) {
        var names = new LinkedHashSet<>(columns);
        names.add(planted.response());
        Model model = Model.of(planted.law(), names);
        double[] theta = planted.theta(model);
        var random = new SplittableRandom(seed);
        var draws = new ArrayList<double[]>();
        draws.add(theta);
        while (draws.size() < DRAWS) {
            draws.add(Arrays.stream(theta)
                    .map(value -> value * Math.exp(ASSUMED_SPREAD * random.nextGaussian()))
                    .toArray());
        }
        Knowledge law = Knowledge.assumed(
                model, objective.logarithmic(), draws, Precision.assumed(objective, assumptions.usualNoise()));
        return new DesignSubject(
                List.of(law),
                objective,
                Optional.empty(),
                origin,
                Optional.empty(),
                assumptions.drift().map(Drift::assumed).orElseGet(() -> new Drift(Misfit.USUAL, 0)),
                List.of(),
                Optional.empty());
    }

    /**
     * Laws fitted to runs.
     *
     * @param by the column that tells two recipes apart; empty for one law
     */
    static DesignSubject fitted(
            Source source, Optional<String> by, DesignLimits limits, DesignAssumptions assumptions, Progress progress) {
        UsableRows rows = source.rows();
        Map<String, Runs> tables = new LinkedHashMap<>();
        if (by.isPresent()) {
            Columns.require(rows.sample().runs(), by.get(), "--by");
            tables.putAll(rows.sample().runs().groups(by.get()));
            requireTwo(by.get(), tables.keySet());
        } else {
            tables.put("", rows.sample().runs());
        }
        var laws = new ArrayList<Knowledge>();
        var misses = new ArrayList<Miss>();
        var warnings = new ArrayList<>(rows.objections());
        var fits = new ArrayList<Fitted>();
        for (var table : tables.entrySet()) {
            One one = one(source.request(), rows, table.getKey(), table.getValue(), limits, assumptions, progress);
            laws.add(one.knowledge());
            fits.add(one.fitted());
            misses.addAll(one.misses());
            warnings.addAll(one.warnings());
        }
        Drift drift = assumptions
                .drift()
                .map(Drift::assumed)
                .orElseGet(() -> new Drift(Misfit.deviation(misses), misses.size()));
        return new DesignSubject(
                laws,
                source.request().objective(),
                Optional.of(rows),
                "",
                by,
                drift,
                List.copyOf(warnings),
                fits.size() == 1 ? Optional.of(fits.getFirst()) : Optional.empty());
    }

    private static void requireTwo(String column, Set<String> values) {
        if (values.size() != 2) {
            String some = String.join(", ", values.stream().limit(6).toList()) + (values.size() > 6 ? ", …" : "");
            throw new InputException(
                    "--by %s decides between two, and the table has %s: %s"
                            .formatted(column, Page.count(values.size(), "value", "values"), some),
                    "Choose two with --where.");
        }
    }

    /** One law with what its runs say. */
    private record One(Knowledge knowledge, Fitted fitted, List<Miss> misses, List<Objection> warnings) {}

    private static One one(
            Request request,
            UsableRows rows,
            String label,
            Runs table,
            DesignLimits limits,
            DesignAssumptions assumptions,
            Progress progress) {
        Model model = Model.of(rows.model().law(), table);
        Sample sample = label.isEmpty() ? rows.sample() : Sample.of(model, table);
        Search search = request.fitter(progress).search(model, sample);
        Fit fit = search.fit();
        int[] unitOf = Study.unitOf(request.unit(rows), sample);
        Draws draws =
                new Bootstrap(DRAWS, request.fit().seed(), request.fit().threads(), progress).draw(search, unitOf);
        Runs complete = Axis.withCompute(sample.runs());
        double[] flops = complete.evaluate(Formula.parse(limits.cost(complete)).body());
        requirePositive(complete, flops, limits.cost(complete));
        Precision seen = Precision.of(search.sandwich(unitOf), fit.objective(), fit.residuals(), flops);
        var knowledge = new Knowledge(
                label,
                model,
                fit.objective().logarithmic(),
                Stream.concat(Stream.of(fit.theta()), draws.theta().stream()).toList(),
                still(fit),
                new Places(sample.columns(), flops),
                weights(unitOf),
                assumptions
                        .noise()
                        .map(n -> Precision.assumed(fit.objective(), n))
                        .orElse(seen),
                Misfit.NONE);
        return new One(
                knowledge,
                new Fitted(fit, sample),
                misses(request, rows, model, sample, progress),
                Checklist.of(fit, sample, Draws.NONE));
    }

    private static void requirePositive(Runs runs, double[] flops, String cost) {
        for (int i = 0; i < flops.length; i++) {
            if (!(flops[i] > 0) || Double.isInfinite(flops[i])) {
                throw new InputException(
                        "%s: %s is %s, so the cost of the run is not known"
                                .formatted(runs.origin().place(i), cost, flops[i]),
                        "Leave the row out with --where, or say the cost with --cost.");
            }
        }
    }

    private static boolean[] still(Fit fit) {
        boolean[] still = new boolean[fit.theta().length];
        for (int j = 0; j < still.length; j++) {
            still[j] = fit.diagnostics()
                    .atBound()
                    .contains(fit.model().parameters().get(j).name());
        }
        return still;
    }

    /** The checkpoints of a run count as one run together. */
    private static double[] weights(int[] unitOf) {
        int[] sizes = new int[unitOf.length];
        for (int unit : unitOf) {
            sizes[unit]++;
        }
        return IntStream.of(unitOf).mapToDouble(unit -> 1.0 / sizes[unit]).toArray();
    }

    private static List<Miss> misses(Request request, UsableRows rows, Model model, Sample sample, Progress progress) {
        var trials =
                new Trials(request.fitter(progress), Optional.empty(), Cutting.USUAL, request.unit(rows), progress);
        try {
            Backtest backtest = trials.plain(List.of(model.law()), sample);
            return backtest.tracks().isEmpty() ? List.of() : backtest.misses(new double[] {1});
        } catch (InputException _) {
            return List.of();
        }
    }

    /** The edge of what has been run; empty if nothing has. */
    Optional<Double> edge() {
        double edge = laws.stream()
                .flatMapToDouble(law -> Arrays.stream(law.runs().flops()))
                .max()
                .orElse(Double.NaN);
        return Double.isNaN(edge) ? Optional.empty() : Optional.of(edge);
    }

    /** What the smallest runs were. */
    DesignLimits.Smallest smallest() {
        var parameters = laws.stream()
                .filter(law -> law.model().variables().contains("N"))
                .flatMapToDouble(law -> Arrays.stream(
                        law.runs().columns()[law.model().variables().indexOf("N")]));
        var flops =
                laws.stream().flatMapToDouble(law -> Arrays.stream(law.runs().flops()));
        return new DesignLimits.Smallest(
                parameters.boxed().min(Double::compare), flops.boxed().min(Double::compare));
    }

    /**
     * The laws with their drift from the smallest run that is there or could be made to the largest, and with their
     * bending away from the tokens per parameter of the target.
     */
    List<Knowledge> drifting(List<Candidate> candidates, Target target) {
        double[] flops = DoubleStream.concat(
                        laws.stream()
                                .flatMapToDouble(law -> Arrays.stream(law.runs().flops())),
                        candidates.stream().mapToDouble(Candidate::flops))
                .sorted()
                .toArray();
        Misfit straight = Misfit.drifting(drift.deviation(), flops[0], flops[flops.length - 1]);
        return laws.stream()
                .map(law -> {
                    OptionalDouble centre = law.ratio(target);
                    if (centre.isEmpty()) {
                        return law.with(straight);
                    }
                    double[] ratios = ratios(law, candidates);
                    return law.with(straight.bending(
                            drift.deviation(),
                            centre.getAsDouble(),
                            Arrays.stream(ratios).min().orElseThrow(),
                            Arrays.stream(ratios).max().orElseThrow()));
                })
                .toList();
    }

    /** Tokens per parameter of all runs, made and to be made. */
    private static double[] ratios(Knowledge law, List<Candidate> candidates) {
        int n = law.model().variables().indexOf("N");
        int d = law.model().variables().indexOf("D");
        double[][] columns = law.runs().columns();
        return DoubleStream.concat(
                        IntStream.range(0, law.runs().size()).mapToDouble(i -> columns[d][i] / columns[n][i]),
                        candidates.stream().mapToDouble(c -> c.row()[d] / c.row()[n]))
                .toArray();
    }
}
