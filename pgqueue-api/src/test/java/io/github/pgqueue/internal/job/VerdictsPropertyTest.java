package io.github.pgqueue.internal.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.JobExit;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Handling;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Counts that no life of a job brings about, but a row by hand can have. */
class VerdictsPropertyTest {

    @Provide
    static Arbitrary<Integer> counts() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 30),
                Arbitraries.of(0, 1, 1_999_999_999, 2_000_000_000),
                Arbitraries.integers().between(0, 2_000_000_000));
    }

    @Provide
    static Arbitrary<Throwable> ends() {
        return Arbitraries.of(
                new Exception("x"),
                new StackOverflowError(),
                JobExit.snooze(Duration.ZERO),
                JobExit.retryIn(RetryPolicy.LONGEST_DELAY, null),
                JobExit.retryAt(Instant.parse("9999-12-31T23:59:59Z"), null),
                JobExit.giveUp("x", null),
                JobExit.cancel("x"));
    }

    @Property
    void everyEndHasASettlement(
            @ForAll("counts") int attempt,
            @ForAll("counts") int excused,
            @ForAll boolean rescued,
            @ForAll("ends") Throwable end) {
        AtomicInteger asked = new AtomicInteger(1);
        RetryPolicy own = (failed, cause) -> {
            asked.set(failed);
            return Optional.of(Duration.ofSeconds(Long.MAX_VALUE));
        };
        Verdicts verdicts = new Verdicts(SubscribeOptions.parallel(1).withRetryPolicy(own));
        ClaimedJob job = job(attempt, excused, rescued);

        Optional<Settlement> before = verdicts.beforeStart(job);
        Settlement after = verdicts.after(job, new HandledJob(job), end);

        assertThat(before).isEmpty();
        assertThat(after.delay()).isBetween(Duration.ZERO, RetryPolicy.LONGEST_DELAY);
        assertThat(after.outcome()).isNotEqualTo(Outcome.SUCCESS);
        assertThat(asked.get())
                .as("what a policy is asked, 1 after the first failure")
                .isPositive();
    }

    private static ClaimedJob job(int attempt, int excused, boolean rescued) {
        Handling handling = new Handling(Optional.empty(), Optional.empty(), excused, rescued);
        return new ClaimedJob(
                new Fence(1, attempt, 1), "q", new byte[0], Map.of(), 0, Instant.EPOCH, Instant.EPOCH, handling);
    }
}
