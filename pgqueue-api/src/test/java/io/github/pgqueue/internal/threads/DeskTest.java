package io.github.pgqueue.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A few places, and what goes on when one of them is free again. */
@Timeout(20)
class DeskTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Desk desk = new Desk(threads, 2);
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final CountDownLatch open = new CountDownLatch(1);

    @AfterEach
    void stop() {
        open.countDown();
        threads.shutdownNow();
    }

    private Runnable task(String name) {
        return () -> {
            begun.add(name);
            await();
        };
    }

    private void await() {
        try {
            open.await();
        } catch (InterruptedException interrupted) {
            begun.add("interrupted");
        }
    }

    private String nextBegun() throws InterruptedException {
        return begun.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void soManyAreSeatedAtOnceAndTheOthersWaitInTheirOrder() throws InterruptedException {
        List.of("a", "b", "c", "d").forEach(name -> desk.execute(task(name)));

        assertThat(List.of(nextBegun(), nextBegun())).containsExactlyInAnyOrder("a", "b");
        assertThat(begun.poll(100, TimeUnit.MILLISECONDS)).as("a third one").isNull();
        open.countDown();
        assertThat(List.of(nextBegun(), nextBegun())).containsExactlyInAnyOrder("c", "d");
    }

    @Test
    void whatLastsAfterwardsTakesNoPlace() throws InterruptedException {
        for (int each = 0; each < 3; each++) {
            desk.execute(() ->
                    assertThat(desk.afterwards(task("here"), task("elsewhere"))).isTrue());
            assertThat(nextBegun()).isEqualTo("here");
        }
        desk.execute(task("a"));
        desk.execute(task("b"));

        assertThat(List.of(nextBegun(), nextBegun())).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void afterwardsIsDoneByTheThreadItself() throws InterruptedException {
        BlockingQueue<Thread> on = new LinkedBlockingQueue<>();

        desk.execute(() -> {
            on.add(Thread.currentThread());
            desk.afterwards(() -> on.add(Thread.currentThread()), task("elsewhere"));
        });

        Thread first = on.poll(10, TimeUnit.SECONDS);
        assertThat(on.poll(10, TimeUnit.SECONDS)).isNotNull().isSameAs(first);
    }

    @Test
    void whoWaitsForAPlaceIsNotKeptWaiting() throws InterruptedException {
        CountDownLatch mayEnd = new CountDownLatch(1);
        Desk narrow = new Desk(threads, 1);
        narrow.execute(() -> {
            narrow.afterwards(task("here"), () -> threads.execute(task("elsewhere")));
            begun.add("seated");
            awaitEnd(mayEnd);
        });
        assertThat(nextBegun()).isEqualTo("seated");
        narrow.execute(task("next"));

        mayEnd.countDown();

        assertThat(List.of(nextBegun(), nextBegun())).containsExactlyInAnyOrder("elsewhere", "next");
    }

    private static void awaitEnd(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void onlyWhoIsSeatedLeavesSomething() throws InterruptedException {
        assertThat(desk.afterwards(task("here"), task("elsewhere"))).isFalse();

        desk.execute(() -> {
            desk.afterwards(task("first"), task("elsewhere"));
            begun.add("second: " + desk.afterwards(task("second"), task("elsewhere")));
        });

        assertThat(List.of(nextBegun(), nextBegun())).containsExactly("second: false", "first");
    }

    @Test
    void aTaskThatFailsCostsNoPlaceAndNothingThatFollows() throws InterruptedException {
        for (int each = 0; each < 3; each++) {
            desk.execute(() -> {
                desk.afterwards(() -> begun.add("here"), task("elsewhere"));
                throw new IllegalStateException("meant to fail");
            });
            assertThat(nextBegun()).isEqualTo("here");
        }
    }

    @Test
    void aThreadThatIsNotToBeHadCostsNoPlace() throws InterruptedException {
        BlockingQueue<RejectedExecutionException> refusals = new LinkedBlockingQueue<>();
        refusals.add(new RejectedExecutionException("full"));
        refusals.add(new RejectedExecutionException("full"));
        Desk unlucky = new Desk(
                task -> {
                    RejectedExecutionException refusal = refusals.poll();
                    if (refusal != null) {
                        throw refusal;
                    }
                    threads.execute(task);
                },
                1);

        assertThatThrownBy(() -> unlucky.execute(task("a"))).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> unlucky.execute(task("b"))).isInstanceOf(RejectedExecutionException.class);
        unlucky.execute(task("c"));

        assertThat(nextBegun()).isEqualTo("c");
    }

    @Test
    void whoWaitsWhileNoThreadIsToBeHadIsNotForgotten() throws InterruptedException {
        CompletableFuture<Desk> narrow = new CompletableFuture<>();
        AtomicBoolean refused = new AtomicBoolean();
        narrow.complete(new Desk(
                task -> {
                    if (refused.compareAndSet(false, true)) {
                        // Meanwhile somebody else comes, and is told to wait.
                        narrow.join().execute(() -> begun.add("b"));
                        throw new RejectedExecutionException("full");
                    }
                    threads.execute(task);
                },
                1));

        assertThatThrownBy(() -> narrow.join().execute(task("a"))).isInstanceOf(RejectedExecutionException.class);
        narrow.join().execute(() -> begun.add("c"));

        assertThat(List.of(nextBegun(), nextBegun())).containsExactly("b", "c");
    }

    @Test
    void closingInterruptsWhatIsSeatedAndNotWhatIsDoneAfterwards() throws InterruptedException {
        desk.execute(() -> desk.afterwards(task("here"), task("elsewhere")));
        assertThat(nextBegun()).isEqualTo("here");
        desk.execute(task("seated"));
        assertThat(nextBegun()).isEqualTo("seated");

        desk.close();

        assertThat(nextBegun()).isEqualTo("interrupted");
        assertThat(begun.poll(100, TimeUnit.MILLISECONDS))
                .as("another interrupt")
                .isNull();
        assertThatThrownBy(() -> desk.execute(task("late"))).isInstanceOf(RejectedExecutionException.class);
    }
}
