package io.github.pgqueue.testkit.contract.delivery;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.started;
import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.Subscription;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assertions;

/** Rules D4.1 to D4.4: closing a subscription. */
public abstract class SubscriptionCloseContract extends DeliveryContract {

    private static final Duration SHORT = Duration.ofMillis(200);

    /** For subclasses. */
    protected SubscriptionCloseContract() {}

    @Checks("D4.1")
    void waitsForTheHandlerAndWritesItsEnd() throws Exception {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        long id = queue.push("x");
        Subscription subscription = queue.subscribe(job -> gate.pass());
        gate.awaitArrivals(1, "the job runs");
        CompletableFuture<Boolean> closing = close(subscription, patience());
        Assertions.assertThrows(
                TimeoutException.class,
                () -> closing.get(A_MOMENT.toNanos(), TimeUnit.NANOSECONDS),
                "close waits while the handler runs");
        gate.open();
        within(patience(), "closing once the handler has ended", () -> closing.get());
        Assertions.assertEquals(JobState.SUCCESS, info(queue, id).state(), "state when close has returned");
    }

    @Checks("D4.2")
    void givesBackWhatWasNotBegun() throws Exception {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        List<Long> ids = queue.pushAll(Collections.nCopies(3, NewJob.of("x")));
        SubscribeOptions oneThreadForThree = SubscribeOptions.parallel(3).withExecutor(closing(new PlainWorker()));
        Subscription subscription = queue.subscribe(oneThreadForThree, job -> gate.pass());
        gate.awaitArrivals(1, "the first job runs");
        ids.forEach(id -> awaitState(queue, id, JobState.RUNNING));

        CompletableFuture<Boolean> closing = close(subscription, patience());
        for (long id : ids.subList(1, 3)) {
            Assertions.assertEquals(0, awaitState(queue, id, JobState.NEW).attempt(), "attempt of job " + id);
        }
        Assertions.assertFalse(closing.isDone(), "the first job still runs");
        gate.open();
        within(patience(), "closing", () -> closing.get());
        Assertions.assertEquals(JobState.SUCCESS, info(queue, ids.get(0)).state(), "state of the first");
        Assertions.assertEquals(JobState.NEW, info(queue, ids.get(1)).state(), "state of the second");
    }

    @Checks("D4.2")
    void claimsNothingMore() {
        PgQueue queue = open().queue(QUEUE);
        BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
        Subscription subscription = queue.subscribe(handled::add);
        queue.push("before");
        next(handled, "the job before");
        within(patience(), "closing", () -> subscription.close());
        long id = queue.push("after");
        assertNothing(handled, "a job that was begun after close");
        Assertions.assertEquals(JobState.NEW, info(queue, id).state(), "state of the job after");
        queue.subscribe(handled::add);
        Assertions.assertEquals(
                id, next(handled, "another subscription goes on").id(), "id");
    }

    @Checks("D4.3")
    void interruptsAndHandsBack() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        long id = queue.push("x");
        Subscription subscription = queue.subscribe(job -> gate.pass());
        gate.awaitArrivals(1, "the job runs");
        within(patience(), "closing", () -> subscription.close(SHORT));
        assertHandedBack(info(queue, id));
    }

    @Checks("D4.3")
    void handsBackWhatDoesNotHeedTheInterrupt() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        BlockingQueue<Long> ended = new LinkedBlockingQueue<>();
        long id = queue.push("x");
        Subscription subscription = queue.subscribe(job -> {
            gate.passDeaf();
            ended.add(job.id());
        });
        gate.awaitArrivals(1, "the job runs");
        within(SHORT.plusSeconds(5), "closing", () -> subscription.close(SHORT));
        assertHandedBack(info(queue, id));
        gate.open();
        next(ended, "the handler's end");
        assertHandedBack(info(queue, id));
    }

    private static void assertHandedBack(JobInfo job) {
        Assertions.assertEquals(JobState.NEW, job.state(), "state");
        Assertions.assertEquals(1, job.attempt(), "attempt");
    }

    @Checks("D4.4")
    void twiceAndFromSeveralThreads() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        queue.push("x");
        Subscription subscription = queue.subscribe(job -> gate.pass());
        gate.awaitArrivals(1, "the job runs");
        List<CompletableFuture<Boolean>> closing =
                List.of(close(subscription, patience()), close(subscription, patience()));
        gate.open();
        closing.forEach(one -> within(patience(), "closing from several threads", () -> one.get()));
        within(patience(), "closing again", () -> subscription.close());
    }

    @Checks("D4.4")
    void fromAHandler() {
        PgQueue queue = open().queue(QUEUE);
        CompletableFuture<Subscription> itself = new CompletableFuture<>();
        BlockingQueue<Long> closed = new LinkedBlockingQueue<>();
        long id = queue.push("x");
        itself.complete(queue.subscribe(job -> {
            itself.join().close(patience().multipliedBy(2));
            closed.add(job.id());
        }));
        next(closed, "close called by the handler has returned");
        awaitState(queue, id, JobState.SUCCESS);
        long after = queue.push("after");
        assertNothing(closed, "a job that was begun after close");
        Assertions.assertEquals(JobState.NEW, info(queue, after).state(), "state of the job after");
    }

    private static CompletableFuture<Boolean> close(Subscription subscription, Duration timeout) {
        return started("closing", () -> {
            subscription.close(timeout);
            return true;
        });
    }
}
