package org.isoflop.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.isoflop.fit.Progress;
import org.isoflop.server.question.Desk;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-sent events: {@code progress} now and then, and one {@code answer} or {@code problem} at the end.
 *
 * <p>Work reports from any thread, and only the newest report counts; the thread that waits for the work writes it. A
 * write that fails means that nobody listens any more.
 */
final class EventStream implements Progress, Desk.Caller {
    /** A line now and then, even without news, shows whether somebody still listens. */
    private static final long SILENCE_NANOS = 1_000_000_000;

    private record Step(String what, int done, int total) {}

    private final Context ctx;
    private final AtomicReference<@Nullable Step> newest = new AtomicReference<>();
    private long lastWritten;

    EventStream(Context ctx) {
        this.ctx = ctx;
    }

    @Override
    public void step(String what, int done, int total) {
        newest.set(new Step(what, done, total));
    }

    /** Tells how the work goes, and what comes of it. */
    void tell(Supplier<String> work) {
        ctx.disableCompression();
        ctx.res().setContentType("text/event-stream");
        ctx.res().setCharacterEncoding("utf-8");
        ctx.header("Cache-Control", "no-store");
        ctx.header("X-Accel-Buffering", "no");
        try {
            write(": working\n\n");
            write(event("answer", work.get()));
        } catch (CancellationException e) {
            // Nobody listens any more.
        } catch (IOException e) {
            throw new CancellationException("nobody listens any more");
        } catch (RuntimeException | Error e) {
            end(e);
        }
    }

    private void end(Throwable e) {
        try {
            write(event("problem", Problems.json(Problems.of(e), ctx.path()).toString()));
        } catch (IOException gone) {
            throw new CancellationException("nobody listens any more");
        }
    }

    @Override
    public boolean waits() {
        Step step = newest.getAndSet(null);
        try {
            if (step != null) {
                ObjectNode node = Json.object();
                node.put("what", step.what()).put("done", step.done()).put("of", step.total());
                write(event("progress", node.toString()));
            } else if (System.nanoTime() - lastWritten > SILENCE_NANOS) {
                write(": working\n\n");
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String event(String name, String data) {
        return "event: %s\n".formatted(name)
                + data.strip().lines().map(line -> "data: " + line + "\n").reduce("", String::concat)
                + "\n";
    }

    private void write(String text) throws IOException {
        OutputStream out = ctx.res().getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        lastWritten = System.nanoTime();
    }
}
