package io.github.pgqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobExitTest {

    private static final Throwable CAUSE = new IllegalStateException("test");

    @Test
    void aRetryHasATimeOrADelay() {
        Instant at = Instant.parse("2030-01-01T00:00:00Z");

        assertThat(JobExit.retryAt(at, CAUSE).at()).contains(at);
        assertThat(JobExit.retryIn(Duration.ofHours(1), CAUSE).at()).isEmpty();
        assertThat(JobExit.retryIn(Duration.ofHours(1), CAUSE).delay()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void tellsItsKindMessageAndCause() {
        JobExit giveUp = JobExit.giveUp("no such account", CAUSE);

        assertThat(giveUp.kind()).isEqualTo(JobExit.Kind.GIVE_UP);
        assertThat(giveUp).hasMessage("no such account").hasCause(CAUSE);
        assertThat(JobExit.cancel("sold").kind()).isEqualTo(JobExit.Kind.CANCEL);
        assertThat(JobExit.snooze(Duration.ZERO).kind()).isEqualTo(JobExit.Kind.SNOOZE);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refusal(() -> JobExit.snooze(Duration.ofMillis(-1)), "delay must be from PT0S to PT876000H: PT-0.001S"),
                refusal(() -> JobExit.retryIn(Duration.ofDays(36_501), null), "delay must be from"),
                refusal(() -> JobExit.retryAt(Instant.MAX, null), "time must be from the years 1 to 9999"),
                refusal(() -> JobExit.retryAt(Instant.MIN, null), "time must be from the years 1 to 9999"));
    }

    private static Arguments refusal(Runnable call, String message) {
        return Arguments.of(call, message);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWithSettingRuleAndValue(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
