package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.Job;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assertions;

/** Rules D8.2 to D8.4: jobs that are not needed any more. */
public abstract class CancelJobContract extends DeliveryContract {

    /** The rule says one second; the rest is for a machine that is busy. */
    private static final Duration ABOUT_A_SECOND = Duration.ofSeconds(8);

    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
    /** For each handler that was interrupted, whether it was asked to end. */
    private final BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected CancelJobContract() {}

    @Checks("D8.2")
    void oneThatWaitsNeverStarts() {
        PgQueue queue = open().queue(QUEUE);
        PgQueue elsewhere = open().queue(QUEUE);
        List<Long> ids =
                queue.pushAll(List.of(NewJob.of("now"), NewJob.of("later").withDelay(Duration.ofMillis(200))));
        for (long id : ids) {
            Assertions.assertEquals(CancelResult.CANCELLED, elsewhere.cancel(id), "what was found");
            JobInfo job = info(queue, id);
            Assertions.assertEquals(JobState.CANCELLED, job.state(), "state");
            Assertions.assertEquals(0, job.attempt(), "attempts");
        }
        queue.subscribe(handled::add);
        long last = queue.push(NewJob.of("last").withDelay(Duration.ofMillis(500)));
        Assertions.assertEquals(
                last, next(handled, "a job that was not cancelled").id(), "id");
    }

