package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobExit;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assertions;

/** Rule D6.3: what a handler says about how its job goes on. */
public abstract class JobExitContract extends DeliveryContract {

    private static final Duration LATER = Duration.ofMillis(700);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final IllegalStateException CAUSE = new IllegalStateException("the bank is closed");

    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected JobExitContract() {}

    @Checks("D6.3")
    void retriedAtATime() {
        PgQueue queue = open().queue(QUEUE);
        subscribe(queue, RetryPolicy.fixed(Duration.ZERO, 5), job -> {
            throw JobExit.retryAt(job.createdAt().plus(HOUR), CAUSE);
        });
        JobInfo job = awaitWaiting(queue, queue.push("x"));
        Assertions.assertEquals(job.createdAt().plus(HOUR), job.runAt(), "due time");
        Assertions.assertTrue(job.error().orElse("").contains("the bank is closed"), "failure: " + job.error());
        assertNothing(handled, "an attempt before its time");
    }

    @Checks("D6.3")
    void retriedAtATimeThatIsOver() {
        PgQueue queue = open().queue(QUEUE);
        subscribe(queue, RetryPolicy.fixed(HOUR, 3), job -> {
            throw JobExit.retryAt(Instant.EPOCH, CAUSE);
        });
        JobInfo job = awaitState(queue, queue.push("x"), JobState.ERROR);
        Assertions.assertEquals(3, job.attempt(), "attempts, all at once");
    }

    @Checks("D6.3")
    void retriedAfterADelay() {
        PgQueue queue = open().queue(QUEUE);
        BlockingQueue<JobInfo> rows = new LinkedBlockingQueue<>();
        subscribe(queue, RetryPolicy.fixed(HOUR, 5), job -> {
            rows.add(info(queue, job.id()));
            if (job.attempt() == 1) {
                throw JobExit.retryIn(LATER, CAUSE);
            }
        });
        awaitState(queue, queue.push("x"), JobState.SUCCESS);
        JobInfo first = next(rows, "the first attempt");
        JobInfo second = next(rows, "the second attempt");
        Duration pause = Duration.between(first.updatedAt(), second.updatedAt());
        Assertions.assertTrue(pause.compareTo(LATER) >= 0, "the delay of " + LATER + " was only " + pause);
    }

    @Checks("D6.3")
    void retriedNoMoreThanThePolicyAllows() {
        PgQueue queue = open().queue(QUEUE);
        subscribe(queue, RetryPolicy.fixed(HOUR, 2), job -> {
            throw JobExit.retryIn(Duration.ZERO, CAUSE);
        });
        JobInfo job = awaitState(queue, queue.push("x"), JobState.ERROR);
        Assertions.assertEquals(2, job.attempt(), "attempts");
        Assertions.assertEquals(2, job.errors().size(), "failures kept");
        Assertions.assertEquals(CAUSE.getClass().getName(), job.errors().get(1).type(), "the failure is the cause");
    }

    @Checks("D6.3")
    void givenUpWhateverThePolicySays() {
        PgQueue queue = open().queue(QUEUE);
        subscribe(queue, RetryPolicy.fixed(Duration.ZERO, 9), job -> {
            throw JobExit.giveUp("no such account", CAUSE);
        });
        JobInfo job = awaitState(queue, queue.push("x"), JobState.ERROR);
        Assertions.assertEquals(1, job.attempt(), "attempts");
        Assertions.assertTrue(job.error().orElse("").contains("no such account"), "reason: " + job.error());
    }

    @Checks("D6.3")
    void aSnoozeCostsNoAttempt() {
        PgQueue queue = open().queue(QUEUE);
        subscribe(queue, RetryPolicy.none(), job -> {
            if (job.attempt() <= 4) {
                throw JobExit.snooze(Duration.ofMillis(1));
            }
        });
        JobInfo job = awaitState(queue, queue.push("x"), JobState.SUCCESS);
        Assertions.assertEquals(5, job.attempt(), "starts");
        Assertions.assertTrue(job.errors().isEmpty(), "a snooze is no failure: " + job.errors());
    }

    @Checks("D6.3")
    void snoozesBetweenFailuresAreNotCounted() {
        PgQueue queue = open().queue(QUEUE);
        subscribe(queue, RetryPolicy.fixed(Duration.ZERO, 3), job -> {
            if (job.attempt() % 2 == 1) {
                throw JobExit.snooze(Duration.ZERO);
            }
            throw CAUSE;
        });
        JobInfo job = awaitState(queue, queue.push("x"), JobState.ERROR);
        Assertions.assertEquals(6, job.attempt(), "starts: three snoozes and three failures");
        Assertions.assertEquals(3, job.errors().size(), "failures kept");
    }

    @Checks("D6.3")
    void aSnoozedJobWaitsItsTime() {
        PgQueue queue = open().queue(QUEUE);
        subscribe(queue, RetryPolicy.none(), job -> {
            throw JobExit.snooze(HOUR);
        });
        JobInfo job = awaitWaiting(queue, queue.push("x"));
        assertAbout(HOUR, Duration.between(job.updatedAt(), job.runAt()), "time until it is due");
        assertNothing(handled, "a start before its time");
    }

    @Checks("D6.3")
    void cancelled() {
        PgQueue queue = open().queue(QUEUE);
        subscribe(queue, RetryPolicy.fixed(Duration.ZERO, 9), job -> {
            throw JobExit.cancel("the account is closed");
        });
        JobInfo job = awaitState(queue, queue.push("x"), JobState.CANCELLED);
        Assertions.assertEquals(1, job.attempt(), "attempts");
        Assertions.assertTrue(job.error().orElse("").contains("the account is closed"), "reason: " + job.error());
    }

    /** What is to be done after the job was noted. */
    private interface Rest {
        void handle(Job job);
    }

    private void subscribe(PgQueue queue, RetryPolicy policy, Rest rest) {
        queue.subscribe(SubscribeOptions.parallel(1).withRetryPolicy(policy), job -> {
            handled.add(job);
            rest.handle(job);
        });
    }

    /** The first start is over, and the job waits for the next. */
    private JobInfo awaitWaiting(PgQueue queue, long id) {
        next(handled, "the first start");
        JobInfo job = awaitState(queue, id, JobState.NEW);
        Assertions.assertEquals(1, job.attempt(), "attempt");
        return job;
    }
}
