package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Assertions;

/** Rules S4.2, S4.3 and S4.6: ends that come too late. */
public abstract class FenceContract extends StoreContract {

    private static final List<Function<Fence, Settlement>> ENDS = List.of(
            Settlement::success,
            fence -> Settlement.error(fence, Failure.of("test", "late")),
            fence -> Settlement.retry(fence, Failure.of("test", "late"), Duration.ZERO),
            fence -> Settlement.retryAt(fence, Failure.of("test", "late"), Instant.EPOCH),
            fence -> Settlement.snooze(fence, Duration.ZERO),
            fence -> Settlement.cancel(fence, Failure.of("test", "late")),
            Settlement::abandon,
            Settlement::release);

    /** For subclasses. */
    protected FenceContract() {}

    @Checks("S4.2")
    void anotherAttemptIsLost() {
        insert("x");
        Fence fence = claimOne().fence();
        assertLost(new Fence(fence.id(), fence.attempt() + 1, fence.claim()));
        assertLost(new Fence(fence.id(), fence.attempt() - 1, fence.claim()));
    }

    @Checks("S4.2")
    void anotherClaimIsLost() {
        insert("x");
        Fence fence = claimOne().fence();
        assertLost(new Fence(fence.id(), fence.attempt(), fence.claim() + 1));
    }

    @Checks("S4.2")
    void theEndOfAnEarlierAttemptIsLost() {
        insert("x");
        Fence first = claimOne().fence();
        settle(Settlement.retry(first, Failure.of("test", "slow"), Duration.ZERO));
        Fence second = claimOne().fence();
        assertLost(first);
        settle(Settlement.success(second));
    }

    @Checks("S4.2")
    void aJobThatIsNotThereIsLost() {
        Fence nobody = new Fence(Long.MAX_VALUE, 1, newClaim());
        ENDS.forEach(end -> Assertions.assertEquals(
                List.of(nobody), exchange(0, end.apply(nobody)).lost(), "lost fences"));
    }

    @Checks("S4.2")
    void aJobOfAnotherQueueIsLost() {
        long id = insert("x");
        Fence fence = claimOne().fence();
        ExchangeResult result = store().exchange(
                        new Exchange("another queue", NODE, newClaim(), List.of(Settlement.success(fence)), 0));
        Assertions.assertEquals(List.of(fence), result.lost(), "lost fences");
        Assertions.assertEquals(JobState.RUNNING, info(id).state(), "state");
    }

    @Checks("S4.3")
    void repeatingAnEndTouchesNothing() {
        for (Function<Fence, Settlement> end : ENDS) {
            insert("x");
            Fence fence = claimOne().fence();
            settle(end.apply(fence));
            assertLost(fence);
            claim(10);
        }
    }

    @Checks("S4.3")
    void aReleaseThatArrivesTwiceDoesNotTouchTheNextClaim() {
        insert("x");
        Fence first = claimOne().fence();
        settle(Settlement.release(first));
        Fence second = claimOne().fence();
        Assertions.assertEquals(first.attempt(), second.attempt(), "the attempt, as the first was taken back");
        assertLost(first);
        settle(Settlement.success(second));
    }

    @Checks("S4.6")
    void oneThatIsLostHindersNoOther() {
        List<Long> ids = insert(store(), QUEUE, jobs("a", "b", "next"));
        List<ClaimedJob> claimed = claim(2);
        Fence good = claimed.get(0).fence();
        Fence stale = new Fence(ids.get(1), 7, claimed.get(1).fence().claim());
        Fence nobody = new Fence(Long.MAX_VALUE, 1, newClaim());
        ExchangeResult result = exchange(
                10,
                Settlement.success(stale),
                Settlement.success(good),
                Settlement.error(nobody, Failure.of("test", "no")));
        Assertions.assertEquals(Set.of(stale, nobody), Set.copyOf(result.lost()), "lost fences");
        Assertions.assertEquals(JobState.SUCCESS, info(good.id()).state(), "state of the good one");
        Assertions.assertEquals(JobState.RUNNING, info(stale.id()).state(), "state of the stale one");
        Assertions.assertEquals(List.of(ids.get(2)), ids(result.claimed()), "jobs claimed");
    }

    /** No end of this fence changes anything, and each is reported. */
    private void assertLost(Fence fence) {
        JobInfo before = info(fence.id());
        for (Function<Fence, Settlement> end : ENDS) {
            Settlement late = end.apply(fence);
            Assertions.assertEquals(List.of(fence), exchange(0, late).lost(), "lost fences after " + late);
            Assertions.assertEquals(before, info(fence.id()), "the job after " + late);
        }
    }
}
