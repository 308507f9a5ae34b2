package io.github.pgqueue.pgjdbcng.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The driver's logins of a process")
class TurnstileTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    @Test
    @DisplayName("go through one by one")
    void oneByOne() throws InterruptedException {
        Turnstile first = Turnstile.pass(LONG);
        Thread second = Threads.start("test-second", () -> Turnstile.pass(LONG).leave());
        while (second.getState() == Thread.State.NEW || second.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        assertThat(second.getState()).as("it waits").isEqualTo(Thread.State.TIMED_WAITING);
        first.leave();
        second.join();
        Turnstile.pass(LONG).leave();
    }

    @Test
    @DisplayName("wait for one that is stuck a moment only, and no longer than they have")
    void stuck() {
        Turnstile stuck = Turnstile.pass(LONG);
        assertThat(timed(SHORT)).isGreaterThanOrEqualTo(SHORT);
        stuck.leave();
        stuck = Turnstile.pass(LONG);
        assertThat(timed(LONG)).isGreaterThanOrEqualTo(LONGEST_WAIT);
        stuck.leave();
    }

    @Test
    @DisplayName("hold up one other if they are stuck, not all that follow")
    void replaced() {
        Turnstile stuck = Turnstile.pass(LONG);
        Turnstile.pass(SHORT).leave();
        for (int i = 0; i < 3; i++) {
            assertThat(timed(LONG)).isLessThan(LONGEST_WAIT);
        }
        stuck.leave();
    }

    private static Duration timed(Duration limit) {
        long before = System.nanoTime();
        Turnstile.pass(limit).leave();
        return Duration.ofNanos(System.nanoTime() - before);
    }
}
