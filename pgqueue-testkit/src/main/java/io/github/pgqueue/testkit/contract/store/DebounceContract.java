package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/** Rule S8.4: later insertions that put a job off. */
public abstract class DebounceContract extends StoreContract {

    private static final Duration LONG = HOUR.multipliedBy(10);

    /** For subclasses. */
    protected DebounceContract() {}

    @Checks("S8.4")
    void theFirstIsDueAfterTheQuietTime() {
        List<NewJob> firsts = List.of(
                NewJob.of("due at once"),
                NewJob.of("due later").withDelay(HOUR),
                NewJob.of("due at a time").withRunAt(now().plus(HOUR)));
        for (NewJob first : firsts) {
            UniqueKey key = UniqueKey.of(first.runAt() + " " + first.delay());
            JobInfo job = info(insert(first.withUniqueKey(key.debounce(Duration.ofMinutes(5), LONG))));
            assertClose(Duration.ofMinutes(5), Duration.between(job.createdAt(), job.runAt()), "time to wait");
        }
        Assertions.assertEquals(List.of(), claim(1), "jobs claimed before they are due");
    }

    @Checks("S8.4")
    void theSecondPutsItOffFromNow() {
        JobInfo first = info(insert(job("first", HOUR, LONG)));
        Instant before = passed(first.createdAt());
        assertFound(first, job("second", HOUR, LONG));
        Instant after = now();
        JobInfo put = info(first.id());
        Assertions.assertFalse(
                put.runAt().isBefore(before.plus(HOUR)) || put.runAt().isAfter(after.plus(HOUR)),
                "due an hour after a moment between " + before + " and " + after + ": " + put.runAt());
        Assertions.assertEquals(first.createdAt(), put.createdAt(), "creation");
    }

    @Checks("S8.4")
    void neverLaterThanTheLongestTimeAfterItsCreation() {
        JobInfo first = info(insert(job("first", Duration.ofMinutes(1), HOUR)));
        for (int i = 0; i < 2; i++) {
            passed(i == 0 ? first.createdAt() : now());
            assertFound(first, job("second", LONG, LONG));
            JobInfo put = info(first.id());
            assertClose(LONG, Duration.between(first.createdAt(), put.runAt()), "time from creation to due time");
        }
    }

    @Checks("S8.4")
    void itCanBeBroughtForwardToo() {
        JobInfo first = info(insert(job("first", HOUR, LONG)));
        assertFound(first, job("second", Duration.ZERO, LONG));
        Assertions.assertEquals("second", claimOne().text(), "payload");
    }

    @Checks("S8.4")
    void allElseIsReplaced() {
        JobInfo first = info(insert(job("first", HOUR, LONG).withHeader("old", "1")));
        assertFound(first, job("second", Duration.ZERO, LONG).withPriority(-7).withHeader("new", "2"));
        ClaimedJob job = claimOne();
        Assertions.assertEquals(first.id(), job.id(), "id");
        Assertions.assertEquals("second", job.text(), "payload");
        Assertions.assertEquals(-7, job.priority(), "priority");
        Assertions.assertEquals(Map.of("new", "2"), job.headers(), "headers");
    }

    @Checks("S8.4")
    void oneThatRunsStaysAsItIs() {
        long id = insert(job("first", Duration.ZERO, LONG));
        ClaimedJob job = claimOne();
        JobInfo before = info(id);
        assertFound(before, job("second", HOUR, LONG));
        Assertions.assertEquals(before, info(id), "the job that runs");
        settle(Settlement.release(job.fence()));
        Assertions.assertEquals("first", claimOne().text(), "payload");
    }

    @Checks("S8.4")
    void ofTwoInOneListTheSecondPutsTheFirstOff() {
        Instant before = now();
        List<Inserted> inserted =
                store().insert(QUEUE, List.of(job("first", Duration.ZERO, LONG), job("second", HOUR, LONG)));
        long id = inserted.get(0).id();
        Assertions.assertEquals(List.of(new Inserted(id, false), new Inserted(id, true)), inserted, "answers");
        JobInfo job = info(id);
        Assertions.assertFalse(job.runAt().isBefore(before.plus(HOUR)), "due earlier than the second says");
        Assertions.assertFalse(job.runAt().isAfter(now().plus(HOUR)), "due later than the second says");
    }

    private static NewJob job(String payload, Duration quiet, Duration longest) {
        return NewJob.of(payload).withUniqueKey(UniqueKey.of("key").debounce(quiet, longest));
    }

    private void assertFound(JobInfo first, NewJob second) {
        Assertions.assertEquals(new Inserted(first.id(), true), put(second), "the answer to the second");
    }

    /** Waits until more time than the tolerance is over, by the store's clock. */
    private Instant passed(Instant since) {
        Instant until = since.plus(TOLERANCE.multipliedBy(3));
        Eventually.isTrue(patience(), "some time is over", () -> !now().isBefore(until));
        return now();
    }
}
