package org.isoflop.formula;

/**
 * Runs new code until the JIT has made it quick. Vectors are objects until the optimising compiler takes them away, and
 * code that still makes them is hundreds of times slower than it will be.
 */
final class Warmth {
    private static final int CALLS_PER_ROUND = 50;

    /** The JIT has done what it will when the best round is this many times quicker than the first. */
    private static final double QUICKER = 20;

    private static final long PATIENCE_NANOS = 3_000_000_000L;

    private final VectorSum code;
    private final double[][] values;
    private final double[] scalars;
    private final double[] lanes;

    Warmth(VectorSum code, double[][] values, double[] scalars, int terms) {
        this.code = code;
        this.values = values;
        this.scalars = scalars;
        this.lanes = new double[terms * Kernel.LANES];
    }

    /** Returns when the code is quick, or after some seconds. */
    void warm(Prepared table) {
        int rows = Math.min(Kernel.padded(table.rows), Kernel.BLOCK);
        long begun = System.nanoTime();
        long first = 0;
        long now = begun;
        while (now - begun < PATIENCE_NANOS) {
            for (int i = 0; i < CALLS_PER_ROUND; i++) {
                code.add(table.columns, 0, rows, values, scalars, lanes);
            }
            long round = System.nanoTime() - now;
            now += round;
            first = Math.max(first, round);
            if (round < first / QUICKER) {
                return;
            }
        }
    }
}
