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
import org.isoflop.InputException;
import org.isoflop.design.Candidate;
import org.isoflop.design.Knowledge;
import org.isoflop.design.Misfit;
import org.isoflop.design.Precision;
import org.isoflop.design.Target;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Progress;
import org.isoflop.forecast.Miss;
import org.isoflop.forecast.Objection;
import org.isoflop.formula.Formula;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;

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
    static final int DRAWS = 16;

    /** How far the parameters of an assumed law may be off, as a share, in the draws from which it is looked at. */
    private static final double ASSUMED_SPREAD = 0.1;

    /** What differs by less is the same run, written down with fewer digits. */
    private static final double SAME = 1e-3;

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
            DesignStudy one =
                    DesignStudy.of(source.request(), rows, table.getKey(), table.getValue(), limits, progress);
            laws.add(one.knowledge(assumptions.noise()));
            fits.add(one.fitted());
            misses.addAll(one.misses(progress));
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

    /**
     * The runs that can be made of all laws.
     *
     * @param cost the expression that a run costs
     * @param seeds how often the same run is made at most, with those that have been made already
     * @throws InputException if all have been made as often
     */
    List<Candidate> candidates(Runs places, String cost, int seeds) {
        double[] flops = places.evaluate(Formula.parse(cost).body());
        var candidates = new ArrayList<Candidate>();
        for (int l = 0; l < laws.size(); l++) {
            Knowledge law = laws.get(l);
            for (int i = 0; i < flops.length; i++) {
                double[] row = DesignLimits.row(law.model(), places, i);
                int left = seeds - made(law, row);
                if (left > 0) {
                    candidates.add(new Candidate(l, row, flops[i], left));
                }
            }
        }
        if (candidates.isEmpty()) {
            throw new InputException(
                    "every run to choose from has been made as often as --seeds %d allows".formatted(seeds),
                    "Allow more --seeds, or other places.");
        }
        return candidates;
    }

    /** How many times a run has been made. */
    private static int made(Knowledge law, double[] row) {
        double[][] columns = law.runs().columns();
        return (int) IntStream.range(0, law.runs().size())
                .filter(i -> IntStream.range(0, row.length).allMatch(j -> isSame(columns[j][i], row[j])))
                .count();
    }

    private static boolean isSame(double made, double place) {
        return Math.abs(made - place) <= SAME * Math.abs(place);
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
