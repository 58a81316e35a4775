package org.isoflop.forecast;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.IntStream;
import org.isoflop.law.Model;

/**
 * Which rows err alike, and how many independent ones they are worth. Where training runs are named, rows of one run do.
 * Where every row counts as a run of its own, the residuals are asked: checkpoints whose run nobody named, runs of one
 * size that share what is odd about it.
 *
 * <p>Rows that the law tells apart by D alone form a chain, in the order of D. Residuals of neighbours have the
 * correlation {@code r = sum e_i e_j / sum (e_i^2 + e_j^2)/2}, drawn towards zero as far as its standard error, one over
 * the root of the number of pairs, asks for. A chain with such a correlation of the first order is worth {@code (1 -
 * r)/(1 + r)} of its rows (Bartlett 1946), so that blocks of {@code (1 + r)/(1 - r)} neighbours are what is independent
 * (Künsch 1989).
 *
 * @param unitOf for each row the number of what it belongs to, from 0: what resamples draw as a whole; not to be written to
 * @param independent how many independent rows they are worth
 */
record Dependence(int[] unitOf, double independent) {
    /** Correlations beyond this are usual among checkpoints only. */
    private static final double USUAL = 0.5;

    /** A block has 99 rows at most. */
    private static final double MOST = 0.98;

    /** One wild residual must not rule: beyond so many deviations it counts like one there. */
    private static final double WILD = 3;

    /** The median of |z| for a standard normal z. */
    private static final double MEDIAN = 0.6745;

    /**
     * What the residuals of a fit show.
     *
     * @param residuals one per row
     */
    static Dependence of(Model model, Rows rows, double[] residuals) {
        int units = Arrays.stream(rows.unitOf()).max().orElse(-1) + 1;
        if (units < residuals.length) {
            double alike = designEffect(residuals, rows.unitOf(), units);
            return new Dependence(rows.unitOf(), Math.clamp(residuals.length / alike, units, residuals.length));
        }
        return model.variables().contains("D")
                ? ofChains(chains(model, rows), bounded(residuals))
                : new Dependence(rows.unitOf(), units);
    }

    /** How many times the variance of a sum is what it would be, were rows of a unit independent. */
    private static double designEffect(double[] residuals, int[] unitOf, int units) {
        double[] sums = new double[units];
        for (int i = 0; i < residuals.length; i++) {
            sums[unitOf[i]] += residuals[i];
        }
        double squares = Arrays.stream(residuals).map(r -> r * r).sum();
        return squares > 0 ? Arrays.stream(sums).map(s -> s * s).sum() / squares : 1;
    }

    private static double[] bounded(double[] residuals) {
        double[] sizes = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
        double most = sizes.length == 0 ? 0 : WILD * sizes[sizes.length / 2] / MEDIAN;
        return Arrays.stream(residuals).map(r -> Math.clamp(r, -most, most)).toArray();
    }

    /** The rows of each chain in the order of D. */
    private static int[][] chains(Model model, Rows rows) {
        Set<String> along = Set.of("D", "C");
        double[][] others = model.variables().stream()
                .filter(name -> !along.contains(name))
                .map(rows.runs()::numbers)
                .toArray(double[][]::new);
        double[] tokens = rows.runs().numbers("D");
        var order = Comparator.<Integer>comparingInt(_ -> 0);
        for (double[] column : others) {
            order = order.thenComparingDouble(i -> column[i]);
        }
        int[] sorted = IntStream.range(0, tokens.length)
                .boxed()
                .sorted(order.thenComparingDouble(i -> tokens[i]))
                .mapToInt(i -> i)
                .toArray();
        int[] starts = IntStream.range(0, sorted.length)
                .filter(k ->
                        k == 0 || Arrays.stream(others).anyMatch(column -> column[sorted[k]] != column[sorted[k - 1]]))
                .toArray();
        return IntStream.range(0, starts.length)
                .mapToObj(c ->
                        Arrays.copyOfRange(sorted, starts[c], c + 1 < starts.length ? starts[c + 1] : sorted.length))
                .toArray(int[][]::new);
    }

    private static Dependence ofChains(int[][] chains, double[] residuals) {
        double correlation = correlation(chains, residuals);
        int length = (int) ((1 + correlation) / (1 - correlation));
        int[] blockOf = new int[residuals.length];
        int blocks = 0;
        for (int[] chain : chains) {
            int own = Math.max(1, Math.round(chain.length / (float) length));
            for (int k = 0; k < chain.length; k++) {
                blockOf[chain[k]] = blocks + (int) ((long) k * own / chain.length);
            }
            blocks += own;
        }
        return length < 2
                ? new Dependence(IntStream.range(0, residuals.length).toArray(), residuals.length)
                : new Dependence(blockOf, blocks);
    }

    private static double correlation(int[][] chains, double[] residuals) {
        double products = 0;
        double squares = 0;
        int pairs = 0;
        for (int[] chain : chains) {
            for (int k = 1; k < chain.length; k++) {
                double one = residuals[chain[k - 1]];
                double other = residuals[chain[k]];
                products += one * other;
                squares += 0.5 * (one * one + other * other);
                pairs++;
            }
        }
        double usual = USUAL * USUAL;
        return products > 0 ? Math.min(products / squares * usual / (usual + 1.0 / pairs), MOST) : 0;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "%d rows worth %.1f".formatted(unitOf.length, independent);
    }
}
