package org.isoflop.hyper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.uncertainty.Draws;

/**
 * The method of Step Law (Li et al. 2025, arXiv:2503.04715, {@code code/fit_tool.py} of their repository): every run whose
 * loss lies within a share of the best of its cell is taken for an optimum, and one regression of logarithms goes
 * through all of them; the law is the mean over bootstraps of these runs.
 *
 * <p>It needs no model of the valley. But a cell counts by how many of its runs are near the best, the runs near the best
 * of one cell are taken to be independent of each other, and a valley that the sweep cuts off at one side pulls the law
 * to the other.
 */
final class NearBest {
    /** The share of the authors. */
    static final double WITHIN = 0.0025;

    private final Sweep sweep;
    private final List<Run> runs = new ArrayList<>();

    /** A run that is taken for an optimum. */
    private record Run(Cell cell, double[] factors) {}

    NearBest(Sweep sweep, double within) {
        this.sweep = sweep;
        for (Cell cell : sweep.cells()) {
            for (int i : cell.within(within)) {
                runs.add(new Run(cell, cell.factors()[i]));
            }
        }
    }

    /** How many runs count. */
    int size() {
        return runs.size();
    }

    /** The law of a form, with its draws; empty if the scales cannot be told apart. */
    Optional<OptimumLaw> law(OptimumLaw.Form form, SweepFit.Drawing drawing) {
        return fit(form, IntStream.range(0, size())).map(whole -> {
            var drawn = new ArrayList<double[]>();
            for (int k = 0; k < drawing.resamples(); k++) {
                var random = new SplittableRandom(SweepFit.mixed(drawing.seed(), -1 - k));
                fit(form, IntStream.range(0, size()).map(i -> random.nextInt(size())))
                        .ifPresent(one -> drawn.add(one.coefficients()));
            }
            var draws = new Draws(drawn, drawing.resamples() - drawn.size(), 0, 0);
            OptimumLaw plain = OptimumLaw.of(form, whole, sweep.cells().size(), draws);
            return drawn.isEmpty() ? plain : new OptimumLaw(form, mean(drawn), plain.scatter(), plain.cells(), draws);
        });
    }

    private static double[] mean(List<double[]> drawn) {
        double[] mean = new double[drawn.getFirst().length];
        for (double[] one : drawn) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += one[j] / drawn.size();
            }
        }
        return mean;
    }

    private Optional<LeastSquares> fit(OptimumLaw.Form form, IntStream rows) {
        int factor = sweep.factors().indexOf(form.of());
        List<Run> chosen = rows.mapToObj(runs::get).toList();
        double[][] scales =
                chosen.stream().map(run -> sweep.scales(form, run.cell())).toArray(double[][]::new);
        double[] values =
                chosen.stream().mapToDouble(run -> run.factors()[factor]).toArray();
        return OptimumLaw.fit(scales, values).filter(fit -> fit.freedom() > 0);
    }
}
