package io.github.pgqueue.cli.internal.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "90s, PT1M30S",
        "5m, PT5M",
        "1h30m, PT1H30M",
        "7d, PT168H",
        "1d2h3m4s5ms, PT26H3M4.005S",
        "0, PT0S",
        "30, PT30S",
        "PT1M30S, PT1M30S",
        "999999999d999999999ms, PT24000000253H46M39.999S"
    })
    void durationsAreShortOrIso(String text, Duration duration) {
        assertThat(Times.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "5x", "5 m", "m", "ms5", "1s1h", "-5s", "1.5h", "1h30", "99999999999s"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> Times.duration(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T09:00:00Z, 2026-11-01T09:00:00Z",
        "2026-11-01T10:00+01:00, 2026-11-01T09:00:00Z",
        "2026-11-01, 2026-11-01T00:00:00Z"
    })
    void pointsInTimeHaveAZone(String text, Instant instant) {
        assertThat(Times.instant(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-11-01T09:00:00", "09:00", "2026-13-01", "2026-11-01 09:00Z"})
    void whatIsNoPointInTimeIsRefused(String text) {
        assertThatThrownBy(() -> Times.instant(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void readersGetTwoUnits() {
        assertThat(Times.brief(Duration.ofMillis(2_540))).isEqualTo("2.5s");
        assertThat(Times.brief(Duration.ofSeconds(200))).isEqualTo("3m 20s");
        assertThat(Times.brief(Duration.ofMinutes(301))).isEqualTo("5h 1m");
        assertThat(Times.brief(Duration.ofHours(49))).isEqualTo("49h 0m");
        assertThat(Times.brief(Duration.ofHours(170))).isEqualTo("7d 2h");
    }
}
