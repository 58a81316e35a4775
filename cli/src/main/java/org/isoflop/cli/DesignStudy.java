package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.design.Knowledge;
import org.isoflop.design.Misfit;
import org.isoflop.design.Places;
import org.isoflop.design.Precision;
import org.isoflop.fit.Fit;
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
 * One law that is fitted to the runs that are there, for a design.
 *
 * @param request what is to be fitted
 * @param rows the whole table
 * @param label what tells the law from the other; empty for one law
 * @param search the fit
 * @param flops what each of them cost; not to be written to
 * @param unitOf for each of them the training run that it belongs to; not to be written to
 * @param draws of its parameters
 */
record DesignStudy(
        Request request, UsableRows rows, String label, Search search, double[] flops, int[] unitOf, Draws draws) {

    /** Fits the law of the rows to a table, which is all of them or those of one recipe. */
    static DesignStudy of(
            Request request, UsableRows rows, String label, Runs table, DesignLimits limits, Progress progress) {
        Model model = Model.of(rows.model().law(), table);
        Sample sample = label.isEmpty() ? rows.sample() : Sample.of(model, table);
        Search search = request.fitter(progress).search(model, sample);
        int[] unitOf = Study.unitOf(request.unit(rows), sample);
        Draws draws = new Bootstrap(
                        DesignSubject.DRAWS, request.fit().seed(), request.fit().threads(), progress)
                .draw(search, unitOf);
        Runs complete = Axis.withCompute(sample.runs());
        String cost = limits.cost(complete);
        double[] flops = complete.evaluate(Formula.parse(cost).body());
        requirePositive(complete, flops, cost);
        return new DesignStudy(request, rows, label, search, flops, unitOf, draws);
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

    private Fit fit() {
        return search.fit();
    }

    DesignSubject.Fitted fitted() {
        return new DesignSubject.Fitted(fit(), search.sample());
    }

    /**
     * What the runs say of the law.
     *
     * @param noise of a run, where it is not to be taken from them
     */
    Knowledge knowledge(Optional<Double> noise) {
        Fit fit = fit();
        return new Knowledge(
                label,
                fit.model(),
                fit.objective().logarithmic(),
                Stream.concat(Stream.of(fit.theta()), draws.theta().stream()).toList(),
                still(fit),
                new Places(search.sample().columns(), flops),
                weights(),
                noise.map(n -> Precision.assumed(fit.objective(), n))
                        .orElseGet(
                                () -> Precision.of(search.sandwich(unitOf), fit.objective(), fit.residuals(), flops)),
                Misfit.NONE);
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
    private double[] weights() {
        int[] sizes = new int[unitOf.length];
        for (int unit : unitOf) {
            sizes[unit]++;
        }
        return IntStream.of(unitOf).mapToDouble(unit -> 1.0 / sizes[unit]).toArray();
    }

    /** How far back-tests of the law were off; none where there are too few runs for one. */
    List<Miss> misses(Progress progress) {
        var trials =
                new Trials(request.fitter(progress), Optional.empty(), Cutting.USUAL, request.unit(rows), progress);
        try {
            Backtest backtest = trials.plain(List.of(fit().model().law()), search.sample());
            return backtest.tracks().isEmpty() ? List.of() : backtest.misses(new double[] {1});
        } catch (InputException _) {
            return List.of();
        }
    }

    List<Objection> warnings() {
        return Checklist.of(fit(), search.sample(), Draws.NONE);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return search.hashCode();
    }

    @Override
    public String toString() {
        return "%s of %s".formatted(label.isEmpty() ? "the fit" : label, search.sample());
    }
}
