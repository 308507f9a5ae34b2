package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** Rule D12.4: finished jobs go when their time is over. */
public abstract class RetentionContract extends DeliveryContract {

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final int MANY = 2_500;

    /** For subclasses. */
    protected RetentionContract() {}

    private PgQueuesConfig.Builder keepingNothing() {
        return config().retention(JobState.SUCCESS, AT_ONCE)
                .retention(JobState.ERROR, AT_ONCE)
                .retention(JobState.CANCELLED, AT_ONCE);
    }

    @Checks("D12.4")
    void whatIsKeptLongerGoesByItself() {
        PgQueue queue = Operators.of(open(keepingNothing()).queue(QUEUE));
        List<Long> finished = cancelled(queue, 3);
        long waiting = queue.push(NewJob.of("x").withDelay(Duration.ofHours(1)));
        queue.subscribe(job -> {});
        finished.forEach(
                id -> await("job " + id + " is gone", () -> queue.find(id).isEmpty()));
        Assertions.assertEquals(JobState.NEW, info(queue, waiting).state(), "state of a job that waits");
    }

    @Checks("D12.4")
    void alsoVeryMany() {
        PgQueues queues = open(keepingNothing());
        PgQueue queue = Operators.of(queues.queue(QUEUE));
        queue.pushAll(Collections.nCopies(MANY, NewJob.of("x").withDelay(Duration.ofHours(1))));
        Assertions.assertEquals(
                MANY, queue.apply(BulkAction.CANCEL, JobFilter.in(JobState.NEW)), "jobs that were cancelled");
        queue.subscribe(job -> {});
        await("all are gone", () -> queues.stats().isEmpty());
    }

    @Checks("D12.4")
    void oneNodeDoesItForAll() {
        PgQueues first = open(keepingNothing());
        PgQueues second = open(keepingNothing());
        PgQueue queue = Operators.of(first.queue(QUEUE));
        List<Long> finished = cancelled(queue, 3);
        first.queue(QUEUE).subscribe(job -> {});
        second.queue(QUEUE).subscribe(job -> {});
        finished.forEach(
                id -> await("job " + id + " is gone", () -> queue.find(id).isEmpty()));
    }

    @Checks("D12.4")
    void whatHasTimeStays() {
        PgQueues queues = open(keepingNothing().retention(JobState.CANCELLED, Duration.ofDays(1)));
        PgQueue queue = Operators.of(queues.queue(QUEUE));
        List<Long> kept = cancelled(queue, 2);
        queue.subscribe(once(), job -> {});
        long gone = queue.push("x");
        await("the job is done, and gone by hand or by itself", () -> {
            queues.prune();
            return queue.find(gone).isEmpty();
        });
        Assertions.assertEquals(0, queues.prunable(), "jobs that could be deleted");
        kept.forEach(id ->
                Assertions.assertEquals(JobState.CANCELLED, info(queue, id).state(), "state"));
    }

    @Checks("D12.4")
    void byHandAsMuchAsIsTold() {
        PgQueues queues = open(keepingNothing());
        PgQueue queue = Operators.of(queues.queue(QUEUE));
        cancelled(queue, 5);
        await("their time is over", () -> queues.prunable() == 5);
        Assertions.assertEquals(5, queues.prune(), "jobs that were deleted");
        Assertions.assertEquals(0, queues.prune(), "jobs that were deleted the second time");
        Assertions.assertEquals(List.of(), queues.stats(), "jobs in the table");
    }

    @Checks("D12.4")
    void atOnceWhereNothingIsKept() {
        PgQueue queue = open(config().retention(JobState.SUCCESS, Duration.ZERO)
                        .retention(JobState.ERROR, Duration.ZERO))
                .queue(QUEUE);
        queue.subscribe(once(), job -> {
            if ("fail".equals(job.text())) {
                throw new IllegalStateException("busy");
            }
        });
        for (String payload : List.of("succeed", "fail")) {
            long id = queue.push(payload);
            await("job " + id + " is gone", () -> queue.find(id).isEmpty());
        }
    }

    @Checks("D12.4")
    void notWhileItsKeyCounts() {
        PgQueues queues = open(keepingNothing());
        PgQueue queue = Operators.of(queues.queue(QUEUE));
        NewJob job = NewJob.of("x").withUniqueKey(UniqueKey.of("key").within(Duration.ofDays(1)));
        queue.subscribe(once(), claimed -> {});
        long keyed = queue.push(job);
        long plain = queue.push("y");
        await("the job without a key is gone", () -> {
            queues.prune();
            return queue.find(plain).isEmpty();
        });
        awaitState(queue, keyed, JobState.SUCCESS);
        Assertions.assertEquals(keyed, queue.push(job), "id of the job whose key counts");
    }

    private static List<Long> cancelled(PgQueue queue, int count) {
        List<Long> ids = queue.pushAll(Collections.nCopies(count, NewJob.of("x").withDelay(Duration.ofHours(1))));
        ids.forEach(queue::cancel);
        return ids;
    }
}
