package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.Job;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assertions;

/** Rules D12.1 to D12.3: what an operator does with queues that are at work. */
public abstract class OperateContract extends DeliveryContract {

    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
    private final AtomicBoolean broken = new AtomicBoolean(true);

    /** For subclasses. */
    protected OperateContract() {}

    @Checks("D12.1")
    void aRetryByHandWakesThisProcess() {
        PgQueue queue = Operators.of(open(config().pollOnly()).queue(QUEUE));
        assertRetriedByHand(queue, queue);
    }

    @Checks("D12.1")
    void aRetryByHandWakesOthers() {
        PgQueues working = open();
        working.queue("another queue").subscribe(job -> {});
        awaitListening(working);
        assertRetriedByHand(Operators.of(open(config().pollOnly()).queue(QUEUE)), working.queue(QUEUE));
    }

    private void assertRetriedByHand(PgQueue operator, PgQueue working) {
        subscribe(working, RetryPolicy.fixed(Duration.ZERO, 2));
        long id = working.push("x");
        awaitState(working, id, JobState.ERROR);
        Assertions.assertEquals(2, handled.size(), "attempts before");
        handled.clear();
        Assertions.assertTrue(operator.retry(id), "it waits now");
        Assertions.assertEquals(3, next(handled, "the next attempt").attempt(), "attempt, which goes on counting");
        Assertions.assertEquals(4, next(handled, "one more").attempt(), "attempt");
        awaitState(working, id, JobState.ERROR);
        broken.set(false);
        Assertions.assertTrue(operator.retry(id), "it waits now");
        awaitState(working, id, JobState.SUCCESS);
        Assertions.assertFalse(operator.retry(id), "a job that is done cannot be retried");
    }

    @Checks("D12.1")
    void manyByHandWakeToo() {
        PgQueue queue = Operators.of(open(config().pollOnly()).queue(QUEUE));
        subscribe(queue, RetryPolicy.none());
        List<Long> ids = queue.pushAll(Collections.nCopies(20, NewJob.of("x")));
        ids.forEach(id -> awaitState(queue, id, JobState.ERROR));
        broken.set(false);
        Assertions.assertEquals(20, queue.apply(BulkAction.RETRY, JobFilter.in(JobState.ERROR)), "jobs touched");
        ids.forEach(id -> awaitState(queue, id, JobState.SUCCESS));
    }

    private void subscribe(PgQueue queue, RetryPolicy policy) {
        queue.subscribe(SubscribeOptions.parallel(1).withRetryPolicy(policy), job -> {
            handled.add(job);
            if (broken.get()) {
                throw new IllegalStateException("busy");
            }
        });
    }

    @Checks("D12.2")
    void aPausedQueueIsLeftAloneByAll() {
        PgQueues here = open();
        PgQueues elsewhere = open();
        PgQueue queue = Operators.of(here.queue(QUEUE));
        here.queue(QUEUE).subscribe(handled::add);
        elsewhere.queue(QUEUE).subscribe(handled::add);
        awaitListening(here);
        awaitListening(elsewhere);
        queue.pause();
        queue.pause();
        List<Long> ids = queue.pushAll(Collections.nCopies(5, NewJob.of("x")));
        long last = elsewhere.queue(QUEUE).push("x");
        assertNothing(handled, "a job of a queue that is paused");
        ids.forEach(id -> Assertions.assertEquals(JobState.NEW, info(queue, id).state(), "state"));
        Assertions.assertEquals(JobState.NEW, info(queue, last).state(), "state");
        Assertions.assertEquals(Set.of(QUEUE), elsewhere.paused(), "queues that are paused");
    }

    @Checks("D12.2")
    void whatRunsGoesOnAndOtherQueuesToo() {
        PgQueues queues = open();
        PgQueue queue = Operators.of(queues.queue(QUEUE));
        Gate gate = gate();
        queue.subscribe(job -> gate.pass());
        queues.queue("another queue").subscribe(handled::add);
        long running = queue.push("x");
        gate.awaitArrivals(1, "the job runs");
        queue.pause();
        long waiting = queue.push("y");
        gate.open();
        awaitState(queue, running, JobState.SUCCESS);
        gate.assertNoArrival(A_MOMENT, "a job of a queue that is paused");
        Assertions.assertEquals(JobState.NEW, info(queue, waiting).state(), "state of the next");
        queues.queue("another queue").push("z");
        next(handled, "a job of another queue");
    }

    @Checks("D12.2")
    void whoSubscribesToAPausedQueueWaitsWithoutAsking() {
        PgQueue queue = Operators.of(open().queue(QUEUE));
        queue.pause();
        queue.pushAll(List.of(NewJob.of("due"), NewJob.of("due soon").withDelay(Duration.ofMillis(100))));
        PgQueues queues = open();
        queues.queue(QUEUE).subscribe(handled::add);
        awaitListening(queues);
        await("the first looks", () -> probe().exchanges() >= 1);
        assertNothing(handled, "a job of a queue that is paused");
        long before = probe().exchanges();
        assertNothing(handled, "a job of a queue that is paused");
        long asked = probe().exchanges() - before;
        Assertions.assertTrue(asked <= 3, "how often the store was asked in a moment: " + asked);
    }

    @Checks("D12.3")
    void resumingWakesThisProcess() {
        PgQueue queue = Operators.of(open(config().pollOnly()).queue(QUEUE));
        queue.pause();
        queue.subscribe(handled::add);
        long id = queue.push("x");
        assertNothing(handled, "a job of a queue that is paused");
        queue.resume();
        Assertions.assertEquals(id, next(handled, "the job").id(), "id");
        queue.resume();
        queue.push("y");
        next(handled, "the next job");
    }

    @Checks("D12.3")
    void resumingWakesOthers() {
        PgQueues working = open();
        PgQueue operator = Operators.of(open(config().pollOnly()).queue(QUEUE));
        operator.pause();
        long id = operator.push("x");
        working.queue(QUEUE).subscribe(handled::add);
        awaitListening(working);
        assertNothing(handled, "a job of a queue that is paused");
        operator.resume();
        Assertions.assertEquals(id, next(handled, "the job").id(), "id");
        Assertions.assertEquals(Set.of(), working.paused(), "queues that are paused");
    }

    @Checks("D12.3")
    void whatBecomesDueMeanwhileRunsAfterwards() {
        PgQueue queue = Operators.of(open(config().pollOnly()).queue(QUEUE));
        queue.subscribe(handled::add);
        queue.pause();
        queue.push(NewJob.of("soon").withDelay(Duration.ofMillis(100)));
        queue.push(NewJob.of("later").withDelay(Duration.ofSeconds(1)));
        assertNothing(handled, "a job of a queue that is paused");
        queue.resume();
        Assertions.assertEquals("soon", next(handled, "the first job").text(), "payload");
        Assertions.assertEquals("later", next(handled, "the second job").text(), "payload");
    }
}
