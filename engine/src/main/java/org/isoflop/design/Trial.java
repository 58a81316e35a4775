package org.isoflop.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Search;
import org.isoflop.fit.Workers;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;

/**
 * The spread of a target when runs are really simulated and laws really fitted to them: what a linear approximation
 * around the estimates may miss.
 *
 * <p>All runs, those that are there and those that are proposed, are drawn anew around the law at the estimates, or around
 * a truth that has drifted from it, with the noise that the residuals show, and the law is fitted to each table with the
 * objective of the user.
 *
 * @param design the question
 * @param fitter finds optima; its seed and its threads are those of the simulation
 * @param tables how many tables are simulated
 */
public record Trial(Design design, Fitter fitter, int tables) {
    /** Mixes the number of a table into the seed of the fitter. */
    private static final long STREAM = 0x9E3779B97F4A7C15L;

    /** From the estimates, few other starts are needed. */
    private static final int STARTS = 4;

    /** The outer deciles of a normal distribution lie so many standard deviations apart. */
    private static final double DECILES = 2.563;

    /**
     * The spread of the errors of the target over the tables; by its deciles, since a few tables of an ill-determined law
     * would else say everything.
     *
     * @param runs what is proposed; may be empty
     * @return what the information says of it, by simulation; empty if the runs are too few for a fit
     */
    public Optional<Spread> spread(List<Marginal> runs) {
        OptionalDouble law = spread(runs, false);
        OptionalDouble total = spread(runs, true);
        return law.isEmpty() || total.isEmpty()
                ? Optional.empty()
                : Optional.of(new Spread(law.getAsDouble(), total.getAsDouble()));
    }

    private OptionalDouble spread(List<Marginal> runs, boolean drifting) {
        double[] values = new double[tables];
        for (int l = 0; l < design.laws().size(); l++) {
            OptionalDouble[] own = values(drifting ? law(l) : law(l).with(Misfit.NONE), l, runs);
            for (int t = 0; t < tables; t++) {
                values[t] += own.length == 0 ? Double.NaN : (l == 0 ? 1 : -1) * own[t].orElse(Double.NaN);
            }
        }
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        int n = sorted.length;
        return n < tables / 2 || n < 4
                ? OptionalDouble.empty()
                : OptionalDouble.of((sorted[9 * n / 10] - sorted[n / 10]) / DECILES);
    }

    private Knowledge law(int number) {
        return design.laws().get(number);
    }

    /** The error of the target of one law over all tables; nothing at all if it cannot be fitted to so few runs. */
    private OptionalDouble[] values(Knowledge law, int number, List<Marginal> proposed) {
        Places places = places(law, number, proposed);
        Model model = law.model();
        double[] expected = IntStream.range(0, places.size())
                .mapToDouble(i -> model.predict(places.row(i), law.estimate()))
                .toArray();
        Search search;
        try {
            double[] first = drawn(places, expected, new Truth(law, random(-1 - number)));
            search = fitter.starts(STARTS).search(model, sample(model, places, first));
        } catch (InputException e) {
            return new OptionalDouble[0];
        }
        var functional = new Functional(model, law.logarithmic(), design.target());
        var values = new OptionalDouble[tables];
        double[] weights = new double[places.size()];
        Arrays.fill(weights, 1);
        Workers.run(
                tables,
                fitter.threads(),
                search::refitter,
                (t, refitter) -> {
                    var truth = new Truth(law, random(2L * t + number));
                    double[] theta = refitter.refit(drawn(places, expected, truth), weights);
                    double value = Geometry.isDefined(theta)
                            ? functional.value(theta) - truth.shift(functional, design.target())
                            : Double.NaN;
                    values[t] = Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
                },
                fitter.progress(),
                "simulated tables");
        return values;
    }

    private SplittableRandom random(long table) {
        return new SplittableRandom((fitter.seed() + table) * STREAM);
    }

    /** A truth that has drifted from a law by random steps. */
    private static final class Truth {
        private final Knowledge law;
        private final Geometry geometry;
        private final SplittableRandom random;
        private final double[] heights;

        Truth(Knowledge law, SplittableRandom random) {
            this.law = law;
            this.random = random;
            geometry = new Geometry(law, law.estimate());
            heights = Arrays.stream(law.misfit().variances())
                    .map(variance -> Math.sqrt(variance) * random.nextGaussian())
                    .toArray();
        }

        /** What is observed at the places less what the law expects. */
        double[] residuals(Places places) {
            double[] residuals = law.precision().draw(places.flops(), random);
            double[][] steps = geometry.steps(places);
            for (int i = 0; i < residuals.length; i++) {
                residuals[i] += Symmetric.dot(steps[i], heights);
            }
            return residuals;
        }

        /** How far the target has moved. */
        double shift(Functional functional, Target target) {
            double ratio = functional.ratio(law.estimate());
            double beyond = Functional.drifts(target)
                    ? Math.sqrt(law.misfit().beyond(Functional.size(target), ratio)) * random.nextGaussian()
                    : 0;
            return Symmetric.dot(geometry.steps(functional, target), heights) + beyond;
        }
    }

    private double[] drawn(Places places, double[] expected, Truth truth) {
        double[] residuals = truth.residuals(places);
        double[] response = new double[expected.length];
        for (int i = 0; i < response.length; i++) {
            // A residual is what is predicted less what is observed.
            response[i] = fitter.objective().observation(expected[i], -residuals[i]);
        }
        return response;
    }

    /** The runs that are there, and then those that are proposed, every seed by itself. */
    private static Places places(Knowledge law, int number, List<Marginal> proposed) {
        var rows = new ArrayList<double[]>();
        var flops = new ArrayList<Double>();
        for (int i = 0; i < law.runs().size(); i++) {
            rows.add(law.runs().row(i));
            flops.add(law.runs().flops()[i]);
        }
        for (Marginal run : proposed) {
            for (int seed = 0; seed < run.seeds() && run.candidate().law() == number; seed++) {
                rows.add(run.candidate().row());
                flops.add(run.candidate().flops());
            }
        }
        double[][] columns = IntStream.range(0, law.model().variables().size())
                .mapToObj(j -> rows.stream().mapToDouble(row -> row[j]).toArray())
                .toArray(double[][]::new);
        return new Places(columns, flops.stream().mapToDouble(f -> f).toArray());
    }

    private static Sample sample(Model model, Places places, double[] response) {
        List<Column.Numbers> columns = IntStream.range(0, places.columns().length)
                .mapToObj(j -> new Column.Numbers(model.variables().get(j), places.columns()[j]))
                .toList();
        return new Sample(Runs.of(columns, Origin.of("the simulated runs")), places.columns(), response);
    }
}
