package org.isoflop.fit;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does many independent pieces of work on a few threads. Each piece must depend on its number alone, so that which
 * thread does it makes no difference.
 */
public final class Workers {
    private Workers() {}

    /** A piece of work on the scratch space of its thread. */
    @FunctionalInterface
    public interface Piece<S> {
        void run(int number, S scratch);
    }

    /**
     * Runs pieces 0 to {@code count - 1}; returns when all are done.
     *
     * @param scratch makes the scratch space of a thread
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted meanwhile
     */
    public static <S> void run(
            int count, int threads, Supplier<S> scratch, Piece<S> piece, Progress progress, String what) {
        var next = new AtomicInteger();
        var done = new AtomicInteger();
        var failure = new AtomicReference<@Nullable Throwable>();
        int stride = Math.max(1, count / 100);
        Runnable work = () -> {
            try {
                S own = scratch.get();
                for (int i = next.getAndIncrement(); i < count && failure.get() == null; i = next.getAndIncrement()) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new java.util.concurrent.CancellationException("interrupted");
                    }
                    piece.run(i, own);
                    int finished = done.incrementAndGet();
                    if (finished % stride == 0 || finished == count) {
                        progress.step(what, finished, count);
                    }
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        };
        var others = new ArrayList<Thread>();
        for (int t = 1; t < Math.min(threads, count); t++) {
            others.add(Thread.ofPlatform().daemon().name("isoflop-worker-" + t).start(work));
        }
        work.run();
        await(others, failure);
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private static void await(Iterable<Thread> threads, AtomicReference<@Nullable Throwable> failure) {
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    failure.compareAndSet(null, new java.util.concurrent.CancellationException("interrupted"));
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}
