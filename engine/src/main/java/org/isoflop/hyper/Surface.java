package org.isoflop.hyper;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The loss around its minimum in one cell: {@code ln loss = c + g'z + z'Hz/2}, where z holds the logarithms of the
 * factors, measured from the best run. Fitted to the runs near the best one by Huber's robust least squares, so that
 * one run that is off does not move the minimum.
 *
 * <p>Far from the minimum a sweep is no parabola: it rises steeply where training becomes unstable and slowly on the
 * other side. Runs that are a few per cent above the best are therefore left out, and with them those that diverged.
 */
final class Surface {
    /** Where too few runs are near, those up to so many times as far are taken too. */
    private static final double WIDEST = 3;

    private final Cell cell;
    private final List<String> names;
    private final int[] near;
    private final double[] centre;
    private final double[][] design;

    private Surface(Cell cell, List<String> names, int[] near) {
        this.cell = cell;
        this.names = names;
        this.near = near;
        centre = cell.factors()[cell.best()];
        design = Arrays.stream(near).mapToObj(i -> row(cell.factors()[i])).toArray(double[][]::new);
    }

    /** How many coefficients a quadratic in so many factors has. */
    static int terms(int factors) {
        return 1 + factors + factors * (factors + 1) / 2;
    }

    /**
     * The surface of a cell.
     *
     * @param within how far above the best a run may lie, as a share of its loss
     * @return empty if too few runs are near the best
     */
    static Optional<Surface> of(Cell cell, List<String> names, double within) {
        int[] near = nearest(cell, terms(names.size()), within);
        boolean tells = near.length >= terms(names.size())
                && IntStream.range(0, names.size()).allMatch(j -> cell.levels(j, near) >= Sweep.LEAST_LEVELS);
        return tells ? Optional.of(new Surface(cell, names, near)) : Optional.empty();
    }

    private static int[] nearest(Cell cell, int wanted, double within) {
        int[] near = cell.within(within);
        if (near.length >= wanted) {
            return near;
        }
        return Arrays.stream(cell.within(WIDEST * within))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> cell.losses()[i]))
                .limit(wanted)
                .sorted()
                .mapToInt(i -> i)
                .toArray();
    }

    /** The logarithms of the losses of the runs near the best. */
    double[] losses() {
        return Arrays.stream(near).mapToDouble(i -> cell.losses()[i]).toArray();
    }

    /** The fit to these losses, in the place of the observed ones; empty if the runs cannot tell its coefficients apart. */
    Optional<LeastSquares> fit(double[] losses) {
        return LeastSquares.robust(design, losses);
    }

    private double[] row(double[] factors) {
        int k = factors.length;
        double[] row = new double[terms(k)];
        row[0] = 1;
        int next = 1 + k;
        for (int i = 0; i < k; i++) {
            row[1 + i] = factors[i] - centre[i];
            for (int j = 0; j <= i; j++) {
                row[next++] = (factors[i] - centre[i]) * (factors[j] - centre[j]) * (i == j ? 0.5 : 1);
            }
        }
        return row;
    }

    /** Where a fitted surface has its minimum; empty if it has none. */
    Optional<double[]> minimum(LeastSquares fit) {
        return inverse(fit).map(inverse -> {
            double[] at = centre.clone();
            for (int i = 0; i < at.length; i++) {
                for (int j = 0; j < at.length; j++) {
                    at[i] -= inverse[i][j] * fit.coefficients()[1 + j];
                }
            }
            return at;
        });
    }

    /** The logarithm of the loss of a fitted surface at some factors. */
    double at(LeastSquares fit, double[] factors) {
        return LeastSquares.dot(row(factors), fit.coefficients());
    }

    /**
     * What the cell says. On both sides of an optimum there must be runs that are worse: where the best run has the
     * smallest or the largest value that was tried, nobody knows how the valley goes on, whatever a parabola makes of it.
     */
    Optimum optimum() {
        Optional<Optimum> edge = edge(centre, true);
        if (edge.isPresent()) {
            return edge.get();
        }
        Optional<LeastSquares> fit = fit(losses());
        Optional<double[]> minimum = fit.flatMap(this::minimum);
        if (minimum.isEmpty()) {
            return new Optimum.NoValley();
        }
        double[] at = minimum.get();
        return edge(at, false)
                .orElseGet(() -> new Optimum.Found(
                        at,
                        at(fit.get(), at),
                        inverse(fit.get()).orElseThrow(),
                        near.length,
                        fit.get().freedom() == 0 ? 0 : rms(fit.get())));
    }

    private static double rms(LeastSquares fit) {
        return Math.sqrt(LeastSquares.dot(fit.residuals(), fit.residuals()) / fit.freedom());
    }

    /** The factor in which a place lies beyond an end of the sweep, or, if asked, on one. */
    private Optional<Optimum> edge(double[] at, boolean on) {
        for (int j = 0; j < at.length; j++) {
            double low = cell.low(j);
            double high = cell.high(j);
            if (at[j] > high || at[j] < low || on && (at[j] == high || at[j] == low)) {
                return Optional.of(new Optimum.AtEdge(names.get(j), at[j] >= high));
            }
        }
        return Optional.empty();
    }

    /** The inverse of the second derivatives, if these are positive definite. */
    private Optional<double[][]> inverse(LeastSquares fit) {
        int k = centre.length;
        double[][] h = new double[k][2 * k];
        int next = 1 + k;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                h[i][j] = fit.coefficients()[next];
                h[j][i] = fit.coefficients()[next++];
            }
            h[i][k + i] = 1;
        }
        // Gauss-Jordan without exchange: a symmetric matrix is positive definite if and only if all pivots are
        // positive.
        for (int p = 0; p < k; p++) {
            if (!(h[p][p] > 0)) {
                return Optional.empty();
            }
            double pivot = h[p][p];
            for (int c = 0; c < 2 * k; c++) {
                h[p][c] /= pivot;
            }
            for (int r = 0; r < k; r++) {
                double factor = r == p ? 0 : h[r][p];
                for (int c = 0; c < 2 * k && factor != 0; c++) {
                    h[r][c] -= factor * h[p][c];
                }
            }
        }
        return Optional.of(
                Arrays.stream(h).map(row -> Arrays.copyOfRange(row, k, 2 * k)).toArray(double[][]::new));
    }
}
