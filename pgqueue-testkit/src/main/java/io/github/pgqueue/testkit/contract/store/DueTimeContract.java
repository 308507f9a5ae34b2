package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** Rule S2.5: when a new job is due. */
public abstract class DueTimeContract extends StoreContract {

    /** For subclasses. */
    protected DueTimeContract() {}

    @Checks("S2.5")
    void atOnceIfItSaysNothing() {
        long id = insert("x");
        assertClose(Duration.ZERO, wait(info(id)), "time from creation to due time");
        Assertions.assertEquals(List.of(id), ids(claim(1)), "jobs claimed");
    }

    @Checks("S2.5")
    void atItsTimeToTheMicrosecond() {
        Instant time = now().plus(HOUR).truncatedTo(ChronoUnit.SECONDS).plus(123_457, ChronoUnit.MICROS);
        for (Instant due : List.of(time, Instant.parse("9999-12-31T23:59:59.999999Z"))) {
            long id = insert(NewJob.of("x").withRunAt(due));
            Assertions.assertEquals(due, info(id).runAt(), "due time");
            Assertions.assertEquals(List.of(), claim(1), "jobs claimed before they are due");
        }
    }

    @Checks("S2.5")
    void aTimeThatIsOverMeansAtOnce() {
        for (Instant over : List.of(Instant.parse("0001-01-01T00:00:00Z"), Instant.EPOCH, now())) {
            long id = insert(NewJob.of("x").withRunAt(over));
            List<ClaimedJob> claimed = claim(10);
            Assertions.assertEquals(List.of(id), ids(claimed), "jobs claimed that were due at " + over);
            Assertions.assertFalse(
                    claimed.get(0).runAt().isAfter(claimed.get(0).createdAt()), "due after it was created");
        }
    }

    @Checks("S2.5")
    void afterItsDelayFromNow() {
        List<Duration> delays = List.of(
                Duration.ofMillis(60_001), Duration.ofMinutes(90), Duration.ofDays(400), Duration.ofDays(36_500));
        for (Duration delay : delays) {
            Instant before = now();
            JobInfo job = info(insert(NewJob.of("x").withDelay(delay)));
            assertClose(delay, wait(job), "time from creation to due time");
            Assertions.assertFalse(job.createdAt().isBefore(before), "the delay begins at the insertion");
        }
        Assertions.assertEquals(List.of(), claim(1), "jobs claimed before they are due");
    }

    @Checks("S2.5")
    void aDelayIsNeverCutShort() {
        Duration delay = Duration.ofMillis(300).plusNanos(1_000);
        insert(NewJob.of("x").withDelay(delay));
        List<ClaimedJob> claimed = new ArrayList<>();
        Eventually.isTrue(patience(), "the job is claimed", () -> claimed.addAll(claim(1)));
        JobInfo job = info(claimed.get(0).id());
        Duration waited = Duration.between(job.createdAt(), job.updatedAt());
        Assertions.assertTrue(waited.compareTo(delay) >= 0, "claimed after " + waited + " in place of " + delay);
    }

    @Checks("S2.5")
    void eachOfAListAtItsOwn() {
        Instant time = now().plus(HOUR);
        List<Long> ids = insert(
                store(),
                QUEUE,
                List.of(
                        NewJob.of("later").withDelay(HOUR),
                        NewJob.of("now"),
                        NewJob.of("at a time").withRunAt(time),
                        NewJob.of("now too").withPriority(1)));
        Assertions.assertEquals(List.of(ids.get(1), ids.get(3)), ids(claim(10)), "jobs claimed");
        assertClose(HOUR, wait(info(ids.get(0))), "time from creation to due time");
        Assertions.assertEquals(time, info(ids.get(2)).runAt(), "due time");
    }

    private static Duration wait(JobInfo job) {
        return Duration.between(job.createdAt(), job.runAt());
    }
}
