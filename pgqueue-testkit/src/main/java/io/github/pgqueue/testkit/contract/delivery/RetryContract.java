package io.github.pgqueue.testkit.contract.delivery;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.AttemptError;
import io.github.pgqueue.Job;
import io.github.pgqueue.JobHandler;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.Subscription;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assertions;

/** Rules D6.1 and D6.2: what becomes of a job that failed. */
public abstract class RetryContract extends DeliveryContract {

    private static final Duration LATER = Duration.ofMillis(700);
    private static final Duration NEVER = Duration.ofHours(12);

    private final BlockingQueue<JobInfo> begun = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected RetryContract() {}

    @Checks("D6.1")
    void aFailureIsTriedAgainAfterThePause() {
        assertRetriedAfterThePause(open().queue(QUEUE));
    }

    @Checks("D6.1")
    void aFailureIsTriedAgainAfterThePauseWithoutAListener() {
        assertRetriedAfterThePause(open(config().pollOnly()).queue(QUEUE));
    }

    private void assertRetriedAfterThePause(PgQueue queue) {
        queue.subscribe(with(RetryPolicy.fixed(LATER, 5)), failing(queue, 1));
        long id = queue.push("x");
        JobInfo first = next(begun, "the first attempt");
        JobInfo second = next(begun, "the second attempt");
        Assertions.assertEquals(1, first.attempt(), "the first attempt");
        Assertions.assertEquals(2, second.attempt(), "the second attempt");
        Assertions.assertFalse(second.updatedAt().isBefore(second.runAt()), "begun before it was due: " + second);
        Duration pause = Duration.between(first.updatedAt(), second.runAt());
        Assertions.assertTrue(pause.compareTo(LATER) >= 0, "the pause of " + LATER + " was only " + pause);
        awaitState(queue, id, JobState.SUCCESS);
    }