    @Checks("D8.2")
    void oneThatWaitsForItsNextAttempt() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(
                SubscribeOptions.parallel(1).withRetryPolicy(RetryPolicy.fixed(Duration.ofHours(1), 3)), job -> {
                    throw new IllegalStateException("busy");
                });
        long id = queue.push("x");
        await(
                "the first attempt has failed",
                () -> info(queue, id).attempt() == 1 && info(queue, id).state() == JobState.NEW);
        Assertions.assertEquals(CancelResult.CANCELLED, queue.cancel(id), "what was found");
        Assertions.assertEquals(JobState.CANCELLED, info(queue, id).state(), "state");
    }

    @Checks("D8.2")
    void oneThatIsFinishedOrNotThereIsLeft() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(job -> {});
        long id = queue.push("x");
        JobInfo done = awaitState(queue, id, JobState.SUCCESS);
        Assertions.assertEquals(CancelResult.TOO_LATE, queue.cancel(id), "a job that is done");
        Assertions.assertEquals(done, info(queue, id), "the job that is done");
        Assertions.assertEquals(CancelResult.TOO_LATE, queue.cancel(id + 1_000_000), "a job that is not there");
        long later = queue.push(NewJob.of("x").withDelay(Duration.ofHours(1)));
        queue.cancel(later);
        Assertions.assertEquals(CancelResult.TOO_LATE, queue.cancel(later), "a job that is cancelled");
    }

    @Checks("D8.3")
    void oneThatRunsHereIsInterrupted() {
        PgQueue queue = open().queue(QUEUE);
        long id = running(queue);
        assertInterrupted(queue, queue, id);
    }

    @Checks("D8.3")
    void oneThatRunsHereIsInterruptedWithoutAListener() {
        PgQueue queue = open(config().pollOnly()).queue(QUEUE);
        long id = running(queue);
        assertInterrupted(queue, queue, id);
    }

    @Checks("D8.3")
    void oneThatRunsElsewhereIsInterrupted() {
        PgQueues working = open();
        long id = running(working.queue(QUEUE));
        awaitListening(working);
        assertInterrupted(open(config().pollOnly()).queue(QUEUE), working.queue(QUEUE), id);
    }

    @Checks("D8.3")
    void oneThatRunsElsewhereIsInterruptedWithoutAListener() {
        PgQueue queue = open(config().pollOnly()).queue(QUEUE);
        long id = running(queue);
        assertInterrupted(open(config().pollOnly()).queue(QUEUE), queue, id);
    }

    /** A policy that would try it again is not asked. */
    private long running(PgQueue queue) {
        Gate gate = gate();
        queue.subscribe(SubscribeOptions.parallel(1).withRetryPolicy(RetryPolicy.fixed(Duration.ZERO, 9)), job -> {
            try {
                gate.pass();
            } catch (InterruptedException interruption) {
                interrupted.add(job.isCancelRequested());
                throw interruption;
            }
        });
        long id = queue.push("x");
        gate.awaitArrivals(1, "the job runs");
        return id;
    }

    private void assertInterrupted(PgQueue from, PgQueue working, long id) {
        Assertions.assertEquals(CancelResult.REQUESTED, from.cancel(id), "what was found");
        Assertions.assertTrue(
                next(interrupted, "the handler is interrupted", ABOUT_A_SECOND), "the handler sees that it is to end");
        JobInfo job = awaitState(working, id, JobState.CANCELLED);
        Assertions.assertEquals(1, job.attempt(), "attempts");
        long after = working.push("the next");
        await("the next job runs", () -> info(working, after).state() == JobState.RUNNING);
        Assertions.assertTrue(interrupted.isEmpty(), "the next job was interrupted too");
    }

    @Checks("D8.3")
    void oneThatIsDeafToInterruptsCanLook() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        queue.subscribe(once(), job -> {
            handled.add(job);
            gate.passDeaf();
            throw new IllegalStateException("asked to end: " + job.isCancelRequested());
        });
        long id = queue.push("x");
        Job job = next(handled, "the job runs");
        Assertions.assertFalse(job.isCancelRequested(), "asked to end before it was cancelled");
        queue.cancel(id);
        await("the handler sees that it is to end", job::isCancelRequested);
        gate.open();
        awaitState(queue, id, JobState.CANCELLED);
    }

    @Checks("D8.3")
    void whatIsClaimedAndNotBegunIsDropped() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        List<Long> ids = queue.pushAll(Collections.nCopies(2, NewJob.of("x")));
        queue.subscribe(SubscribeOptions.parallel(2).withExecutor(closing(new PlainWorker())), job -> {
            handled.add(job);
            gate.pass();
        });
        gate.awaitArrivals(1, "the first job runs");
        long waiting = ids.get(1);
        awaitState(queue, waiting, JobState.RUNNING);
        Assertions.assertEquals(CancelResult.REQUESTED, queue.cancel(waiting), "what was found");
        awaitState(queue, waiting, JobState.CANCELLED);
        gate.open();
        awaitState(queue, ids.get(0), JobState.SUCCESS);
        next(handled, "the first job");
        assertNothing(handled, "a job that was begun though it was cancelled");
    }

    /** Whatever the moment, none is forgotten: neither before its claim, nor during it, nor after. */
    @Checks("D8.3")
    void atAnyMoment() {
        PgQueues working = open();
        PgQueue queue = working.queue(QUEUE);
        PgQueue elsewhere = open().queue(QUEUE);
        Gate gate = gate();
        queue.subscribe(SubscribeOptions.parallel(8), job -> gate.pass());
        awaitListening(working);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            long id = queue.push("x");
            ids.add(id);
            if (i % 2 == 0) {
                await("job " + id + " is claimed", () -> info(elsewhere, id).attempt() > 0);
            }
            (i % 3 == 0 ? queue : elsewhere).cancel(id);
        }
        ids.forEach(id -> awaitState(elsewhere, id, JobState.CANCELLED));
    }

    @Checks("D8.4")
    void oneThatReturnsAllTheSameIsDone() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        queue.subscribe(SubscribeOptions.parallel(1), job -> {
            try {
                gate.pass();
            } catch (InterruptedException heard) {
                job.setResult(new byte[] {1});
            }
        });
        long id = queue.push("x");
        gate.awaitArrivals(1, "the job runs");
        Assertions.assertEquals(CancelResult.REQUESTED, queue.cancel(id), "what was found");
        JobInfo job = awaitState(queue, id, JobState.SUCCESS);
        Assertions.assertTrue(job.errors().isEmpty(), "failures: " + job.errors());
    }
}
