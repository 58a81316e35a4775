package org.isoflop.hyper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A cell whose runs near the best one have a minimum between them.
 *
 * @param surface through these runs
 * @param fit its coefficients
 * @param optimum its lowest point
 */
record Valley(Surface surface, LeastSquares fit, Optimum.Found optimum) {
    /** The noise of a cell is held to that of all cells as if by so many more runs. */
    private static final double SHRINKAGE = 4;

    /** What a cell says, and its valley if it has one. */
    record Seen(Optimum optimum, Optional<Valley> valley) {}

    /** Looks at a cell. */
    static Seen in(Cell cell, List<String> factors, double within) {
        Optional<Surface> surface = cell.best() < 0 ? Optional.empty() : Surface.of(cell, factors, within);
        if (surface.isEmpty()) {
            return new Seen(why(cell, factors, within), Optional.empty());
        }
        Optimum optimum = surface.get().optimum();
        return new Seen(
                optimum,
                optimum instanceof Optimum.Found found
                        ? surface.get().fit(surface.get().losses()).map(fit -> new Valley(surface.get(), fit, found))
                        : Optional.empty());
    }

    /** Why there is no surface. A valley that the sweep cuts off has few values near its best run, too. */
    private static Optimum why(Cell cell, List<String> factors, double within) {
        if (cell.best() < 0) {
            return new Optimum.TooFew("all of its runs diverged");
        }
        int[] near = cell.within(within);
        for (int j = 0; j < factors.size(); j++) {
            double best = cell.factors()[cell.best()][j];
            int levels = cell.levels(j, near);
            if (levels < Sweep.LEAST_LEVELS && cell.low(j) < cell.high(j)) {
                if (best == cell.low(j) || best == cell.high(j)) {
                    return new Optimum.AtEdge(factors.get(j), best == cell.high(j));
                }
            }
        }
        for (int j = 0; j < factors.size(); j++) {
            int levels = cell.levels(j, near);
            if (levels < Sweep.LEAST_LEVELS) {
                return new Optimum.TooFew("a valley needs %d values of %s near the best run; there %s %d"
                        .formatted(Sweep.LEAST_LEVELS, factors.get(j), levels == 1 ? "is" : "are", levels));
            }
        }
        return new Optimum.TooFew("a surface needs %d runs near the best one; there are %d"
                .formatted(Surface.terms(factors.size()), near.length));
    }

    /** The standard deviation of the errors of all valleys together; 0 where nothing is left over. */
    static double noise(List<Valley> valleys) {
        double squares = valleys.stream().mapToDouble(Valley::squares).sum();
        int freedom = valleys.stream().mapToInt(valley -> valley.fit.freedom()).sum();
        return freedom == 0 ? 0 : Math.sqrt(squares / freedom);
    }

    /** That of this one, held to that of all. */
    private double noise(double all) {
        return Math.sqrt((squares() + SHRINKAGE * all * all) / (fit.freedom() + SHRINKAGE));
    }

    private double squares() {
        return LeastSquares.dot(fit.residuals(), fit.residuals());
    }

    /** The residuals of all valleys, each in units of the noise of its own and as wide as errors are. */
    static double[] errors(List<Valley> valleys) {
        double all = noise(valleys);
        return valleys.stream()
                .filter(valley -> valley.fit.freedom() > 0 && all > 0)
                .flatMapToDouble(valley -> {
                    double[] residuals = valley.fit.residuals();
                    double wider = Math.sqrt((double) residuals.length / valley.fit.freedom());
                    return java.util.Arrays.stream(residuals).map(r -> r * wider / valley.noise(all));
                })
                .toArray();
    }

    /**
     * Where the minimum lies when the runs have other errors; a draw without a minimum is left out.
     *
     * @param errors to draw from, in units of the noise
     * @param all the noise of all valleys
     */
    List<double[]> redrawn(double[] errors, double all, int draws, SplittableRandom random) {
        double[] losses = surface.losses();
        double noise = noise(all);
        var places = new ArrayList<double[]>();
        for (int k = 0; k < draws; k++) {
            double[] again = IntStream.range(0, losses.length)
                    .mapToDouble(i -> losses[i]
                            - fit.residuals()[i]
                            + (errors.length == 0 ? 0 : noise * errors[random.nextInt(errors.length)]))
                    .toArray();
            surface.fit(again).flatMap(surface::minimum).ifPresent(places::add);
        }
        return places;
    }

    /** By how much the loss is higher at some factors than at the optimum, as a share, by the surface. */
    double regret(double[] factors) {
        return Math.expm1(surface.at(fit, factors) - optimum.logLoss());
    }
}
