package org.isoflop.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.charts.Chart;
import org.isoflop.charts.gallery.TuningLandscape;
import org.isoflop.hyper.Cell;
import org.isoflop.hyper.Optimum;
import org.isoflop.hyper.Sweep;

/** The surface through the runs of one cell of a sweep, with its plateau: the cell that is nearest to what was asked. */
record SweepChart(SweepStudy study, Map<String, Double> place) {
    private static final int STEPS = 37;

    /** Where the loss is this much above the lowest the picture ends, if runs go on. */
    private static final double SHOWN = 0.02;

    /** So many times beyond the outermost runs the picture reaches. */
    private static final double MARGIN = 1.1;

    /** The plateau reaches so far above the lowest loss, as a share. */
    private static final double TOLERANCE = 0.001;

    Chart chart() {
        Sweep sweep = study.table().sweep();
        if (sweep.factors().size() != 2) {
            throw new InputException(
                    "a landscape lies over two factors, and this sweep has %s: %s"
                            .formatted(sweep.factors().size(), String.join(", ", sweep.factors())),
                    "Name two of them with --sweep, or leave out -o.");
        }
        int c = nearest(sweep);
        Cell cell = sweep.cells().get(c);
        var optimum = (Optimum.Found) study.fit().optima().get(c);
        double[][] bend = inverse(optimum.inverse());
        TuningLandscape.Factor first = factor(sweep, cell, optimum, 0);
        TuningLandscape.Factor second = factor(sweep, cell, optimum, 1);
        double[][] loss = new double[first.values().length][second.values().length];
        for (int i = 0; i < loss.length; i++) {
            for (int j = 0; j < loss[i].length; j++) {
                double x = Math.log(first.values()[i]) - optimum.at()[0];
                double y = Math.log(second.values()[j]) - optimum.at()[1];
                double rise = 0.5 * (bend[0][0] * x * x + 2 * bend[0][1] * x * y + bend[1][1] * y * y);
                loss[i][j] = Math.exp(optimum.logLoss() + rise);
            }
        }
        return TuningLandscape.of(
                first,
                second,
                loss,
                TOLERANCE,
                "%s; the surface through %,d runs near the best".formatted(study.place(cell), optimum.near()));
    }

    /** Of the cells with an optimum that nearest to the place; the largest, where there is none. */
    private int nearest(Sweep sweep) {
        List<String> scales = sweep.scales();
        return IntStream.range(0, sweep.cells().size())
                .filter(c -> study.fit().optima().get(c) instanceof Optimum.Found)
                .boxed()
                .min(Comparator.comparingDouble(
                        c -> distance(scales, sweep.cells().get(c).scale())))
                .orElseThrow(() -> new InputException(
                        "no cell of the sweep has an optimum to be drawn", "Add runs beyond the best ones."));
    }

    private double distance(List<String> scales, double[] at) {
        double sum = 0;
        for (int j = 0; j < at.length; j++) {
            Double wanted = place.get(scales.get(j));
            double logarithm = Math.log(at[j]);
            sum += wanted == null ? -logarithm : Math.abs(logarithm - Math.log(wanted));
        }
        return sum;
    }

    private static TuningLandscape.Factor factor(Sweep sweep, Cell cell, Optimum.Found optimum, int j) {
        double[] tried = IntStream.range(0, cell.losses().length)
                .filter(i -> !Double.isNaN(cell.losses()[i]))
                .mapToDouble(i -> Math.exp(cell.factors()[i][j]))
                .toArray();
        double reach = Math.exp(optimum.reach(j, SHOWN));
        double best = Math.exp(optimum.at()[j]);
        double low = Math.max(Arrays.stream(tried).min().orElseThrow() / MARGIN, best / reach);
        double high = Math.min(Arrays.stream(tried).max().orElseThrow() * MARGIN, best * reach);
        double[] values = IntStream.range(0, STEPS)
                .mapToDouble(i -> low * Math.pow(high / low, i / (STEPS - 1.0)))
                .toArray();
        return new TuningLandscape.Factor(sweep.factors().get(j), values, tried);
    }

    private static double[][] inverse(double[][] m) {
        double determinant = m[0][0] * m[1][1] - m[0][1] * m[1][0];
        return new double[][] {
            {m[1][1] / determinant, -m[0][1] / determinant}, {-m[1][0] / determinant, m[0][0] / determinant}
        };
    }
}
