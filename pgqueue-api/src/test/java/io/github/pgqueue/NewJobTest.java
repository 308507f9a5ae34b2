package io.github.pgqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewJobTest {

    @Test
    void keepsAbsentAndEmptyPayloadsApart() {
        assertThat(NewJob.withoutPayload().payload()).isNull();
        assertThat(NewJob.of(new byte[0]).payload()).isEmpty();
    }

    @Test
    void readsTextAsUtf8() {
        assertThat(NewJob.of("größe").payload()).isEqualTo("größe".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsThePayloadWhenThePriorityChanges() {
        NewJob job = NewJob.of("x").withPriority(-32768);

        assertThat(job.priority()).isEqualTo(-32768);
        assertThat(job.payload()).containsExactly('x');
    }

    @ParameterizedTest
    @ValueSource(ints = {-32769, 32768, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refusesPrioritiesOutOfRange(int priority) {
        assertThatThrownBy(() -> NewJob.of("x").withPriority(priority))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("priority must be from -32768 to 32767: " + priority);
    }

    @Test
    void doesNotShowThePayload() {
        assertThat(NewJob.of("secret")).hasToString("NewJob[6 bytes, priority 0]");
    }

    @Test
    void theTimeThatWasSetLastCounts() {
        Instant at = Instant.parse("2030-01-01T00:00:00.123456Z");
        NewJob timed = NewJob.of("x").withDelay(Duration.ofHours(1)).withRunAt(at);
        NewJob delayed = timed.withDelay(Duration.ofHours(2));

        assertThat(timed.runAt()).contains(at);
        assertThat(timed.delay()).isZero();
        assertThat(delayed.runAt()).isEmpty();
        assertThat(delayed.delay()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void eachSettingLeavesTheOthersAsTheyAre() {
        NewJob job = NewJob.of("x")
                .withUniqueKey(UniqueKey.of("k"))
                .withTimeLimit(Duration.ofSeconds(3))
                .withRetryPolicy(RetryPolicy.none())
                .withHeader("trace", "1")
                .withDelay(Duration.ofSeconds(2))
                .withPriority(7);

        assertThat(job.priority()).isEqualTo(7);
        assertThat(job.delay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(job.headers()).isEqualTo(Map.of("trace", "1"));
        assertThat(job.retryPolicy()).contains(RetryPolicy.none());
        assertThat(job.timeLimit()).contains(Duration.ofSeconds(3));
        assertThat(job.uniqueKey()).contains(UniqueKey.of("k"));
    }

    @Test
    void aHeaderOfTheSameNameIsReplaced() {
        NewJob job = NewJob.of("x").withHeader("a", "1").withHeader("b", "").withHeader("a", "2");

        assertThat(job.headers()).isEqualTo(Map.of("a", "2", "b", ""));
    }

    @Test
    void takesAsManyAndAsLongHeadersAsDocumented() {
        NewJob job = NewJob.of("x");
        for (int i = 0; i < NewJob.MAX_HEADERS; i++) {
            job = job.withHeader(i + "n".repeat(NewJob.MAX_HEADER_NAME - 2), "v".repeat(NewJob.MAX_HEADER_VALUE));
        }
        NewJob full = job;

        assertThat(full.headers()).hasSize(NewJob.MAX_HEADERS);
        assertThat(full.withHeader("0" + "n".repeat(NewJob.MAX_HEADER_NAME - 2), "again")
                        .headers())
                .hasSize(NewJob.MAX_HEADERS);
        assertThatThrownBy(() -> full.withHeader("one more", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("headers must be at most 64: 65");
    }

    static Stream<Arguments> refused() {
        NewJob job = NewJob.of("x");
        return Stream.of(
                refusal(() -> job.withDelay(Duration.ofMillis(-1)), "delay must be from PT0S to PT876000H: PT-0.001S"),
                refusal(() -> job.withDelay(Duration.ofDays(36_501)), "delay must be from"),
                refusal(() -> job.withRunAt(Instant.parse("+10000-01-01T00:00:00Z")), "time must be from the years"),
                refusal(() -> job.withRunAt(Instant.parse("0000-12-31T23:59:59Z")), "time must be from the years"),
                refusal(() -> job.withTimeLimit(Duration.ZERO), "timeLimit must be from PT0.001S to PT876000H: PT0S"),
                refusal(() -> job.withHeader("", "v"), "header name must have from 1 to 255 characters: it has 0"),
                refusal(() -> job.withHeader("n\0", "v"), "header name must not have a NUL character"),
                refusal(() -> job.withHeader("n", "v\0"), "header value must not have a NUL character"),
                refusal(() -> job.withHeader("n", "\uDC00"), "header value must be well-formed text"),
                refusal(
                        () -> job.withHeader("n", "v".repeat(4_097)),
                        "header value must have at most 4096 characters: it has 4097"),
                refusal(
                        () -> job.withRetryPolicy((attempt, cause) -> Optional.empty()),
                        "retryPolicy of a job must be exponential, fixed, delays or none"));
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
