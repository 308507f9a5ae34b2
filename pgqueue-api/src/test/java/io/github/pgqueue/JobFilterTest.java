package io.github.pgqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobFilterTest {

    private static final Instant EARLY = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void narrowsWithoutForgetting() {
        JobFilter filter = JobFilter.in(JobState.ERROR).until(LATE).since(EARLY);

        assertThat(filter.state()).isEqualTo(JobState.ERROR);
        assertThat(filter.since()).contains(EARLY);
        assertThat(filter.until()).contains(LATE);
        assertThat(JobFilter.in(JobState.NEW).since()).isEmpty();
    }

    @Test
    void refusesTimesThatNoTableCanHold() {
        assertThatThrownBy(() -> JobFilter.in(JobState.NEW).since(Instant.MIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("time must be from the years 1 to 9999");
    }

    @ParameterizedTest
    @CsvSource({
        "RETRY, false, false, false, true, true",
        "CANCEL, true, true, false, false, false",
        "DISCARD, true, false, true, true, true",
    })
    void actionsTouchStates(
            BulkAction action, boolean fresh, boolean running, boolean success, boolean error, boolean cancelled) {
        assertThat(action.touches(JobState.NEW)).isEqualTo(fresh);
        assertThat(action.touches(JobState.RUNNING)).isEqualTo(running);
        assertThat(action.touches(JobState.SUCCESS)).isEqualTo(success);
        assertThat(action.touches(JobState.ERROR)).isEqualTo(error);
        assertThat(action.touches(JobState.CANCELLED)).isEqualTo(cancelled);
    }
}
