package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;

/** Rules S10.1 and S10.3: cancelling, and asking what was cancelled. */
public abstract class CancelContract extends StoreContract {

    /** For subclasses. */
    protected CancelContract() {}

    @Checks("S10.1")
    void oneThatWaitsIsCancelled() {
        List<Long> ids = insert(
                store(), QUEUE, List.of(NewJob.of("now"), NewJob.of("later").withDelay(HOUR)));
        for (long id : ids) {
            Assertions.assertEquals(CancelResult.CANCELLED, store().cancel(QUEUE, id), "what is found");
            Assertions.assertEquals(JobState.CANCELLED, info(id).state(), "state");
            Assertions.assertEquals(CancelResult.TOO_LATE, store().cancel(QUEUE, id), "what is found again");
        }
        Assertions.assertEquals(List.of(), claim(10), "jobs claimed");
    }

    @Checks("S10.1")
    void oneThatWaitsForARetryIsCancelledAndKeepsItsFailures() {
        ClaimedJob job = running("x");
        settle(Settlement.retry(job.fence(), FAILURE, HOUR));
        JobInfo before = info(job.id());
        Assertions.assertEquals(CancelResult.CANCELLED, store().cancel(QUEUE, job.id()), "what is found");
        JobInfo after = info(job.id());
        Assertions.assertEquals(JobState.CANCELLED, after.state(), "state");
        Assertions.assertEquals(before.errors(), after.errors(), "failures");
        Assertions.assertEquals(before.attempt(), after.attempt(), "attempt");
    }

    @Checks("S10.1")
    void oneThatRunsGoesOnAndIsTold() throws Exception {
        ClaimedJob job = running("x");
        Assertions.assertFalse(info(job.id()).cancelRequested(), "cancel requested, before");
        Bell bell = listen();
        for (int i = 0; i < 2; i++) {
            Assertions.assertEquals(CancelResult.REQUESTED, store().cancel(QUEUE, job.id()), "what is found");
            Ring ring = bell.next(Ring.Kind.CANCEL);
            Assertions.assertEquals(Ring.of(Ring.Kind.CANCEL, QUEUE, job.id()), ring, "the ring");
            JobInfo info = info(job.id());
            Assertions.assertEquals(JobState.RUNNING, info.state(), "state");
            Assertions.assertTrue(info.cancelRequested(), "cancel requested");
            Assertions.assertEquals(List.of(job.fence()), store().cancelRequests(NODE), "what the node is told");
        }
    }

    @Checks("S10.1")
    void oneThatEndsAllTheSameHasEnded() {
        store().insert(QUEUE, jobs("success", "error"));
        List<ClaimedJob> claimed = claim(2);
        claimed.forEach(job -> store().cancel(QUEUE, job.id()));
        settle(
                Settlement.success(claimed.get(0).fence()),
                Settlement.error(claimed.get(1).fence(), FAILURE));
        Assertions.assertEquals(JobState.SUCCESS, info(claimed.get(0).id()).state(), "state after success");
        Assertions.assertEquals(JobState.ERROR, info(claimed.get(1).id()).state(), "state after an error");
    }

    @Checks("S10.1")
    void finishedOnesStayAsTheyAre() {
        store().insert(QUEUE, jobs("success", "error", "cancelled"));
        List<ClaimedJob> claimed = claim(3);
        settle(
                Settlement.success(claimed.get(0).fence()),
                Settlement.error(claimed.get(1).fence(), FAILURE),
                Settlement.cancel(claimed.get(2).fence(), FAILURE));
        for (ClaimedJob job : claimed) {
            JobInfo before = info(job.id());
            Assertions.assertEquals(CancelResult.TOO_LATE, store().cancel(QUEUE, job.id()), "what is found");
            Assertions.assertEquals(before, info(job.id()), "the job");
        }
    }

    @Checks("S10.1")
    void whatIsNotInTheQueueIsNotFound() {
        long waits = insert("waits");
        Assertions.assertEquals(CancelResult.TOO_LATE, store().cancel("another queue", waits), "in another queue");
        Assertions.assertEquals(CancelResult.TOO_LATE, store().cancel(QUEUE, Long.MAX_VALUE), "with another id");
        ClaimedJob runs = claimOne();
        Assertions.assertEquals(CancelResult.TOO_LATE, store().cancel("another queue", runs.id()), "one that runs");
        Assertions.assertEquals(List.of(), store().cancelRequests(NODE), "what the node is told");
    }

    @Checks("S10.3")
    void exactlyTheNodesOwnJobsThatAreToEnd() {
        Assertions.assertEquals(List.of(), store().cancelRequests(NODE), "what an unknown node is told");
        store().insert(QUEUE, jobs("a", "b", "c", "other node", "waits"));
        List<ClaimedJob> mine = claim(3);
        ClaimedJob others = exchange(store(), "other node", 1).claimed().get(0);
        store().insert("another queue", jobs("d"));
        ClaimedJob elsewhere = store().exchange(new Exchange("another queue", NODE, newClaim(), List.of(), 1))
                .claimed()
                .get(0);
        Assertions.assertEquals(List.of(), store().cancelRequests(NODE), "told before anything was cancelled");
        for (ClaimedJob job : List.of(mine.get(0), mine.get(2), others)) {
            store().cancel(QUEUE, job.id());
        }
        store().cancel("another queue", elsewhere.id());
        Assertions.assertEquals(
                Set.of(mine.get(0).fence(), mine.get(2).fence(), elsewhere.fence()),
                told(NODE),
                "what the node is told");
        Assertions.assertEquals(Set.of(others.fence()), told("other node"), "what the other node is told");
    }

    @Checks("S10.3")
    void notOnceTheyHaveEnded() {
        ClaimedJob job = running("x");
        store().cancel(QUEUE, job.id());
        settle(Settlement.success(job.fence()));
        Assertions.assertEquals(List.of(), store().cancelRequests(NODE), "what the node is told");
    }

    @Checks("S10.3")
    void theCurrentClaim() {
        ClaimedJob first = running("x");
        settle(Settlement.retry(first.fence(), FAILURE, Duration.ZERO));
        ClaimedJob second = claimOne();
        store().cancel(QUEUE, second.id());
        Assertions.assertEquals(Set.of(second.fence()), told(NODE), "what the node is told");
    }

    private Set<Fence> told(String node) {
        List<Fence> fences = store().cancelRequests(node);
        Assertions.assertEquals(fences.size(), Set.copyOf(fences).size(), "told twice: " + fences);
        return Set.copyOf(fences);
    }
}
