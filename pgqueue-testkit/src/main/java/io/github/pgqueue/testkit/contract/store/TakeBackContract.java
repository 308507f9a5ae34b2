package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** Rule S5.1: claims whose answer was lost. */
public abstract class TakeBackContract extends StoreContract {

    /** For subclasses. */
    protected TakeBackContract() {}

    @Checks("S5.1")
    void theClaimsJobsAreNewAsBefore() {
        List<Long> ids = insert(store(), QUEUE, jobs("a", "b"));
        List<JobInfo> before = ids.stream().map(this::info).toList();
        long claim = newClaim();
        claimUnder(claim, 2);
        Assertions.assertEquals(2, store().takeBack(QUEUE, claim), "jobs given back");
        for (int i = 0; i < 2; i++) {
            JobInfo job = info(ids.get(i));
            Assertions.assertEquals(JobState.NEW, job.state(), "state");
            Assertions.assertEquals(0, job.attempt(), "attempt");
            Assertions.assertEquals(before.get(i).runAt(), job.runAt(), "due time");
        }
        Assertions.assertEquals(ids, ids(claim(2)), "claimed again");
    }

    @Checks("S5.1")
    void anEarlierAttemptStillCounts() {
        long id = insert("x");
        settle(Settlement.retry(claimOne().fence(), Failure.of("test", "busy"), Duration.ZERO));
        long claim = newClaim();
        claimUnder(claim, 1);
        store().takeBack(QUEUE, claim);
        Assertions.assertEquals(1, info(id).attempt(), "attempt");
    }

    @Checks("S5.1")
    void otherClaimsAreLeft() {
        store().insert(QUEUE, jobs("mine", "other"));
        long claim = newClaim();
        claimUnder(claim, 1);
        ClaimedJob other = claimOne();
        Assertions.assertEquals(1, store().takeBack(QUEUE, claim), "jobs given back");
        Assertions.assertEquals(JobState.RUNNING, info(other.id()).state(), "state of the other claim's job");
        settle(Settlement.success(other.fence()));
    }

    @Checks("S5.1")
    void otherQueuesAreLeft() {
        insert("x");
        long claim = newClaim();
        ClaimedJob job = claimUnder(claim, 1).get(0);
        Assertions.assertEquals(0, store().takeBack("another queue", claim), "jobs given back");
        Assertions.assertEquals(JobState.RUNNING, info(job.id()).state(), "state");
    }

    @Checks("S5.1")
    void finishedJobsAreLeft() {
        store().insert(QUEUE, jobs("done", "running"));
        long claim = newClaim();
        List<ClaimedJob> claimed = claimUnder(claim, 2);
        settle(Settlement.success(claimed.get(0).fence()));
        Assertions.assertEquals(1, store().takeBack(QUEUE, claim), "jobs given back");
        Assertions.assertEquals(JobState.SUCCESS, info(claimed.get(0).id()).state(), "state of the finished one");
        Assertions.assertEquals(0, store().takeBack(QUEUE, claim), "jobs given back the second time");
    }

    private List<ClaimedJob> claimUnder(long claim, int limit) {
        List<ClaimedJob> claimed = store().exchange(new Exchange(QUEUE, NODE, claim, List.of(), limit))
                .claimed();
        Assertions.assertEquals(limit, claimed.size(), "jobs claimed");
        return claimed;
    }
}
