package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Assertions;

/** Rule S10.2: cancelled jobs do not run again. */
public abstract class CancelledEndContract extends StoreContract {

    /** For subclasses. */
    protected CancelledEndContract() {}

    @Checks("S10.2")
    void byWhateverSettlement() {
        List<Function<Fence, Settlement>> ends = List.of(
                fence -> Settlement.retry(fence, FAILURE, Duration.ZERO),
                fence -> Settlement.retryAt(fence, FAILURE, Instant.EPOCH),
                fence -> Settlement.snooze(fence, Duration.ZERO),
                Settlement::release);
        for (Function<Fence, Settlement> end : ends) {
            ClaimedJob job = cancelled();
            Settlement settlement = end.apply(job.fence());
            settle(settlement);
            assertCancelled(job.id(), "after " + settlement);
        }
    }

    @Checks("S10.2")
    void theFailureIsKept() {
        ClaimedJob job = cancelled();
        settle(Settlement.retry(job.fence(), FAILURE, Duration.ZERO));
        JobInfo info = info(job.id());
        Assertions.assertEquals(Optional.of(FAILURE.describe()), info.error(), "the last failure");
        Assertions.assertEquals(1, info.errors().size(), "failures");
        Assertions.assertEquals(1, info.attempt(), "attempt");
    }

    @Checks("S10.2")
    void byTakingBack() {
        insert("x");
        long claim = newClaim();
        ClaimedJob job = store().exchange(new Exchange(QUEUE, NODE, claim, List.of(), 1))
                .claimed()
                .get(0);
        store().cancel(QUEUE, job.id());
        Assertions.assertEquals(1, store().takeBack(QUEUE, claim), "jobs given back");
        assertCancelled(job.id(), "after it was taken back");
    }

    @Checks("S10.2")
    void byARescue() {
        ClaimedJob job = cancelled();
        Assertions.assertEquals(Map.of(QUEUE, 1), store().rescue(), "jobs rescued");
        assertCancelled(job.id(), "after a rescue");
        Assertions.assertEquals(1, info(job.id()).errors().size(), "failures");
    }

    @Checks("S10.2")
    void othersOfTheBatchRunAgain() {
        store().insert(QUEUE, jobs("goes on", "cancelled"));
        List<ClaimedJob> claimed = claim(2);
        store().cancel(QUEUE, claimed.get(1).id());
        settle(
                Settlement.retry(claimed.get(0).fence(), FAILURE, Duration.ZERO),
                Settlement.retry(claimed.get(1).fence(), FAILURE, Duration.ZERO));
        Assertions.assertEquals(JobState.CANCELLED, info(claimed.get(1).id()).state(), "state of the cancelled one");
        Assertions.assertEquals(List.of(claimed.get(0).id()), ids(claim(10)), "jobs claimed");
    }

    private ClaimedJob cancelled() {
        ClaimedJob job = running("x");
        Assertions.assertEquals(CancelResult.REQUESTED, store().cancel(QUEUE, job.id()), "what is found");
        return job;
    }

    private void assertCancelled(long id, String when) {
        Assertions.assertEquals(JobState.CANCELLED, info(id).state(), "state " + when);
        Assertions.assertEquals(List.of(), claim(10), "jobs claimed " + when);
        Assertions.assertEquals(List.of(), store().cancelRequests(NODE), "what the node is told " + when);
    }
}
