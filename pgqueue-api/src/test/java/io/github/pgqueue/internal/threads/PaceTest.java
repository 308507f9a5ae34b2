package io.github.pgqueue.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration INTERVAL = Duration.ofHours(1);

    @Test
    void aFewMayComeAtOnceAndThenOneInAnInterval() {
        Pace pace = new Pace(INTERVAL, 2);

        assertThat(pace.next()).isZero();
        assertThat(pace.next()).isZero();
        assertThat(pace.next()).isBetween(INTERVAL.minusMinutes(1), INTERVAL);
        assertThat(pace.next()).isBetween(INTERVAL.multipliedBy(2).minusMinutes(1), INTERVAL.multipliedBy(2));
    }

    @Test
    void withoutMoreAtOnceEachWaitsForTheOneBefore() {
        assertThat(new Pace(INTERVAL, 0).next()).isEqualTo(INTERVAL);
    }
}