    @Checks("D6.1")
    void meanwhileItIsNewAndItsFailureKept() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(with(RetryPolicy.fixed(NEVER, 5)), failing(queue, 1));
        long id = queue.push("x");
        next(begun, "the first attempt");
        JobInfo job = awaitState(queue, id, JobState.NEW);
        Assertions.assertEquals(1, job.attempt(), "attempt");
        Assertions.assertEquals(1, job.errors().size(), "failures kept: " + job.errors());
        Assertions.assertTrue(job.error().orElse("").contains("attempt 1"), "the last failure: " + job.error());
        assertAbout(NEVER, Duration.between(job.updatedAt(), job.runAt()), "time until it is due");
        assertNothing(begun, "an attempt before it is due");
    }

    @Checks("D6.1")
    void afterTheLastAttemptItIsError() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(with(RetryPolicy.fixed(Duration.ZERO, 3)), failing(queue, 99));
        JobInfo job = awaitState(queue, queue.push("x"), JobState.ERROR);
        Assertions.assertEquals(3, job.attempt(), "attempts");
        Assertions.assertEquals(
                List.of(1, 2, 3),
                job.errors().stream().map(AttemptError::attempt).toList(),
                "attempts whose failures are kept");
        Assertions.assertEquals(3, begun.size(), "calls of the handler");
    }

    @Checks("D6.1")
    void eachPauseOfAList() {
        PgQueue queue = open().queue(QUEUE);
        RetryPolicy policy = RetryPolicy.delays(Duration.ZERO, LATER, Duration.ofMillis(1));
        queue.subscribe(with(policy), failing(queue, 99));
        JobInfo job = awaitState(queue, queue.push("x"), JobState.ERROR);
        Assertions.assertEquals(4, job.attempt(), "attempts");
        next(begun, "the first attempt");
        JobInfo second = next(begun, "the second attempt");
        JobInfo third = next(begun, "the third attempt");
        Duration pause = Duration.between(second.updatedAt(), third.updatedAt());
        Assertions.assertTrue(pause.compareTo(LATER) >= 0, "the second pause was only " + pause);
    }

    @Checks("D6.1")
    void theDefaultIsExponential() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(failing(queue, 1));
        queue.push("x");
        JobInfo first = next(begun, "the first attempt");
        JobInfo second = next(
                begun, "the second attempt, after up to a second", patience().plusSeconds(1));
        Duration pause = Duration.between(first.updatedAt(), second.runAt());
        Assertions.assertTrue(pause.compareTo(Duration.ofMillis(500)) >= 0, "the first pause was only " + pause);
        Assertions.assertTrue(pause.compareTo(patience().plusSeconds(1)) < 0, "the first pause was " + pause);
    }

    @Checks("D6.1")
    void aFunctionDecidesByTheCause() {
        PgQueue queue = open().queue(QUEUE);
        RetryPolicy policy = (attempt, cause) ->
                cause instanceof IllegalArgumentException ? Optional.empty() : Optional.of(Duration.ZERO);
        queue.subscribe(with(policy), job -> {
            if (job.attempt() < 3) {
                throw new IllegalStateException("once more");
            }
            throw new IllegalArgumentException("hopeless");
        });
        JobInfo job = awaitState(queue, queue.push("x"), JobState.ERROR);
        Assertions.assertEquals(3, job.attempt(), "attempts");
        Assertions.assertTrue(job.error().orElse("").contains("hopeless"), "the last failure: " + job.error());
    }

    @Checks("D6.1")
    void aPolicyThatThrowsIsTakenForTheDefault() {
        PgQueue queue = open().queue(QUEUE);
        RetryPolicy broken = (attempt, cause) -> {
            throw new IllegalStateException("broken as the contract's test wants it");
        };
        queue.subscribe(with(broken), failing(queue, 1));
        JobInfo job = awaitState(Duration.ofSeconds(1), queue, queue.push("x"), JobState.SUCCESS);
        Assertions.assertEquals(2, job.attempt(), "attempts");
    }

    @Checks("D6.1")
    void theLastFailuresAreKeptHoweverManyThereWere() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(with(RetryPolicy.fixed(Duration.ZERO, 15)), failing(queue, 99));
        JobInfo job = awaitState(queue, queue.push("x"), JobState.ERROR);
        Assertions.assertEquals(15, job.attempt(), "attempts");
        Assertions.assertEquals(AttemptError.MOST_KEPT, job.errors().size(), "failures kept");
        Assertions.assertEquals(6, job.errors().get(0).attempt(), "the oldest that is kept");
        Assertions.assertEquals(15, job.errors().get(9).attempt(), "the latest");
    }

    @Checks("D6.1")
    void manyThatFailAtOnceAllComeBack() {
        PgQueue queue = open().queue(QUEUE);
        SubscribeOptions options =
                SubscribeOptions.parallel(4).withRetryPolicy(RetryPolicy.exponential(Duration.ofMillis(100), LATER, 5));
        queue.subscribe(options, failing(queue, 2));
        for (long id : queue.pushAll(Collections.nCopies(40, NewJob.of("x")))) {
            JobInfo job = awaitState(queue, id, JobState.SUCCESS);
            Assertions.assertEquals(3, job.attempt(), "attempts of job " + id);
            Assertions.assertEquals(2, job.errors().size(), "failures of job " + id);
        }
    }

    @Checks("D6.1")
    void anotherProcessMayTryItAgain() {
        PgQueue failing = open().queue(QUEUE);
        long id = failing.push("x");
        Subscription subscription = failing.subscribe(with(RetryPolicy.fixed(LATER, 5)), failing(failing, 99));
        next(begun, "the first attempt");
        awaitState(failing, id, JobState.NEW);
        within(patience(), "closing", () -> subscription.close());
        PgQueue other = open().queue(QUEUE);
        other.subscribe(with(RetryPolicy.none()), failing(other, 1));
        JobInfo job = awaitState(other, id, JobState.SUCCESS);
        Assertions.assertEquals(2, job.attempt(), "attempts");
    }

    @Checks("D6.2")
    void aJobMayBeTriedAgainThoughOthersAreNot() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(with(RetryPolicy.none()), failing(queue, 99));
        List<RetryPolicy> policies = List.of(
                RetryPolicy.fixed(Duration.ZERO, 2),
                RetryPolicy.delays(Duration.ofMillis(1)),
                RetryPolicy.exponential(Duration.ofMillis(1), Duration.ofMillis(2), 2));
        for (RetryPolicy policy : policies) {
            long id = queue.push(NewJob.of("x").withRetryPolicy(policy));
            JobInfo job = awaitState(queue, id, JobState.ERROR);
            Assertions.assertEquals(2, job.attempt(), "attempts by " + RetryPolicy.format(policy));
        }
        JobInfo without = awaitState(queue, queue.push("y"), JobState.ERROR);
        Assertions.assertEquals(1, without.attempt(), "attempts at a job without a policy of its own");
    }

    @Checks("D6.2")
    void aJobMayBeGivenUpThoughOthersAreTriedAgain() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(with(RetryPolicy.fixed(Duration.ZERO, 9)), failing(queue, 99));
        long id = queue.push(NewJob.of("x").withRetryPolicy(RetryPolicy.none()));
        Assertions.assertEquals(1, awaitState(queue, id, JobState.ERROR).attempt(), "attempts");
    }

    @Checks("D6.2")
    void theJobsPolicyCountsAtEveryAttempt() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(with(RetryPolicy.none()), failing(queue, 4));
        long id = queue.push(NewJob.of("x").withRetryPolicy(RetryPolicy.fixed(Duration.ZERO, 5)));
        Assertions.assertEquals(5, awaitState(queue, id, JobState.SUCCESS).attempt(), "attempts");
    }

    private static SubscribeOptions with(RetryPolicy policy) {
        return SubscribeOptions.parallel(1).withRetryPolicy(policy);
    }

    /** Fails so many times at each job, having noted its row. */
    private JobHandler failing(PgQueue queue, int times) {
        return (Job job) -> {
            begun.add(info(queue, job.id()));
            if (job.attempt() <= times) {
                throw new IllegalStateException("attempt " + job.attempt() + " fails");
            }
        };
    }
}
