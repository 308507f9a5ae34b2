package io.github.pgqueue.internal.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.JobExit;
import io.github.pgqueue.JobTimeoutException;
import io.github.pgqueue.NodeLostException;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final IllegalStateException FAILURE = new IllegalStateException("busy");

    private static Settlement after(RetryPolicy policy, ClaimedJob job, @Nullable Throwable thrown) {
        return after(policy, job, thrown, null);
    }

    private static Settlement after(
            RetryPolicy policy, ClaimedJob job, @Nullable Throwable thrown, @Nullable Stop stop) {
        HandledJob seen = new HandledJob(job);
        if (stop != null) {
            seen.stop(stop);
        }
        return verdicts(policy).after(job, seen, thrown);
    }

    private static Verdicts verdicts(RetryPolicy policy) {
        return new Verdicts(SubscribeOptions.parallel(1).withRetryPolicy(policy));
    }

    private static String failure(Settlement end) {
        return end.failure().orElseThrow().type();
    }

    @Test
    void aReturnIsASuccessWithItsResult() {
        ClaimedJob job = Jobs.attempt(1);
        HandledJob seen = new HandledJob(job);
        seen.setResult(new byte[] {1, 2});

        Settlement end = verdicts(RetryPolicy.none()).after(job, seen, null);

        assertThat(end.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(end.result()).containsExactly(1, 2);
    }

    @Test
    void aFailureIsRetriedAsThePolicySays() {
        Settlement end = after(RetryPolicy.fixed(MINUTE, 3), Jobs.attempt(2), FAILURE);

        assertThat(end.outcome()).isEqualTo(Outcome.RETRY);
        assertThat(end.delay()).isEqualTo(MINUTE);
        assertThat(failure(end)).isEqualTo(FAILURE.getClass().getName());
    }

    @Test
    void theLastAttemptIsAnError() {
        assertThat(after(RetryPolicy.fixed(MINUTE, 3), Jobs.attempt(3), FAILURE).outcome())
                .isEqualTo(Outcome.ERROR);
        assertThat(after(RetryPolicy.none(), Jobs.attempt(1), FAILURE).outcome())
                .isEqualTo(Outcome.ERROR);
    }

    @Test
    void excusedAttemptsDoNotCount() {
        ClaimedJob job = Jobs.with(5, RetryPolicy.fixed(MINUTE, 3), 3);

        assertThat(after(RetryPolicy.none(), job, FAILURE).outcome()).isEqualTo(Outcome.RETRY);
    }

    @Test
    void theJobsPolicyGoesBeforeTheSubscriptions() {
        ClaimedJob job = Jobs.with(1, RetryPolicy.none(), 0);

        assertThat(after(RetryPolicy.fixed(MINUTE, 3), job, FAILURE).outcome()).isEqualTo(Outcome.ERROR);
    }

    @Test
    void aPolicyThatThrowsIsTakenForTheDefault() {
        RetryPolicy broken = (attempt, cause) -> {
            throw new IllegalStateException("broken");
        };

        assertThat(after(broken, Jobs.attempt(24), FAILURE).outcome()).isEqualTo(Outcome.RETRY);
        assertThat(after(broken, Jobs.attempt(25), FAILURE).outcome()).isEqualTo(Outcome.ERROR);
    }

    @Test
    void delaysOfAFunctionAreCutToWhatATableTakes() {
        assertThat(after((attempt, cause) -> Optional.of(Duration.ofSeconds(-1)), Jobs.attempt(1), FAILURE)
                        .delay())
                .isZero();
        assertThat(after((attempt, cause) -> Optional.of(Duration.ofDays(100_000)), Jobs.attempt(1), FAILURE)
                        .delay())
                .isEqualTo(RetryPolicy.LONGEST_DELAY);
    }

    @Test
    void anExitSaysHowItGoesOn() {
        RetryPolicy policy = RetryPolicy.fixed(MINUTE, 3);
        Instant at = Instant.parse("2030-01-01T00:00:00Z");

        Settlement retryAt = after(policy, Jobs.attempt(1), JobExit.retryAt(at, FAILURE));
        assertThat(retryAt.outcome()).isEqualTo(Outcome.RETRY);
        assertThat(retryAt.dueAt()).contains(at);
        assertThat(failure(retryAt)).isEqualTo(FAILURE.getClass().getName());

        Settlement retryIn = after(policy, Jobs.attempt(1), JobExit.retryIn(Duration.ofHours(5), null));
        assertThat(retryIn.delay()).isEqualTo(Duration.ofHours(5));
        assertThat(failure(retryIn)).isEqualTo(JobExit.class.getName());

        Settlement snooze = after(policy, Jobs.attempt(3), JobExit.snooze(MINUTE));
        assertThat(snooze.outcome()).isEqualTo(Outcome.SNOOZE);
        assertThat(snooze.delay()).isEqualTo(MINUTE);

        assertThat(after(policy, Jobs.attempt(1), JobExit.giveUp("no", null)).outcome())
                .isEqualTo(Outcome.ERROR);
        assertThat(after(policy, Jobs.attempt(1), JobExit.cancel("sold")).outcome())
                .isEqualTo(Outcome.CANCEL);
    }

    @Test
    void aRetryByExitIsBoundByThePolicyToo() {
        Settlement end = after(RetryPolicy.fixed(MINUTE, 3), Jobs.attempt(3), JobExit.retryIn(MINUTE, FAILURE));

        assertThat(end.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(failure(end)).isEqualTo(FAILURE.getClass().getName());
    }

    @Test
    void aTimeLimitIsAFailureHoweverTheHandlerEnds() {
        RetryPolicy policy = RetryPolicy.fixed(MINUTE, 3);
        ClaimedJob job = Jobs.limited(Duration.ofMillis(5));

        for (Throwable thrown : new Throwable[] {null, FAILURE, JobExit.cancel("sold")}) {
            Settlement end = after(policy, job, thrown, Stop.TIME_LIMIT);
            assertThat(end.outcome()).isEqualTo(Outcome.RETRY);
            assertThat(failure(end)).isEqualTo(JobTimeoutException.class.getName());
            assertThat(end.failure().orElseThrow().message().orElseThrow()).contains("PT0.005S");
        }
    }

    @Test
    void aCancelledHandlerThatThrowsIsCancelledAndOneThatReturnsIsDone() {
        RetryPolicy policy = RetryPolicy.fixed(MINUTE, 3);

        for (Throwable thrown : List.of(FAILURE, JobExit.giveUp("no", null), JobExit.snooze(MINUTE))) {
            assertThat(after(policy, Jobs.attempt(1), thrown, Stop.CANCEL).outcome())
                    .isEqualTo(Outcome.CANCEL);
        }
        assertThat(after(policy, Jobs.attempt(1), null, Stop.CANCEL).outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void closingHandsBackWhateverThePolicySays() {
        Settlement end = after(RetryPolicy.none(), Jobs.attempt(1), new InterruptedException(), Stop.CLOSE);

        assertThat(end.outcome()).isEqualTo(Outcome.RETRY);
        assertThat(end.delay()).isZero();
    }

    /** Else a job that takes its node's breath away would go round in circles. */
    @Test
    void aLostLeaseIsRetriedAtOnceButNotMoreOftenThanThePolicyAllows() {
        RetryPolicy policy = RetryPolicy.fixed(MINUTE, 2);

        Settlement first = after(policy, Jobs.attempt(1), FAILURE, Stop.LEASE);
        assertThat(first.outcome()).isEqualTo(Outcome.RETRY);
        assertThat(first.delay()).isZero();
        assertThat(after(policy, Jobs.attempt(2), FAILURE, Stop.LEASE).outcome())
                .isEqualTo(Outcome.ERROR);
    }

    @ParameterizedTest
    @EnumSource(Stop.class)
    void theFirstReasonToStopCounts(Stop later) {
        HandledJob seen = new HandledJob(Jobs.attempt(1));
        assertThat(seen.isCancelRequested()).isFalse();

        seen.stop(Stop.CANCEL);
        seen.stop(later);

        assertThat(seen.stopped()).isEqualTo(Stop.CANCEL);
        assertThat(seen.isCancelRequested()).isTrue();
    }

    @Test
    void aRescuedJobStartsWhileItsPolicyAllowsAnotherAttempt() {
        Verdicts verdicts = verdicts(RetryPolicy.none());
        RetryPolicy two = RetryPolicy.fixed(MINUTE, 2);

        assertThat(verdicts.beforeStart(Jobs.rescued(2, 0, two))).isEmpty();
        assertThat(verdicts.beforeStart(Jobs.rescued(3, 1, two))).isEmpty();
        assertThat(verdicts.beforeStart(Jobs.rescued(3, 0, two)))
                .map(Settlement::outcome)
                .contains(Outcome.ABANDON);
    }

    @Test
    void aJobThatWasNotRescuedStartsUnasked() {
        assertThat(verdicts(RetryPolicy.none()).beforeStart(Jobs.attempt(9))).isEmpty();
    }

    @Test
    void thePolicyIsToldOfALostNode() {
        List<Throwable> causes = new ArrayList<>();
        List<Integer> failed = new ArrayList<>();
        RetryPolicy policy = (attempt, cause) -> {
            failed.add(attempt);
            causes.add(cause);
            return Optional.of(MINUTE);
        };
        assertThat(verdicts(policy).beforeStart(Jobs.rescued(3))).isEmpty();

        assertThat(failed).containsExactly(2);
        assertThat(causes).singleElement().isInstanceOf(NodeLostException.class);
    }

    @Test
    void theJobsTimeLimitGoesBeforeTheSubscriptions() {
        Verdicts verdicts = new Verdicts(SubscribeOptions.parallel(1).withTimeLimit(MINUTE));

        assertThat(verdicts.timeLimit(Jobs.attempt(1))).contains(MINUTE);
        assertThat(verdicts.timeLimit(Jobs.limited(Duration.ofMillis(5)))).contains(Duration.ofMillis(5));
    }
}
