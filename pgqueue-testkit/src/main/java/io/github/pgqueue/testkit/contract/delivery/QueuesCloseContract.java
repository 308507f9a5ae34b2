package io.github.pgqueue.testkit.contract.delivery;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** Rules D5.1, D5.3 and D5.4: the end of a process's queues. */
public abstract class QueuesCloseContract extends DeliveryContract {

    private static final int SUBSCRIPTIONS = 10;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** For subclasses. */
    protected QueuesCloseContract() {}

    @Checks("D5.1")
    void allSubscriptionsAtTheSameTime() {
        PgQueues queues = open(config().closeTimeout(CLOSE_TIMEOUT));
        PgQueue elsewhere = open().queue(QUEUE);
        Gate gate = gate();
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            queues.queue(QUEUE).subscribe(job -> gate.pass());
        }
        List<Long> ids = elsewhere.pushAll(Collections.nCopies(SUBSCRIPTIONS, NewJob.of("x")));
        queues.queue(QUEUE).push("one more, to wake all");
        gate.awaitArrivals(SUBSCRIPTIONS, "all subscriptions run");
        within(CLOSE_TIMEOUT.multipliedBy(4), "closing " + SUBSCRIPTIONS + " subscriptions", queues::close);
        ids.forEach(id -> Assertions.assertEquals(
                JobState.NEW, info(elsewhere, id).state(), "state of job " + id + ", which was interrupted"));
    }

    @Checks("D5.3")
    void everythingThrows() {
        PgQueues queues = open();
        PgQueue queue = queues.queue(QUEUE);
        long id = queue.push("x");
        queues.close();
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("bootstrap", queues::bootstrap);
        calls.put("queue", () -> queues.queue(QUEUE));
        calls.put("stats", queues::stats);
        calls.put("push", () -> queue.push("y"));
        calls.put("pushAll", () -> queue.pushAll(List.of(NewJob.of("y"))));
        calls.put("pushAll of none", () -> queue.pushAll(List.of()));
        calls.put("find", () -> queue.find(id));
        calls.put("subscribe", () -> queue.subscribe(job -> {}));
        calls.put("subscribe in transactions", () -> queue.subscribe(once(), (job, connection) -> {}));
        calls.put("submit", () -> queue.submit(NewJob.of("y")));
        calls.put("await", () -> queue.await(id));
        calls.put("cancel", () -> queue.cancel(id));
        calls.put("retry", () -> queue.retry(id));
        calls.put("discard", () -> queue.discard(id));
        calls.put("jobs", () -> queue.jobs(JobFilter.in(JobState.NEW), 1, Optional.empty()));
        calls.put("preview", () -> queue.preview(BulkAction.CANCEL, JobFilter.in(JobState.NEW)));
        calls.put("apply", () -> queue.apply(BulkAction.CANCEL, JobFilter.in(JobState.NEW)));
        calls.put("pause", queue::pause);
        calls.put("resume", queue::resume);
        calls.put("paused", queues::paused);
        calls.put("prunable", queues::prunable);
        calls.put("prune", queues::prune);
        calls.forEach(
                (name, call) -> Assertions.assertThrows(IllegalStateException.class, call, name + " after close"));
    }

    @Checks("D5.4")
    void noConnectionIsLeft() {
        backend().connections();
        PgQueues queues = open();
        PgQueue queue = queues.queue(QUEUE);
        queue.subscribe(job -> {});
        awaitListening(queues);
        awaitState(queue, queue.push("x"), JobState.SUCCESS);
        int own = backend().connections();
        Assertions.assertTrue(own > 0, "connections while it works: " + own);
        within(patience(), "closing", queues::close);
        Eventually.isTrue(
                patience(), "connections that were left open", () -> backend().connections() == 0);
    }
}
