package io.github.pgqueue.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TurnsTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        clock.shutdownNow();
    }

    @Test
    void remembersSignalsThatComeDuringATurn() throws InterruptedException {
        Semaphore begun = new Semaphore(0);
        Semaphore mayEnd = new Semaphore(0);
        Turns turns = turns(threads, () -> {
            begun.release();
            mayEnd.acquireUninterruptibly();
        });

        turns.signal();
        begun.acquire();
        turns.signal();
        turns.signal();
        mayEnd.release();
        begun.acquire();
        mayEnd.release();

        // Two signals during one turn are one more turn, not two.
        assertThat(begun.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void neverTurnsTwiceAtOnceAndLosesNoSignal() throws InterruptedException {
        AtomicInteger at = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger wanted = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(1);
        Turns turns = turns(threads, () -> {
            most.accumulateAndGet(at.incrementAndGet(), Math::max);
            seen.set(wanted.get());
            at.decrementAndGet();
            if (seen.get() == 40_000) {
                all.countDown();
            }
        });

        ExecutorService signallers = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 40_000; i++) {
            signallers.execute(() -> {
                wanted.incrementAndGet();
                turns.signal();
            });
        }
        signallers.shutdown();

        assertThat(all.await(15, TimeUnit.SECONDS))
                .as("the last signal led to a turn")
                .isTrue();
        assertThat(most).hasValue(1);
    }

    private Turns turns(Executor on, Runnable action) {
        return new Turns(on, ring -> new Alarm(clock, ring), action);
    }

    @Test
    void isTriedAgainWhenTheSystemHasNoThread() throws InterruptedException {
        AtomicInteger refusals = new AtomicInteger(3);
        Semaphore begun = new Semaphore(0);
        Turns turns = turns(
                task -> {
                    if (refusals.getAndDecrement() > 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    threads.execute(task);
                },
                begun::release);

        turns.signal();

        assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void goesOnAfterATurnThatThrew() throws InterruptedException {
        Semaphore begun = new Semaphore(0);
        ExecutorService quiet = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((failed, failure) -> {});
            return thread;
        });
        Turns turns = turns(quiet, () -> {
            begun.release();
            throw new IllegalStateException("broken turn");
        });

        turns.signal();
        begun.acquire();
        turns.signal();

        assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        quiet.shutdownNow();
    }
}
