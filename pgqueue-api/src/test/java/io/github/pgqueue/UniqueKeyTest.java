package io.github.pgqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UniqueKeyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void countsUntilTheEndAndKeepsTheFirstUnlessToldOtherwise() {
        UniqueKey key = UniqueKey.of("a");

        assertThat(key.scope()).isEqualTo(UniqueKey.Scope.FINISHED);
        assertThat(key.conflict()).isEqualTo(UniqueKey.Conflict.KEEP);
    }

    @Test
    void scopeAndConflictAreIndependent() {
        UniqueKey key = UniqueKey.of("a").replacing().within(SECOND);

        assertThat(key.scope()).isEqualTo(UniqueKey.Scope.PERIOD);
        assertThat(key.period()).isEqualTo(SECOND);
        assertThat(key.conflict()).isEqualTo(UniqueKey.Conflict.REPLACE);
        assertThat(key.untilStarted().scope()).isEqualTo(UniqueKey.Scope.STARTED);
        assertThat(key.untilStarted().conflict()).isEqualTo(UniqueKey.Conflict.REPLACE);
    }

    @Test
    void debounceKeepsTheScope() {
        UniqueKey key = UniqueKey.of("a").untilStarted().debounce(Duration.ZERO, SECOND);

        assertThat(key.scope()).isEqualTo(UniqueKey.Scope.STARTED);
        assertThat(key.conflict()).isEqualTo(UniqueKey.Conflict.DEBOUNCE);
        assertThat(key.quiet()).isZero();
        assertThat(key.longest()).isEqualTo(SECOND);
    }

    @Test
    void characterMeansCodePoint() {
        assertThat(UniqueKey.of("\uD83C\uDF89".repeat(255)).key()).hasSize(510);
    }

    @Test
    void doesNotShowTheKey() {
        assertThat(UniqueKey.of("ada@example.org")).hasToString("UniqueKey[15 characters, FINISHED, KEEP]");
    }

    static Stream<Arguments> refused() {
        UniqueKey key = UniqueKey.of("a");
        return Stream.of(
                refusal(() -> UniqueKey.of(""), "uniqueKey must have from 1 to 255 characters: it has 0"),
                refusal(
                        () -> UniqueKey.of("x".repeat(256)),
                        "uniqueKey must have from 1 to 255 characters: it has 256"),
                refusal(() -> UniqueKey.of("a\0b"), "uniqueKey must not have a NUL character: it has one at 1"),
                refusal(() -> UniqueKey.of("\uD800"), "uniqueKey must be well-formed text"),
                refusal(() -> key.within(Duration.ZERO), "period must be from PT0.001S to PT876000H: PT0S"),
                refusal(() -> key.within(Duration.ofDays(36_501)), "period must be from"),
                refusal(() -> key.debounce(Duration.ofMillis(-1), SECOND), "delay must be from"),
                refusal(
                        () -> key.debounce(SECOND, Duration.ofMillis(999)),
                        "longest must not be less than quiet, PT1S: PT0.999S"));
    }

    private static Arguments refusal(Runnable call, String message) {
        return Arguments.of(call, message);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWithSettingRuleAndNoSecret(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
