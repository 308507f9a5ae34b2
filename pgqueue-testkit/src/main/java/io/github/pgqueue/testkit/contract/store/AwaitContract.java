package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.QueueStore.Awaited;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Payloads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Rule S11.1: how a job has ended. */
public abstract class AwaitContract extends StoreContract {

    /** For subclasses. */
    protected AwaitContract() {}

    @Checks("S11.1")
    void nothingIsKnownBeforeTheEnd() {
        long id = insert("x");
        Awaited unfinished = new Awaited(true, Optional.empty());
        Assertions.assertEquals(unfinished, store().await(QUEUE, id), "of a job that waits");
        ClaimedJob job = claimOne();
        Assertions.assertEquals(unfinished, store().await(QUEUE, id), "of a job that runs");
        settle(Settlement.retry(job.fence(), FAILURE, HOUR));
        Assertions.assertEquals(unfinished, store().await(QUEUE, id), "of a job that waits again");
    }

    @Checks("S11.1")
    void successWithItsResult() {
        byte[] text = "Grüße, 日本語, 🎉".getBytes(StandardCharsets.UTF_8);
        for (byte[] result : Arrays.asList(null, new byte[0], new byte[] {0}, text, Payloads.binary(100_000))) {
            ClaimedJob job = running("x");
            settle(Settlement.success(job.fence(), result));
            JobOutcome outcome = outcome(job.id());
            Assertions.assertEquals(JobState.SUCCESS, outcome.state(), "state");
            Assertions.assertArrayEquals(result, outcome.result(), "result");
            Assertions.assertEquals(Optional.empty(), outcome.error(), "error");
        }
    }

    @Checks("S11.1")
    void eachOfABatchHasItsOwnResult() {
        store().insert(QUEUE, jobs("a", "b", "c"));
        List<ClaimedJob> claimed = claim(3);
        settle(
                Settlement.success(claimed.get(0).fence(), new byte[] {0}),
                Settlement.success(claimed.get(1).fence()),
                Settlement.success(claimed.get(2).fence(), new byte[] {2}));
        Assertions.assertArrayEquals(
                new byte[] {0}, outcome(claimed.get(0).id()).result(), "result of the first");
        Assertions.assertNull(outcome(claimed.get(1).id()).result(), "result of the second");
        Assertions.assertArrayEquals(
                new byte[] {2}, outcome(claimed.get(2).id()).result(), "result of the third");
    }

    @Checks("S11.1")
    void failureWithItsError() {
        long id = insert("x");
        settle(Settlement.retry(claimOne().fence(), FAILURE, Duration.ZERO));
        ClaimedJob job = claimOne();
        settle(Settlement.error(job.fence(), new Failure("test", Optional.of(SettleContract.ODD), Optional.empty())));
        JobOutcome outcome = outcome(id);
        Assertions.assertEquals(JobState.ERROR, outcome.state(), "state");
        Assertions.assertEquals(Optional.of("test: " + SettleContract.ODD), outcome.error(), "the last error");
        Assertions.assertNull(outcome.result(), "result");
    }

    @Checks("S11.1")
    void successAfterAFailureTellsTheLastError() {
        long id = insert("x");
        settle(Settlement.retry(claimOne().fence(), FAILURE, Duration.ZERO));
        settle(Settlement.success(claimOne().fence(), new byte[] {1}));
        JobOutcome outcome = outcome(id);
        Assertions.assertEquals(JobState.SUCCESS, outcome.state(), "state");
        Assertions.assertEquals(Optional.of(FAILURE.describe()), outcome.error(), "the last error");
    }

    @Checks("S11.1")
    void cancelledWhileItWaitedAndWhileItRan() {
        long waited = insert("x");
        store().cancel(QUEUE, waited);
        Assertions.assertEquals(JobState.CANCELLED, outcome(waited).state(), "state");
        ClaimedJob ran = running("x");
        settle(Settlement.cancel(ran.fence(), FAILURE));
        Assertions.assertEquals(JobState.CANCELLED, outcome(ran.id()).state(), "state");
        Assertions.assertEquals(
                Optional.of(FAILURE.describe()), outcome(ran.id()).error(), "the last error");
    }

    @Checks("S11.1")
    void seenByAllStores() {
        ClaimedJob job = running("x");
        settle(Settlement.success(job.fence(), new byte[] {1}));
        byte[] told =
                open().await(QUEUE, job.id()).outcome().map(JobOutcome::result).orElse(null);
        Assertions.assertArrayEquals(new byte[] {1}, told, "result told by another store");
    }

    @Checks("S11.1")
    void aJobThatIsNotThere() {
        ClaimedJob job = running("x");
        settle(Settlement.success(job.fence()));
        Awaited missing = new Awaited(false, Optional.empty());
        Assertions.assertEquals(missing, store().await("another queue", job.id()), "in another queue");
        Assertions.assertEquals(missing, store().await(QUEUE, Long.MAX_VALUE), "with another id");
    }

    private JobOutcome outcome(long id) {
        Awaited awaited = store().await(QUEUE, id);
        Assertions.assertTrue(awaited.exists(), "told that job " + id + " is not there");
        return awaited.outcome().orElseGet(() -> Assertions.fail("the outcome of job " + id + " is not told"));
    }
}
