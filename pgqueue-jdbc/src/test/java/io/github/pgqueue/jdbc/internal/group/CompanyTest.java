package io.github.pgqueue.jdbc.internal.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who leads a group")
class CompanyTest {

    private static final Duration MOMENT = Duration.ofNanos(60_000);
    private static final long A_LOOK = 10_000;
    private static final long LONG_AFTER = 1_000_000_000;

    private long now = LONG_AFTER;
    private int present = 1;
    private int comeAtEachLook;
    private final Company company = new Company(MOMENT, () -> now);

    /** For how long it waits. */
    private Duration await(boolean hasWaited) {
        long begun = now;
        company.await(hasWaited, () -> {
            int found = present;
            present += comeAtEachLook;
            now += A_LOOK;
            return found;
        });
        // The first look is no waiting.
        return Duration.ofNanos(now - begun - A_LOOK);
    }

    @Test
    @DisplayName("does not wait before anybody was answered, nor after one that was alone")
    void alone() {
        assertThat(await(false)).isZero();

        company.answered(1);

        assertThat(await(false)).isZero();
        assertThat(await(true)).isZero();
    }

    @Test
    @DisplayName("waits until as many are there as were answered")
    void whole() {
        comeAtEachLook = 1;
        company.answered(4);

        assertThat(await(true)).isEqualTo(Duration.ofNanos(3 * A_LOOK));
        assertThat(present).isEqualTo(5);
    }

    @Test
    @DisplayName("waits for no longer than a moment")
    void inVain() {
        company.answered(4);

        assertThat(await(true)).isBetween(MOMENT.minusNanos(2 * A_LOOK), MOMENT);
    }

    @Test
    @DisplayName("does not wait for others after one that was waited for in vain, for some groups")
    void resting() {
        company.answered(4);
        await(true);

        for (int group = 0; group < 8; group++) {
            company.answered(4);
            assertThat(await(true)).as("group %s", group).isZero();
        }
        assertThat(await(true)).isPositive();
    }

    @Test
    @DisplayName("does not wait if it comes by itself long after the answer, but if it was woken by it")
    void late() {
        company.answered(4);
        now += LONG_AFTER;

        assertThat(await(false)).isZero();
        assertThat(await(true)).isPositive();
    }

    @Test
    @DisplayName("waits if it comes by itself right after the answer")
    void soon() {
        company.answered(4);

        assertThat(await(false)).isPositive();
    }
}
