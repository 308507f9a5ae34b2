package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Rule S3.6: how long until the next job is due. */
public abstract class DueContract extends StoreContract {

    /** When a job was put off: between two moments of {@link System#nanoTime()}. */
    private record PutOff(Duration delay, long from, long to) {}

    /** For subclasses. */
    protected DueContract() {}

    @Checks("S3.6")
    void tellsHowLongUntilTheNextIsDue() {
        putOff(QUEUE, Duration.ofHours(1));
        assertTold(putOff(QUEUE, Duration.ofSeconds(30)), 0);
    }

    @Checks("S3.6")
    void tellsItAlsoIfSomeWereClaimed() {
        PutOff job = putOff(QUEUE, Duration.ofSeconds(30));
        insert("now");
        assertTold(job, 1);
    }

    @Checks("S3.6")
    void saysNothingIfNothingWaits() {
        insert("running");
        claimOne();
        putOff("another queue", Duration.ofSeconds(30));
        Assertions.assertEquals(Optional.empty(), exchange(1).nextDue(), "next due");
    }

    @Checks("S3.6")
    void theJobIsClaimedOnceThatTimeIsOver() {
        PutOff job = putOff(QUEUE, Duration.ofMillis(400));
        ExchangeResult result = exchange(1);
        while (result.claimed().isEmpty()
                && System.nanoTime() - job.to() < patience().toNanos()) {
            result = exchange(1);
        }
        Assertions.assertEquals(1, result.claimed().size(), "jobs claimed");
        JobInfo claimed = info(result.claimed().get(0).id());
        Assertions.assertFalse(claimed.updatedAt().isBefore(claimed.runAt()), "claimed before it was due: " + claimed);
    }

    private void assertTold(PutOff job, int claimed) {
        long before = System.nanoTime();
        ExchangeResult result = exchange(10);
        long after = System.nanoTime();
        Assertions.assertEquals(claimed, result.claimed().size(), "jobs claimed");
        Duration told = result.nextDue().orElseGet(() -> Assertions.fail("next due is missing while a job waits"));
        Duration most = job.delay().minusNanos(before - job.to()).plus(TOLERANCE);
        Duration least = job.delay().minusNanos(after - job.from()).minus(TOLERANCE);
        Assertions.assertTrue(
                told.compareTo(least) >= 0 && told.compareTo(most) <= 0,
                "next due must be from " + least + " to " + most + ": " + told);
    }

    /** Leaves a job that is due after the delay. */
    private PutOff putOff(String queue, Duration delay) {
        store().insert(queue, jobs("later"));
        var claimed = store().exchange(new Exchange(queue, NODE, newClaim(), List.of(), 10))
                .claimed();
        Assertions.assertEquals(1, claimed.size(), "jobs claimed");
        var later = Settlement.retry(claimed.get(0).fence(), Failure.of("test", "busy"), delay);
        long from = System.nanoTime();
        store().exchange(new Exchange(queue, NODE, newClaim(), List.of(later), 0));
        return new PutOff(delay, from, System.nanoTime());
    }
}
