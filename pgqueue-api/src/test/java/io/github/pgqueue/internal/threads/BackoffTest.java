package io.github.pgqueue.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    @Test
    void growsToItsLimitAndStaysInTheUpperHalf() {
        long bound = 100;
        for (int failure = 0; failure < 100; failure++) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(bound / 2), Duration.ofMillis(bound));
            bound = Math.min(1000, bound * 2);
        }
    }

    @Test
    void beginsAnewAfterAReset() {
        backoff.next();
        backoff.next();
        assertThat(backoff.isFresh()).isFalse();

        backoff.reset();

        assertThat(backoff.isFresh()).isTrue();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
    }
}
