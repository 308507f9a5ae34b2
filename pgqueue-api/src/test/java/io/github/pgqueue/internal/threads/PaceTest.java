package io.github.pgqueue.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration REST = Duration.ofHours(1);

    @Test
    void aFewMayComeAtOnceAndThenOneAfterEachRest() {
        Pace pace = new Pace(REST.multipliedBy(2));

        assertThat(pace.next(REST)).isZero();
        assertThat(pace.next(REST)).isZero();
        assertThat(pace.next(REST)).isBetween(REST.minusMinutes(1), REST);
        assertThat(pace.next(REST)).isBetween(REST.multipliedBy(2).minusMinutes(1), REST.multipliedBy(2));
    }

    @Test
    void shortRestsMakeForMoreAtOnce() {
        Pace pace = new Pace(REST);

        for (int time = 0; time < 4; time++) {
            assertThat(pace.next(REST.dividedBy(4))).isZero();
        }
        assertThat(pace.next(REST.dividedBy(4))).isPositive();
    }

    @Test
    void withoutCreditEachWaitsForTheOneBefore() {
        assertThat(new Pace(Duration.ZERO).next(REST)).isEqualTo(REST);
    }
}
