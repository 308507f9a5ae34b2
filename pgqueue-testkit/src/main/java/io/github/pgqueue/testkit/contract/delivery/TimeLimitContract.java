package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.AttemptError;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.JobTimeoutException;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assertions;

/** Rule D8.1: handlers that take too long. */
public abstract class TimeLimitContract extends DeliveryContract {

    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final Duration HOUR = Duration.ofHours(1);

    /** For subclasses. */
    protected TimeLimitContract() {}

    @Checks("D8.1")
    void theHandlerIsInterruptedAndTheAttemptHasFailed() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        BlockingQueue<Boolean> asked = new LinkedBlockingQueue<>();
        queue.subscribe(once().withTimeLimit(LIMIT), job -> {
            try {
                gate.pass();
            } finally {
                asked.add(job.isCancelRequested());
            }
        });
        JobInfo job = awaitState(queue, queue.push("x"), JobState.ERROR);
        assertTimedOut(job, 1);
        Assertions.assertTrue(next(asked, "the handler has ended"), "it was asked to end");
        Assertions.assertTrue(
                job.errors().get(0).message().orElse("").contains(LIMIT.toString()), "the message tells the limit");
    }

    @Checks("D8.1")
    void alsoIfItReturnsAsIfNothingWereAmiss() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        queue.subscribe(once().withTimeLimit(LIMIT), job -> {
            try {
                gate.pass();
            } catch (InterruptedException heard) {
                job.setResult(new byte[] {1});
            }
        });
        assertTimedOut(awaitState(queue, queue.push("x"), JobState.ERROR), 1);
    }

    @Checks("D8.1")
    void alsoIfItThrowsSomethingElse() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        queue.subscribe(once().withTimeLimit(LIMIT), job -> {
            try {
                gate.pass();
            } catch (InterruptedException heard) {
                throw new IllegalStateException("while putting things in order", heard);
            }
        });
        JobInfo job = awaitState(queue, queue.push("x"), JobState.ERROR);
        assertTimedOut(job, 1);
        Assertions.assertTrue(
                job.errors().get(0).trace().orElse("").contains("while putting things in order"),
                "what it threw is kept in the trace");
    }

    /** No thread can be stopped by force, and a second run beside it would be worse. */
    @Checks("D8.1")
    void oneThatIsDeafKeepsItsWorkerUntilItEnds() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        queue.subscribe(
                SubscribeOptions.parallel(2).withTimeLimit(LIMIT).withRetryPolicy(RetryPolicy.fixed(Duration.ZERO, 1)),
                job -> gate.passDeaf());
        long id = queue.push("x");
        gate.awaitArrivals(1, "the job runs");
        gate.assertNoArrival(LIMIT.plus(A_MOMENT), "a second run beside one that is deaf");
        Assertions.assertEquals(JobState.RUNNING, info(queue, id).state(), "state while it is deaf");
        gate.open();
        assertTimedOut(awaitState(queue, id, JobState.ERROR), 1);
    }

    @Checks("D8.1")
    void thePolicySaysHowItGoesOn() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        SubscribeOptions options =
                SubscribeOptions.parallel(1).withTimeLimit(LIMIT).withRetryPolicy(RetryPolicy.fixed(Duration.ZERO, 3));
        queue.subscribe(options, job -> {
            if (job.attempt() < 3) {
                gate.pass();
            }
        });
        assertTimedOut(awaitState(queue, queue.push("x"), JobState.SUCCESS), 2);
    }

    @Checks("D8.1")
    void thePolicyIsToldOfTheLimit() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        BlockingQueue<Throwable> causes = new LinkedBlockingQueue<>();
        RetryPolicy policy = (attempt, cause) -> {
            causes.add(cause);
            return RetryPolicy.none().delayAfter(attempt, cause);
        };
        queue.subscribe(SubscribeOptions.parallel(1).withTimeLimit(LIMIT).withRetryPolicy(policy), job -> gate.pass());
        awaitState(queue, queue.push("x"), JobState.ERROR);
        Assertions.assertInstanceOf(JobTimeoutException.class, next(causes, "the policy was asked"), "the cause");
    }

    @Checks("D8.1")
    void aJobsOwnLimitGoesBeforeThatOfTheSubscription() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        queue.subscribe(once().withTimeLimit(HOUR), job -> gate.pass());
        long id = queue.push(NewJob.of("x").withTimeLimit(LIMIT));
        assertTimedOut(awaitState(queue, id, JobState.ERROR), 1);
    }

    @Checks("D8.1")
    void aJobsOwnLimitMayBeLonger() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        queue.subscribe(once().withTimeLimit(Duration.ofMillis(1)), job -> gate.pass());
        long id = queue.push(NewJob.of("x").withTimeLimit(HOUR));
        gate.awaitArrivals(1, "the job runs");
        gate.assertNoArrival(A_MOMENT, "another run");
        Assertions.assertEquals(JobState.RUNNING, info(queue, id).state(), "state");
        gate.open();
        awaitState(queue, id, JobState.SUCCESS);
    }

    @Checks("D8.1")
    void aLimitThatWasKeptHarmsNoLaterJob() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        queue.subscribe(once().withExecutor(closing(new PlainWorker())), job -> {
            if ("long".equals(job.text())) {
                gate.pass();
            }
        });
        long quick = queue.push(NewJob.of("quick").withTimeLimit(LIMIT));
        long id = queue.push(NewJob.of("long"));
        gate.awaitArrivals(1, "the second job runs");
        gate.assertNoArrival(LIMIT.plus(A_MOMENT), "another run");
        gate.open();
        Assertions.assertTrue(
                awaitState(queue, id, JobState.SUCCESS).errors().isEmpty(), "the job without a limit has not failed");
        Assertions.assertNotEquals(JobState.RUNNING, info(queue, quick).state(), "state of the quick one");
    }

    private static void assertTimedOut(JobInfo job, int times) {
        List<String> types = job.errors().stream().map(AttemptError::type).toList();
        Assertions.assertEquals(times, types.size(), "failures kept: " + types);
        types.forEach(type -> Assertions.assertEquals(JobTimeoutException.class.getName(), type, "the failure"));
    }
}
