package io.github.pgqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

    private static final Throwable CAUSE = new IllegalStateException("test");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static Optional<Duration> after(RetryPolicy policy, int attempt) {
        return policy.delayAfter(attempt, CAUSE);
    }

    @RepeatedTest(20)
    void exponentialPausesLieInTheUpperHalfOfABoundThatDoubles() {
        RetryPolicy policy = RetryPolicy.exponential(SECOND, Duration.ofSeconds(5), 25);

        assertThat(after(policy, 1).orElseThrow()).isBetween(Duration.ofMillis(500), SECOND);
        assertThat(after(policy, 2).orElseThrow()).isBetween(SECOND, Duration.ofSeconds(2));
        assertThat(after(policy, 3).orElseThrow()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(after(policy, 4).orElseThrow()).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
        assertThat(after(policy, 24).orElseThrow()).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
    }

    @Test
    void exponentialPausesDiffer() {
        RetryPolicy policy = RetryPolicy.exponential();

        long different =
                Stream.generate(() -> after(policy, 10)).limit(50).distinct().count();

        assertThat(different).isGreaterThan(10);
    }

    @Test
    void theDefaultGivesUpAfterTwentyFiveAttemptsAndDays() {
        RetryPolicy policy = RetryPolicy.exponential();
        Duration all = Duration.ZERO;
        for (int attempt = 1; attempt < 25; attempt++) {
            all = all.plus(after(policy, attempt).orElseThrow());
        }

        assertThat(after(policy, 25)).isEmpty();
        assertThat(after(policy, 26)).isEmpty();
        assertThat(all).isBetween(Duration.ofDays(4), Duration.ofDays(9));
    }

    @Test
    void theLongestExponentialPauseDoesNotOverflow() {
        RetryPolicy policy =
                RetryPolicy.exponential(Duration.ofMillis(1), RetryPolicy.LONGEST_DELAY, RetryPolicy.MAX_ATTEMPTS);

        assertThat(after(policy, 999_999).orElseThrow())
                .isBetween(RetryPolicy.LONGEST_DELAY.dividedBy(2), RetryPolicy.LONGEST_DELAY);
        assertThat(after(policy, 1_000_000)).isEmpty();
    }

    @Test
    void fixedPausesAreTheSame() {
        RetryPolicy policy = RetryPolicy.fixed(SECOND, 3);

        assertThat(after(policy, 1)).contains(SECOND);
        assertThat(after(policy, 2)).contains(SECOND);
        assertThat(after(policy, 3)).isEmpty();
    }

    @Test
    void listedPausesAreOneLessThanAttempts() {
        RetryPolicy policy = RetryPolicy.delays(Duration.ZERO, DAY);

        assertThat(after(policy, 1)).contains(Duration.ZERO);
        assertThat(after(policy, 2)).contains(DAY);
        assertThat(after(policy, 3)).isEmpty();
    }

    @Test
    void noneAllowsASingleAttempt() {
        assertThat(after(RetryPolicy.none(), 1)).isEmpty();
    }

    /** A job whose attempts were all excused by hand and whose node then died. */
    @Test
    void anAttemptBeforeTheFirstIsTakenForTheFirst() {
        assertThat(after(RetryPolicy.delays(SECOND, DAY), 0)).contains(SECOND);
        assertThat(after(RetryPolicy.exponential(SECOND, DAY, 2), 0)).isPresent();
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(RetryPolicy.exponential(), "exponential PT1S PT24H 25"),
                Arguments.of(RetryPolicy.fixed(Duration.ofSeconds(90), 5), "fixed PT1M30S 5"),
                Arguments.of(RetryPolicy.fixed(Duration.ofNanos(1), 1), "fixed PT0.000000001S 1"),
                Arguments.of(RetryPolicy.delays(SECOND), "delays PT1S"),
                Arguments.of(RetryPolicy.delays(Duration.ZERO, DAY), "delays PT0S PT24H"),
                Arguments.of(RetryPolicy.none(), "none"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isWrittenAsDocumentedAndReadAgain(RetryPolicy policy, String text) {
        assertThat(RetryPolicy.format(policy)).isEqualTo(text);
        assertThat(RetryPolicy.parse(text)).isEqualTo(policy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "never",
                "none at all",
                "None",
                "fixed",
                "fixed PT1M",
                "fixed PT1M 5 6",
                "fixed PT1M  5",
                "fixed 60 5",
                "fixed PT1M five",
                "fixed PT1M 99999999999",
                "delays 1",
                "exponential PT1S PT24H",
                "exponential PT1S PT24H 25 25",
            })
    void refusesTextsThatAreNoPolicy(String text) {
        assertThatThrownBy(() -> RetryPolicy.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("retry policy must be 'exponential FIRST LONGEST ATTEMPTS'")
                .hasMessageEndingWith("'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delays", "fixed PT-1S 5", "fixed PT1S 0", "delays PT-1S", "exponential PT0S PT1S 2"})
    void refusesTextsWithValuesOutOfRange(String text) {
        assertThatThrownBy(() -> RetryPolicy.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFunctionCannotBeWritten() {
        RetryPolicy own = (attempt, cause) -> Optional.empty();

        assertThatThrownBy(() -> RetryPolicy.format(own))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give it to the subscription");
    }

    static Stream<Arguments> refused() {
        Duration tooLong = RetryPolicy.LONGEST_DELAY.plusMillis(1);
        return Stream.of(
                refusal(
                        () -> RetryPolicy.exponential(Duration.ZERO, DAY, 2),
                        "first must be from PT0.001S to PT876000H: PT0S"),
                refusal(
                        () -> RetryPolicy.exponential(SECOND, Duration.ofMillis(999), 2),
                        "longest must be from PT1S to PT876000H: PT0.999S"),
                refusal(() -> RetryPolicy.exponential(SECOND, tooLong, 2), "longest must be from"),
                refusal(() -> RetryPolicy.exponential(SECOND, DAY, 0), "attempts must be from 1 to 1000000: 0"),
                refusal(
                        () -> RetryPolicy.fixed(Duration.ofMillis(-1), 2),
                        "delay must be from PT0S to PT876000H: PT-0.001S"),
                refusal(() -> RetryPolicy.fixed(tooLong, 2), "delay must be from"),
                refusal(() -> RetryPolicy.fixed(SECOND, 1_000_001), "attempts must be from 1 to 1000000: 1000001"),
                refusal(RetryPolicy::delays, "delays must be from 1 to 100: 0"),
                refusal(
                        () -> RetryPolicy.delays(
                                Stream.generate(() -> SECOND).limit(101).toArray(Duration[]::new)),
                        "delays must be from 1 to 100: 101"),
                refusal(() -> RetryPolicy.delays(SECOND, tooLong), "delay must be from"));
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
