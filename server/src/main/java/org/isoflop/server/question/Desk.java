package org.isoflop.server.question;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.isoflop.server.Limits;
import org.isoflop.server.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Does a few pieces of work at a time and lets some more wait; what is beyond that is sent away at once, so that who is
 * answered is answered soon. Work that takes too long, or that nobody waits for any more, is interrupted.
 */
public final class Desk implements AutoCloseable {
    /** How often it is looked whether somebody still waits. */
    private static final long LOOK_MILLIS = 100;

    private static final int RETRY_SECONDS = 1;

    /** Formulas are trees; who nests them deeply gets an answer, not the end of the stack. */
    private static final long STACK_BYTES = 8 << 20;

    private final Limits limits;
    private final ThreadPoolExecutor workers;

    /** Who waits for a piece of work. */
    public interface Caller {
        /** Called now and then while the work goes on; false if nobody waits any more. */
        boolean waits();
    }

    public Desk(Limits limits) {
        this.limits = limits;
        workers = new ThreadPoolExecutor(
                limits.atOnce(),
                limits.atOnce(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(Math.max(1, limits.waiting())),
                work -> new Thread(null, work, "isoflop-question", STACK_BYTES));
        workers.allowCoreThreadTimeOut(true);
    }

    /**
     * Does a piece of work when its turn comes.
     *
     * @param work given how many threads it may use
     * @throws Problem if there is too much to do, if it takes too long, or if the work throws one
     * @throws CancellationException if nobody waits any more
     */
    public <T> T result(IntFunction<T> work, Caller caller) {
        var task = new FutureTask<>(() -> work.apply(threads()));
        submit(task);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limits.seconds());
        try {
            return await(task, end, caller);
        } finally {
            if (!task.isDone()) {
                task.cancel(true);
                workers.remove(task);
            }
        }
    }

    private void submit(FutureTask<?> task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            if (workers.isShutdown()) {
                throw stopping();
            }
            throw new Problem(
                            Problem.Code.TOO_MANY,
                            "%d questions are worked on and %d more wait".formatted(limits.atOnce(), limits.waiting()),
                            "Ask again in a moment.")
                    .with("Retry-After", Integer.toString(RETRY_SECONDS));
        }
    }

    private <T> T await(FutureTask<T> task, long end, Caller caller) {
        while (true) {
            try {
                T result = task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (workers.isShutdown()) {
                    // Commands make an answer even of an interrupt.
                    throw stopping();
                }
                return result;
            } catch (TimeoutException e) {
                look(end, caller);
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            } catch (CancellationException e) {
                throw stopping();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
        }
    }

    private void look(long end, Caller caller) {
        if (System.nanoTime() > end) {
            throw new Problem(
                    Problem.Code.OUT_OF_TIME,
                    "the work was stopped after %,d seconds".formatted(limits.seconds()),
                    "Ask for less, or use the command line.");
        }
        if (!caller.waits()) {
            throw new CancellationException("nobody waits any more");
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case StackOverflowError _ ->
                new Problem(Problem.Code.IMPOSSIBLE, "it is nested too deeply", "Simplify it.");
            case OutOfMemoryError _ ->
                new Problem(
                        Problem.Code.TOO_LARGE,
                        "it does not fit into the memory of the server",
                        "Ask for less, or start the server with more.");
            case null, default -> new IllegalStateException(cause);
        };
    }

    private static Problem stopping() {
        return new Problem(Problem.Code.STOPPING, "the server is stopping", "Start it again.");
    }

    /** All processors for who is alone; what is shared by many does not change an answer, only its time. */
    private int threads() {
        int processors = Runtime.getRuntime().availableProcessors();
        return Math.max(
                1,
                processors
                        / Math.max(
                                1, workers.getActiveCount() + workers.getQueue().size()));
    }

    /** Interrupts what is being done and sends away what waits. */
    @Override
    public void close() {
        workers.shutdownNow().forEach(waiting -> ((FutureTask<?>) waiting).cancel(false));
    }
}
