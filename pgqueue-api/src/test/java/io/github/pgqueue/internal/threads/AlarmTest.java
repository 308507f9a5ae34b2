package io.github.pgqueue.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AlarmTest {

    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration LATE = Duration.ofHours(1);

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(2);
    private final Semaphore rings = new Semaphore(0);
    private final Alarm alarm = new Alarm(clock, rings::release);

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    private boolean rang() throws InterruptedException {
        return rings.tryAcquire(10, TimeUnit.SECONDS);
    }

    private boolean ringsInAMoment() throws InterruptedException {
        return rings.tryAcquire(100, TimeUnit.MILLISECONDS);
    }

    @Test
    void ringsOnce() throws InterruptedException {
        alarm.set(SOON);

        assertThat(rang()).isTrue();
        assertThat(ringsInAMoment()).isFalse();
    }

    @Test
    void whatWasSetBeforeDoesNotCount() throws InterruptedException {
        alarm.set(Duration.ofMillis(50));
        alarm.set(LATE);

        assertThat(ringsInAMoment()).isFalse();
    }

    @Test
    void canBeSetEarlierButNotLater() throws InterruptedException {
        alarm.set(LATE);
        alarm.setNoLaterThan(Duration.ofMillis(20));
        alarm.setNoLaterThan(LATE);

        assertThat(rang()).isTrue();
    }

    @Test
    void isSetByNoLaterThanIfItIsNotSet() throws InterruptedException {
        alarm.setNoLaterThan(SOON);
        assertThat(rang()).isTrue();

        alarm.setNoLaterThan(SOON);
        assertThat(rang()).isTrue();
    }

    @Test
    void isSilentOnceCancelled() throws InterruptedException {
        alarm.set(Duration.ofMillis(50));
        alarm.cancel();

        assertThat(ringsInAMoment()).isFalse();
    }

    /** What it rings for sets it again, by itself or on another thread that is faster. */
    @Test
    void canBeSetAgainWhileItRings() throws InterruptedException {
        CompletableFuture<Alarm> itself = new CompletableFuture<>();
        AtomicInteger left = new AtomicInteger(5);
        CountDownLatch done = new CountDownLatch(1);
        Alarm repeated = new Alarm(clock, () -> {
            if (left.decrementAndGet() == 0) {
                done.countDown();
            } else {
                itself.join().setNoLaterThan(SOON);
            }
        });
        itself.complete(repeated);
        repeated.set(SOON);

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void setAfterTheClockHasStoppedIsNoError() {
        clock.shutdownNow();

        alarm.set(SOON);
        alarm.setNoLaterThan(SOON);

        assertThat(rings.availablePermits()).isZero();
    }
}
