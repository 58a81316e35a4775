package org.isoflop.cli;

import java.io.PrintWriter;
import org.isoflop.fit.Progress;

/** One line on a terminal's standard error that says how far long work has come; silent elsewhere. */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long PATIENCE_NANOS = 400_000_000;
    private static final long REDRAW_NANOS = 100_000_000;

    private final PrintWriter err;
    private final boolean active;
    private final long begun = System.nanoTime();
    private long drawn;
    private int width;

    ProgressLine(PrintWriter err, boolean active) {
        this.err = err;
        this.active = active;
    }

    @Override
    public synchronized void step(String what, int done, int total) {
        long now = System.nanoTime();
        if (!active || now - begun < PATIENCE_NANOS || now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        String text = "%,d of %,d %s".formatted(done, total, what);
        err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        err.flush();
        width = text.length();
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        if (width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
            width = 0;
        }
    }
}
