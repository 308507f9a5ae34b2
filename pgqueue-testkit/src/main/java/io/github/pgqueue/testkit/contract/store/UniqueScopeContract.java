package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Assertions;

/** Rule S8.2: when a key counts. */
public abstract class UniqueScopeContract extends StoreContract {

    private static final UniqueKey KEY = UniqueKey.of("key");

    /** For subclasses. */
    protected UniqueScopeContract() {}

    @Checks("S8.2")
    void byDefaultWhileTheJobWaitsOrRuns() {
        long id = assertFree(KEY, "at first");
        ClaimedJob first = claimOne();
        assertHeld(KEY, id, "while it runs");
        settle(Settlement.retry(first.fence(), FAILURE, Duration.ZERO));
        assertHeld(KEY, id, "while it waits again");
        ClaimedJob second = claimOne();
        settle(Settlement.release(second.fence()));
        assertHeld(KEY, id, "after a release");
        settle(Settlement.success(claimOne().fence()));
        assertFree(KEY, "after success");
    }

    @Checks("S8.2")
    void byDefaultNotOnceTheJobIsFinished() {
        List<Function<Fence, Settlement>> ends = List.of(
                Settlement::success,
                fence -> Settlement.error(fence, FAILURE),
                fence -> Settlement.cancel(fence, FAILURE),
                Settlement::abandon);
        for (Function<Fence, Settlement> end : ends) {
            assertFree(KEY, "at first");
            Settlement settlement = end.apply(claimOne().fence());
            settle(settlement);
            long id = assertFree(KEY, "after " + settlement);
            Assertions.assertEquals(CancelResult.CANCELLED, store().cancel(QUEUE, id), "cancelling");
        }
        assertFree(KEY, "after a job that waited was cancelled");
    }

    @Checks("S8.2")
    void untilItIsFirstClaimed() {
        UniqueKey key = KEY.untilStarted();
        long id = assertFree(key, "at first");
        assertHeld(key, id, "while it waits");
        ClaimedJob first = claimOne();
        settle(Settlement.retry(first.fence(), FAILURE, HOUR));
        long next = assertFree(key, "after the first claim, although it waits again");
        assertHeld(key, next, "while the next waits");
        settle(Settlement.success(claimOne().fence()));
        assertFree(key, "after the second is done");
    }

    @Checks("S8.2")
    void untilItIsFirstClaimedIsNotWhileItRuns() {
        UniqueKey key = KEY.untilStarted();
        assertFree(key, "at first");
        claimOne();
        long second = assertFree(key, "while the first runs");
        Assertions.assertEquals(second, claimOne().id(), "the second runs beside the first");
    }

    @Checks("S8.2")
    void forATimeWhateverBecomesOfTheJob() {
        UniqueKey key = KEY.within(HOUR);
        long id = assertFree(key, "at first");
        ClaimedJob job = claimOne();
        assertHeld(key, id, "while it runs");
        settle(Settlement.error(job.fence(), FAILURE));
        assertHeld(key, id, "once it is finished");
        assertHeld(KEY.within(Duration.ofMillis(1)), id, "for one that names a shorter time");
        assertHeld(KEY, id, "for one that names no time");
    }

    @Checks("S8.2")
    void whenTheTimeIsOverItIsFree() {
        UniqueKey key = KEY.within(SHORT);
        long waits = assertFree(key, "at first");
        long runs = assertFreeAfterwards(key, waits, "while the first waits");
        Assertions.assertEquals(List.of(waits, runs), ids(claim(2)), "jobs claimed");
        long next = assertFreeAfterwards(key, runs, "while the second runs");
        settle(Settlement.success(claimOne().fence()));
        assertFreeAfterwards(key, next, "once the third is done");
    }

    /** Asks until it is free, which must not be before the time is over. */
    private long assertFreeAfterwards(UniqueKey key, long holder, String when) {
        List<Inserted> answers = new ArrayList<>();
        Eventually.isTrue(patience().plus(SHORT), "the key is free " + when, () -> {
            answers.add(put(NewJob.of("x").withUniqueKey(key)));
            return !answers.get(answers.size() - 1).wasThere();
        });
        long id = answers.get(answers.size() - 1).id();
        // The period may begin a little after what is told as the job's creation, and be looked at so.
        Duration held = Duration.between(info(holder).createdAt(), info(id).createdAt());
        Assertions.assertTrue(
                held.compareTo(SHORT.minus(TOLERANCE)) >= 0, "the key was held for " + held + " only, " + when);
        return id;
    }

    @Checks("S8.2")
    void theScopeIsThatOfTheJobThatHoldsIt() {
        long id = assertFree(KEY, "at first");
        ClaimedJob first = claimOne();
        assertHeld(KEY.untilStarted(), id, "while the first runs, for one that would count until it starts");
        settle(Settlement.success(first.fence()));
        assertFree(KEY.untilStarted(), "once the first is done");
        claimOne();
        assertFree(KEY, "once the second is claimed");
    }

    private long assertFree(UniqueKey key, String when) {
        Inserted inserted = put(NewJob.of("x").withUniqueKey(key));
        Assertions.assertFalse(inserted.wasThere(), "told that a job holds the key " + when);
        return inserted.id();
    }

    private void assertHeld(UniqueKey key, long id, String when) {
        Inserted inserted = put(NewJob.of("x").withUniqueKey(key));
        Assertions.assertEquals(new Inserted(id, true), inserted, "what is told of the key " + when);
    }
}
