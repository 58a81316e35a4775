package org.isoflop.formula;

/**
 * Runs new code until the JIT has made it quick. Vectors are objects until the optimising compiler takes them away, and
 * code that still makes them is hundreds of times slower than it will be.
 */
final class Warmth {
    private static final int CALLS_PER_ROUND = 50;
    private static final long PATIENCE_NANOS = 3_000_000_000L;

    private Warmth() {}

    /**
     * Whether code has come to be quicker than what does the same today; some seconds are given to it.
     *
     * @param code the new code
     * @param today what it would replace, hot already
     */
    static boolean isQuicker(Runnable code, Runnable today) {
        long goal = Math.min(round(today), round(today));
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE_NANOS) {
            if (round(code) < goal) {
                return true;
            }
        }
        return false;
    }

    private static long round(Runnable work) {
        long begun = System.nanoTime();
        for (int i = 0; i < CALLS_PER_ROUND; i++) {
            work.run();
        }
        return System.nanoTime() - begun;
    }
}
