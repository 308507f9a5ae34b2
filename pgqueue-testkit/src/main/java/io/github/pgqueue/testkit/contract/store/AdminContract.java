package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Rules S12.1 and S12.2: retrying and discarding one job. */
public abstract class AdminContract extends StoreContract {

    /** For subclasses. */
    protected AdminContract() {}

    @Checks("S12.1")
    void oneThatFailedWaitsAgainWithAllAttemptsExcused() {
        long id = insert("x");
        settle(Settlement.retry(claimOne().fence(), FAILURE, Duration.ZERO));
        settle(Settlement.snooze(claimOne().fence(), Duration.ZERO));
        settle(Settlement.error(claimOne().fence(), FAILURE));
        Instant before = now();
        Assertions.assertTrue(admin().retry(QUEUE, id), "whether it waits now");
        JobInfo job = info(id);
        Assertions.assertEquals(JobState.NEW, job.state(), "state");
        Assertions.assertEquals(3, job.attempt(), "attempt");
        Assertions.assertFalse(job.runAt().isBefore(before) || job.runAt().isAfter(now()), "due now: " + job);
        Assertions.assertFalse(admin().retry(QUEUE, id), "whether it waits by the second time");
        ClaimedJob again = claimOne();
        Assertions.assertEquals(4, again.attempt(), "the next attempt");
        Assertions.assertEquals(3, again.handling().excused(), "attempts excused");
    }

    @Checks("S12.1")
    void oneThatWasCancelledWaitsAgain() {
        long waited = insert(NewJob.of("x").withDelay(HOUR));
        store().cancel(QUEUE, waited);
        Assertions.assertTrue(admin().retry(QUEUE, waited), "whether it waits now");
        Assertions.assertEquals(waited, claimOne().id(), "claimed at once");
    }

    @Checks("S12.1")
    void itIsNotCancelledAnyMore() {
        ClaimedJob first = running("x");
        store().cancel(QUEUE, first.id());
        settle(Settlement.cancel(first.fence(), FAILURE));
        Assertions.assertTrue(admin().retry(QUEUE, first.id()), "whether it waits now");
        ClaimedJob second = claimOne();
        Assertions.assertEquals(List.of(), store().cancelRequests(NODE), "what the node is told");
        settle(Settlement.retry(second.fence(), FAILURE, Duration.ZERO));
        Assertions.assertEquals(JobState.NEW, info(first.id()).state(), "state once it has failed again");
    }

    @Checks("S12.1")
    void aRingIsSent() throws Exception {
        ClaimedJob job = running("x");
        settle(Settlement.error(job.fence(), FAILURE));
        Bell bell = listen();
        admin().retry(QUEUE, job.id());
        Assertions.assertEquals(QUEUE, bell.next(Ring.Kind.WORK).queueName(), "queue of the ring");
    }

    @Checks("S12.1")
    void othersStayAsTheyAre() {
        store().insert(QUEUE, jobs("success", "running"));
        List<ClaimedJob> claimed = claim(2);
        settle(Settlement.success(claimed.get(0).fence()));
        long waits = insert(NewJob.of("waits").withDelay(HOUR));
        for (long id : List.of(claimed.get(0).id(), claimed.get(1).id(), waits)) {
            JobInfo before = info(id);
            Assertions.assertFalse(admin().retry(QUEUE, id), "whether it waits now that was " + before.state());
            Assertions.assertEquals(before, info(id), "the job");
        }
    }

    @Checks("S12.1")
    void whatIsNotInTheQueueIsNotRetried() {
        ClaimedJob job = running("x");
        settle(Settlement.error(job.fence(), FAILURE));
        Assertions.assertFalse(admin().retry("another queue", job.id()), "in another queue");
        Assertions.assertFalse(admin().retry(QUEUE, Long.MAX_VALUE), "with another id");
        Assertions.assertEquals(JobState.ERROR, info(job.id()).state(), "state");
    }

    @Checks("S12.1")
    void notWhileAnotherHoldsItsKey() {
        NewJob keyed = NewJob.of("x").withUniqueKey(UniqueKey.of("key"));
        long first = insert(keyed);
        settle(Settlement.error(claimOne().fence(), FAILURE));
        insert(keyed);
        JobInfo before = info(first);
        Assertions.assertFalse(admin().retry(QUEUE, first), "whether it waits now");
        Assertions.assertEquals(before, info(first), "the job");
        settle(Settlement.success(claimOne().fence()));
        Assertions.assertTrue(admin().retry(QUEUE, first), "whether it waits once the key is free");
        Assertions.assertTrue(put(keyed).wasThere(), "it holds the key again");
    }

    @Checks("S12.1")
    void itsOwnKeyDoesNotHinderIt() {
        NewJob keyed = NewJob.of("x").withUniqueKey(UniqueKey.of("key").within(HOUR));
        long id = insert(keyed);
        settle(Settlement.error(claimOne().fence(), FAILURE));
        Assertions.assertTrue(put(keyed).wasThere(), "the key counts");
        Assertions.assertTrue(admin().retry(QUEUE, id), "whether it waits now");
        Assertions.assertEquals(id, claimOne().id(), "claimed");
    }

    @Checks("S12.2")
    void allButRunningOnesAreGone() {
        store().insert(QUEUE, jobs("success", "error", "cancelled", "running"));
        List<ClaimedJob> claimed = claim(4);
        settle(
                Settlement.success(claimed.get(0).fence()),
                Settlement.error(claimed.get(1).fence(), FAILURE),
                Settlement.cancel(claimed.get(2).fence(), FAILURE));
        long waits = insert("waits");
        for (long id :
                List.of(claimed.get(0).id(), claimed.get(1).id(), claimed.get(2).id(), waits)) {
            JobState state = info(id).state();
            Assertions.assertTrue(admin().discard(QUEUE, id), "whether it is gone that was " + state);
            Assertions.assertEquals(Optional.empty(), store().find(QUEUE, id), "the job that was " + state);
            Assertions.assertFalse(admin().discard(QUEUE, id), "whether it is gone by the second time");
        }
        Assertions.assertEquals(List.of(), claim(1), "jobs claimed");
        ClaimedJob runs = claimed.get(3);
        Assertions.assertFalse(admin().discard(QUEUE, runs.id()), "whether one is gone that runs");
        settle(Settlement.success(runs.fence()));
    }

    @Checks("S12.2")
    void whatIsNotInTheQueueStays() {
        long id = insert("x");
        Assertions.assertFalse(admin().discard("another queue", id), "whether it is gone from another queue");
        Assertions.assertFalse(admin().discard(QUEUE, Long.MAX_VALUE), "whether one is gone that never was");
        Assertions.assertEquals(id, claimOne().id(), "jobs claimed");
    }
}
