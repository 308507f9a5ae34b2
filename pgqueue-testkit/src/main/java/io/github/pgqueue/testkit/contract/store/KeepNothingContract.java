package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Assertions;

/** Rule S4.9: jobs that are not kept once they are finished. */
public abstract class KeepNothingContract extends StoreContract {

    private static final Map<JobState, Function<Fence, Settlement>> ENDS = Map.of(
            JobState.SUCCESS, Settlement::success,
            JobState.ERROR, fence -> Settlement.error(fence, FAILURE),
            JobState.CANCELLED, fence -> Settlement.cancel(fence, FAILURE));

    /** For subclasses. */
    protected KeepNothingContract() {}

    @Checks("S4.9")
    void goneOnceTheSettlementHasReturned() {
        ENDS.forEach((state, end) -> {
            ClaimedJob job = running("x");
            assertCounts(keepingNo(state), end.apply(job.fence()));
            Assertions.assertEquals(Optional.empty(), store().find(QUEUE, job.id()), "a job in " + state);
            Assertions.assertEquals(List.of(), store().stats(), "jobs left");
        });
    }

    @Checks("S4.9")
    void otherStatesAreKept() {
        ENDS.forEach((state, end) -> ENDS.keySet().stream()
                .filter(other -> other != state)
                .forEach(other -> {
                    ClaimedJob job = running("x");
                    assertCounts(keepingNo(other), end.apply(job.fence()));
                    Assertions.assertEquals(state, info(job.id()).state(), "state where no job in " + other + " stays");
                }));
    }

    @Checks("S4.9")
    void jobsThatWaitAgainAreKept() {
        QueueStore forgetful = open(settings -> settings.retention(JobState.SUCCESS, Duration.ZERO)
                .retention(JobState.ERROR, Duration.ZERO)
                .retention(JobState.CANCELLED, Duration.ZERO));
        store().insert(QUEUE, jobs("retry", "snooze", "release", "done"));
        List<ClaimedJob> claimed = claim(4);
        assertCounts(
                forgetful,
                Settlement.retry(claimed.get(0).fence(), FAILURE, HOUR),
                Settlement.snooze(claimed.get(1).fence(), HOUR),
                Settlement.release(claimed.get(2).fence()),
                Settlement.success(claimed.get(3).fence()));
        for (ClaimedJob job : claimed.subList(0, 3)) {
            Assertions.assertEquals(JobState.NEW, info(job.id()).state(), "state of the job that was: " + job.text());
        }
        Assertions.assertEquals(
                Optional.empty(), store().find(QUEUE, claimed.get(3).id()), "the job that is done");
    }

    @Checks("S4.9")
    void jobsOfOthersAndAbandonedOnes() {
        QueueStore forgetful = keepingNo(JobState.ERROR);
        store().insert(QUEUE, jobs("kept", "abandoned"));
        List<ClaimedJob> claimed = claim(2);
        settle(Settlement.error(claimed.get(0).fence(), FAILURE));
        assertCounts(forgetful, Settlement.abandon(claimed.get(1).fence()));
        Assertions.assertEquals(JobState.ERROR, info(claimed.get(0).id()).state(), "state of the one ended before");
        Assertions.assertEquals(
                Optional.empty(), store().find(QUEUE, claimed.get(1).id()), "the abandoned one");
    }

    @Checks("S4.9")
    void aSecondSettlementIsLost() {
        QueueStore forgetful = keepingNo(JobState.SUCCESS);
        Settlement end = Settlement.success(running("x").fence());
        assertCounts(forgetful, end);
        long next = insert("next");
        ExchangeResult again = forgetful.exchange(new Exchange(QUEUE, NODE, newClaim(), List.of(end), 1));
        Assertions.assertEquals(List.of(end.fence()), again.lost(), "lost settlements");
        Assertions.assertEquals(List.of(next), ids(again.claimed()), "jobs claimed");
    }

    @Checks("S4.9")
    void oneThatIsAwaitedIsKept() {
        QueueStore forgetful = keepingNo(JobState.SUCCESS);
        ClaimedJob job = running("x");
        Assertions.assertTrue(store().await(QUEUE, job.id()).exists(), "the job that is awaited exists");
        assertCounts(forgetful, Settlement.success(job.fence(), new byte[] {7}));
        Optional<JobOutcome> outcome = store().await(QUEUE, job.id()).outcome();
        Assertions.assertEquals(Optional.of(JobState.SUCCESS), outcome.map(JobOutcome::state), "state told");
        Assertions.assertArrayEquals(
                new byte[] {7}, outcome.map(JobOutcome::result).orElse(null), "result told");
    }

    @Checks("S4.9")
    void oneWhoseKeyStillCountsIsKept() {
        QueueStore forgetful = keepingNo(JobState.SUCCESS);
        NewJob keyed = NewJob.of("x").withUniqueKey(UniqueKey.of("key").within(HOUR));
        long id = insert(keyed);
        assertCounts(forgetful, Settlement.success(claimOne().fence()));
        Assertions.assertEquals(JobState.SUCCESS, info(id).state(), "state");
        Assertions.assertTrue(put(keyed).wasThere(), "the key is held");
    }

    @Checks("S4.9")
    void oneWhoseKeyDoesNotCountAnyMoreIsGone() {
        QueueStore forgetful = keepingNo(JobState.SUCCESS);
        for (UniqueKey key : List.of(UniqueKey.of("key"), UniqueKey.of("key").untilStarted())) {
            long id = insert(NewJob.of("x").withUniqueKey(key));
            assertCounts(forgetful, Settlement.success(claimOne().fence()));
            Assertions.assertEquals(Optional.empty(), store().find(QUEUE, id), "the job with " + key);
        }
    }

    private QueueStore keepingNo(JobState state) {
        return open(settings -> settings.retention(state, Duration.ZERO));
    }

    private static void assertCounts(QueueStore store, Settlement... settlements) {
        Assertions.assertEquals(List.of(), exchange(store, NODE, 0, settlements).lost(), "lost settlements");
    }
}
