package io.github.pgqueue.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A subscription leaves the store alone")
class PauseTest {

    private static final RuntimeException FAILURE = new IllegalStateException("down");

    private final Pause pause = new Pause("mail");

    @Test
    @DisplayName("at first not at all")
    void none() {
        assertThat(pause.isOver()).isTrue();
        assertThat(pause.left()).isZero();
    }

    @Test
    @DisplayName(
            "for longer and longer while it fails, up to five seconds, and for a short time again once it has answered")
    void grows() {
        assertThat(pause.failed(FAILURE, true)).isLessThanOrEqualTo(Duration.ofMillis(50));
        Duration last = Duration.ZERO;
        for (int failure = 0; failure < 20; failure++) {
            last = pause.failed(FAILURE, true);
        }
        assertThat(last).isBetween(Duration.ofMillis(2_000), Duration.ofSeconds(5));
        assertThat(pause.isOver()).isFalse();

        pause.recovered();

        assertThat(pause.failed(FAILURE, true)).isLessThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    @DisplayName("never for long while it closes")
    void closing() {
        for (int failure = 0; failure < 20; failure++) {
            assertThat(pause.failed(FAILURE, false)).isLessThanOrEqualTo(Duration.ofMillis(50));
        }
    }

    @Test
    @DisplayName("until somebody has seen it alive")
    void ends() {
        for (int failure = 0; failure < 20; failure++) {
            pause.failed(FAILURE, true);
        }
        pause.end();

        assertThat(pause.isOver()).isTrue();
    }

    @Test
    @DisplayName("for half a second once a handler could not be called, but not when nothing is to be claimed any more")
    void notStarted() {
        pause.notStarted(FAILURE);
        assertThat(pause.isOver()).isTrue();
        pause.beginIfNotStarted(false);
        assertThat(pause.isOver()).isTrue();

        pause.notStarted(FAILURE);
        pause.beginIfNotStarted(true);
        assertThat(pause.left()).isBetween(Duration.ofNanos(1), Duration.ofMillis(500));

        pause.end();
        pause.beginIfNotStarted(true);
        assertThat(pause.isOver()).isTrue();
    }
}
