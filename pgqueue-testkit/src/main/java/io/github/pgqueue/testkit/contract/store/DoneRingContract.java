package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Assertions;

/** Rule S11.2: the ends of jobs that somebody awaits are announced. */
public abstract class DoneRingContract extends StoreContract {

    private static final List<Function<Fence, Settlement>> ENDS = List.of(
            Settlement::success,
            fence -> Settlement.success(fence, new byte[] {1}),
            fence -> Settlement.error(fence, FAILURE),
            fence -> Settlement.cancel(fence, FAILURE),
            Settlement::abandon);

    /** For subclasses. */
    protected DoneRingContract() {}

    @Checks("S11.2")
    void byEachSettlement() throws Exception {
        Bell bell = listen();
        for (Function<Fence, Settlement> end : ENDS) {
            ClaimedJob job = awaited();
            settle(end.apply(job.fence()));
            assertRung(bell, job.id());
        }
    }

    @Checks("S11.2")
    void awaitedBeforeItIsClaimed() throws Exception {
        Bell bell = listen();
        long id = insert("x");
        store().await(QUEUE, id);
        settle(Settlement.retry(claimOne().fence(), FAILURE, Duration.ZERO));
        settle(Settlement.success(claimOne().fence()));
        assertRung(bell, id);
    }

    @Checks("S11.2")
    void awaitedAndEndedThroughOtherStores() throws Exception {
        Bell bell = listen();
        ClaimedJob job = running("x");
        open().await(QUEUE, job.id());
        exchange(open(), NODE, 0, Settlement.success(job.fence()));
        assertRung(bell, job.id());
    }

    @Checks("S11.2")
    void byCancelling() throws Exception {
        Bell bell = listen();
        long waits = insert(NewJob.of("x").withDelay(HOUR));
        store().await(QUEUE, waits);
        store().cancel(QUEUE, waits);
        assertRung(bell, waits);
        ClaimedJob job = awaited();
        store().cancel(QUEUE, job.id());
        settle(Settlement.retry(job.fence(), FAILURE, Duration.ZERO));
        assertRung(bell, job.id());
    }

    @Checks("S11.2")
    void byARescueOfACancelledJob() throws Exception {
        Bell bell = listen();
        ClaimedJob job = awaited();
        store().cancel(QUEUE, job.id());
        store().rescue();
        assertRung(bell, job.id());
    }

    @Checks("S11.2")
    void whereNoJobIsKept() throws Exception {
        Bell bell = listen();
        ClaimedJob job = awaited();
        exchange(
                open(settings -> settings.retention(JobState.SUCCESS, Duration.ZERO)),
                NODE,
                0,
                Settlement.success(job.fence()));
        assertRung(bell, job.id());
    }

    @Checks("S11.2")
    void byAnOperatorsHand() throws Exception {
        Bell bell = listen();
        long id = insert("x");
        store().await(QUEUE, id);
        admin().discard(QUEUE, id);
        assertRung(bell, id);
    }

    @Checks("S11.2")
    void jobsThatNobodyAwaitsSendNone() throws Exception {
        Bell bell = listen();
        for (Function<Fence, Settlement> end : ENDS) {
            settle(end.apply(running("not awaited").fence()));
        }
        store().cancel(QUEUE, insert("not awaited"));
        ClaimedJob marker = awaited();
        settle(Settlement.success(marker.fence()));
        assertRung(bell, marker.id());
    }

    /** Looking at it once it has ended is no reason to ring. */
    @Checks("S11.2")
    void notForAJobThatIsFinishedAlready() throws Exception {
        Bell bell = listen();
        ClaimedJob job = running("x");
        settle(Settlement.success(job.fence()));
        store().await(QUEUE, job.id());
        ClaimedJob marker = awaited();
        settle(Settlement.success(marker.fence()));
        assertRung(bell, marker.id());
    }

    private ClaimedJob awaited() {
        ClaimedJob job = running("awaited");
        Assertions.assertTrue(store().await(QUEUE, job.id()).exists(), "the job that is awaited exists");
        return job;
    }

    /** The next ring of this kind must be that of this job. */
    private static void assertRung(Bell bell, long id) {
        Assertions.assertEquals(Ring.of(Ring.Kind.DONE, QUEUE, id), bell.next(Ring.Kind.DONE), "the next ring");
    }
}
