package org.isoflop.cli;

import java.io.PrintWriter;
import org.isoflop.fit.Progress;
import picocli.CommandLine.Model.CommandSpec;

/** One line on a terminal's standard error that says how far long work has come; silent elsewhere. */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long PATIENCE_NANOS = 400_000_000;
    private static final long REDRAW_NANOS = 100_000_000;

    private final PrintWriter err;
    private final boolean active;
    private final Progress listener;
    private final long begun = System.nanoTime();
    private long drawn;
    private int width;

    private ProgressLine(PrintWriter err, boolean active, Progress listener) {
        this.err = err;
        this.active = active;
        this.listener = listener;
    }

    /** The line of a command, whose caller may listen too. */
    static ProgressLine of(CommandSpec spec) {
        Progress listener = Isoflop.progress(spec);
        return new ProgressLine(
                spec.commandLine().getErr(), !Isoflop.isListenedTo(spec) && Style.isTerminal(), listener);
    }

    @Override
    public synchronized void step(String what, int done, int total) {
        listener.step(what, done, total);
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
