package io.github.pgqueue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RetryPolicyPropertyTest {

    private static final Exception CAUSE = new Exception();

    @Provide
    static Arbitrary<RetryPolicy> policies() {
        return Arbitraries.oneOf(
                Arbitraries.just(RetryPolicy.none()),
                Combinators.combine(delays(), attempts()).as(RetryPolicy::fixed),
                Combinators.combine(firsts(), delays(), attempts())
                        .as((first, more, attempts) ->
                                RetryPolicy.exponential(first, shorter(first.plus(more)), attempts)),
                delays().array(Duration[].class).ofMinSize(1).ofMaxSize(100).map(RetryPolicy::delays));
    }

    private static Arbitrary<Duration> delays() {
        return Arbitraries.oneOf(
                Arbitraries.of(Duration.ZERO, Duration.ofNanos(1), RetryPolicy.LONGEST_DELAY),
                Arbitraries.longs()
                        .between(0, RetryPolicy.LONGEST_DELAY.toNanos())
                        .map(Duration::ofNanos));
    }

    private static Arbitrary<Duration> firsts() {
        return delays().map(delay -> shorter(delay.plusMillis(1)));
    }

    private static Duration shorter(Duration delay) {
        return delay.compareTo(RetryPolicy.LONGEST_DELAY) < 0 ? delay : RetryPolicy.LONGEST_DELAY;
    }

    private static Arbitrary<Integer> attempts() {
        return Arbitraries.integers().between(1, RetryPolicy.MAX_ATTEMPTS);
    }

    @Provide
    static Arbitrary<String> garbage() {
        Arbitrary<String> word = Arbitraries.of(
                "exponential",
                "fixed",
                "delays",
                "none",
                "",
                "PT1S",
                "PT-1S",
                "PT999999999999999H",
                "P1D",
                "PT0S",
                "5",
                "0",
                "-1",
                "1000001",
                "99999999999",
                "five",
                "\u0665",
                "NaN");
        return Arbitraries.oneOf(HostileTexts.any(), word.list().ofMaxSize(6).map(words -> String.join(" ", words)));
    }

    @Property
    void areReadAsTheyWereWritten(@ForAll("policies") RetryPolicy policy) {
        assertThat(RetryPolicy.parse(RetryPolicy.format(policy))).isEqualTo(policy);
    }

    @Property
    void areReadOrRefusedWithTheValue(@ForAll("garbage") String text) {
        try {
            RetryPolicy policy = RetryPolicy.parse(text);
            assertThat(RetryPolicy.parse(RetryPolicy.format(policy))).isEqualTo(policy);
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage())
                    .matches("(?s)(retry policy|first|longest|delay|delays|attempts) must .*: .*");
        }
    }

    @Property
    void answerWithinTheirBoundsWhateverTheAttempt(@ForAll("policies") RetryPolicy policy, @ForAll int attempt) {
        Optional<Duration> delay = policy.delayAfter(attempt, CAUSE);

        assertThat(delay.orElse(Duration.ZERO)).isBetween(Duration.ZERO, RetryPolicy.LONGEST_DELAY);
    }

    @Property
    void giveUpAfterTheLastAttempt(@ForAll("policies") RetryPolicy policy) {
        int last = Integer.parseInt(List.of(RetryPolicy.format(policy).split(" ")).stream()
                .reduce((first, second) -> second)
                .filter(word -> word.matches("\\d+"))
                .orElse("101"));

        assertThat(policy.delayAfter(last, CAUSE)).isEmpty();
        assertThat(policy.delayAfter(Integer.MAX_VALUE, CAUSE)).isEmpty();
    }
}
