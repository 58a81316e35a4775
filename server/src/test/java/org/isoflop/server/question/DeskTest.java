package org.isoflop.server.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.isoflop.server.Limits;
import org.isoflop.server.Problem;
import org.junit.jupiter.api.Test;

class DeskTest {
    private static Limits limits(int seconds, int atOnce, int waiting) {
        return new Limits(1, 1, 1, 1, 1, 1, seconds, atOnce, waiting);
    }

    private static int sleep(CountDownLatch stopped) {
        try {
            Thread.sleep(60_000);
            return 0;
        } catch (InterruptedException e) {
            stopped.countDown();
            throw new CancellationException();
        }
    }

    @Test
    void whatTheWorkGivesOrThrowsIsHandedOn() {
        try (var desk = new Desk(limits(10, 2, 2))) {
            assertThat(desk.<Integer>result(threads -> 7, () -> true)).isEqualTo(7);
            var mistake = new IllegalStateException("mine");
            assertThat(catchThrowableOfType(
                            IllegalStateException.class,
                            () -> desk.result(
                                    threads -> {
                                        throw mistake;
                                    },
                                    () -> true)))
                    .isSameAs(mistake);
        }
    }

    @Test
    void whoIsAloneHasAllProcessors() {
        try (var desk = new Desk(limits(10, 2, 2))) {
            assertThat(desk.<Integer>result(threads -> threads, () -> true))
                    .isEqualTo(Runtime.getRuntime().availableProcessors());
        }
    }

    @Test
    void lateWorkIsInterrupted() throws InterruptedException {
        var stopped = new CountDownLatch(1);
        try (var desk = new Desk(limits(1, 1, 1))) {
            Problem problem =
                    catchThrowableOfType(Problem.class, () -> desk.result(threads -> sleep(stopped), () -> true));
            assertThat(problem.code()).isEqualTo(Problem.Code.OUT_OF_TIME);
            assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
            // The interrupt was for that work, not for the next on the same thread.
            assertThat(desk.<Boolean>result(threads -> Thread.currentThread().isInterrupted(), () -> true))
                    .isFalse();
        }
    }

    @Test
    void whoFindsNoPlaceIsSentAway() {
        var stopped = new CountDownLatch(2);
        try (var desk = new Desk(limits(60, 1, 1))) {
            for (int i = 0; i < 2; i++) {
                Thread.ofVirtual().start(() -> takePlace(desk, stopped));
            }
            RuntimeException e = null;
            while (e == null || e instanceof CancellationException) {
                e = catchThrowableOfType(RuntimeException.class, () -> desk.result(threads -> 1, new TwoLooks()));
            }
            assertThat(e).isInstanceOfSatisfying(Problem.class, problem -> {
                assertThat(problem.code()).isEqualTo(Problem.Code.TOO_MANY);
                assertThat(problem.headers()).containsEntry("Retry-After", "1");
            });
        }
    }

    /** Comes again until there is one, and stays. */
    private static void takePlace(Desk desk, CountDownLatch stopped) {
        RuntimeException e;
        do {
            e = catchThrowableOfType(RuntimeException.class, () -> desk.result(threads -> sleep(stopped), () -> true));
        } while (e instanceof Problem problem && problem.code() == Problem.Code.TOO_MANY);
    }

    /** Gives up soon, so that the test goes on when the places are not taken yet. */
    private static final class TwoLooks implements Desk.Caller {
        private int looks;

        @Override
        public boolean waits() {
            return looks++ < 2;
        }
    }

    @Test
    void aClosedDeskTakesNothing() {
        var desk = new Desk(limits(60, 1, 1));
        desk.close();
        assertThat(catchThrowableOfType(Problem.class, () -> desk.result(threads -> 1, () -> true))
                        .code())
                .isEqualTo(Problem.Code.STOPPING);
    }
}
