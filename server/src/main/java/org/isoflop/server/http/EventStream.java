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
            String answer = work.get();
            // Work that was quicker than the wait for it tells how far it came, too.
            tellNewest();
            write(event("answer", answer));
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
        try {
            if (!tellNewest() && System.nanoTime() - lastWritten > SILENCE_NANOS) {
                write(": working\n\n");
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether there was anything new to tell. */
    private boolean tellNewest() throws IOException {
        Step step = newest.getAndSet(null);
        if (step == null) {
            return false;
        }
        ObjectNode node = Json.object();
        node.put("what", step.what()).put("done", step.done()).put("of", step.total());
        write(event("progress", node.toString()));
        return true;
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
