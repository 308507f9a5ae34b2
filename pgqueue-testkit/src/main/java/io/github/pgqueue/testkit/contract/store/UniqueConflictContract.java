package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Rule S8.3: a later insertion that replaces what waits. */
public abstract class UniqueConflictContract extends StoreContract {

    private static final UniqueKey KEY = UniqueKey.of("key");
    private static final UniqueKey REPLACING = KEY.replacing();

    /** For subclasses. */
    protected UniqueConflictContract() {}

    @Checks("S8.3")
    void theFirstTakesOverAllOfTheSecondButTheId() {
        long id =
                insert(NewJob.of("first").withDelay(HOUR).withHeader("old", "1").withUniqueKey(KEY));
        NewJob second = NewJob.of("second")
                .withPriority(-7)
                .withHeader("new", "2")
                .withRetryPolicy(RetryPolicy.none())
                .withTimeLimit(Duration.ofSeconds(5))
                .withUniqueKey(REPLACING);
        assertFound(id, second);
        ClaimedJob job = claimOne();
        Assertions.assertEquals(id, job.id(), "id");
        Assertions.assertEquals("second", job.text(), "payload");
        Assertions.assertEquals(-7, job.priority(), "priority");
        Assertions.assertEquals(Map.of("new", "2"), job.headers(), "headers");
        Assertions.assertEquals(second.timeLimit(), job.handling().timeLimit(), "time limit");
        Assertions.assertEquals(
                Optional.of("none"), job.handling().retryPolicy().map(RetryPolicy::format), "retry policy");
        Assertions.assertEquals(1, job.attempt(), "attempt");
    }

    @Checks("S8.3")
    void whatTheSecondDoesNotSayIsGone() {
        insert(NewJob.of("first")
                .withPriority(3)
                .withHeader("old", "1")
                .withRetryPolicy(RetryPolicy.none())
                .withTimeLimit(Duration.ofSeconds(5))
                .withUniqueKey(KEY));
        put(NewJob.withoutPayload().withUniqueKey(REPLACING));
        ClaimedJob job = claimOne();
        Assertions.assertNull(job.payload(), "payload");
        Assertions.assertEquals(NewJob.DEFAULT_PRIORITY, job.priority(), "priority");
        Assertions.assertEquals(Map.of(), job.headers(), "headers");
        Assertions.assertEquals(Optional.empty(), job.handling().timeLimit(), "time limit");
        Assertions.assertEquals(Optional.empty(), job.handling().retryPolicy(), "retry policy");
    }

    @Checks("S8.3")
    void theDueTimeIsReplacedToo() {
        long id = insert(NewJob.of("first").withUniqueKey(KEY));
        var time = now().plus(HOUR);
        assertFound(id, NewJob.of("second").withRunAt(time).withUniqueKey(REPLACING));
        Assertions.assertEquals(time, info(id).runAt(), "due time");
        Assertions.assertEquals(List.of(), claim(1), "jobs claimed before they are due");
    }

    @Checks("S8.3")
    void oneThatWaitsForARetryIsReplaced() {
        long id = insert(NewJob.of("first").withUniqueKey(KEY));
        settle(Settlement.retry(claimOne().fence(), FAILURE, HOUR));
        assertFound(id, NewJob.of("second").withUniqueKey(REPLACING));
        ClaimedJob job = claimOne();
        Assertions.assertEquals("second", job.text(), "payload");
        Assertions.assertEquals(2, job.attempt(), "attempt");
    }

    @Checks("S8.3")
    void oneThatRunsStaysAsItIs() {
        long id = insert(NewJob.of("first").withHeader("old", "1").withUniqueKey(KEY));
        ClaimedJob first = claimOne();
        JobInfo before = info(id);
        assertFound(id, NewJob.of("second").withPriority(-7).withUniqueKey(REPLACING));
        Assertions.assertEquals(before, info(id), "the job that runs");
        settle(Settlement.release(first.fence()));
        ClaimedJob again = claimOne();
        Assertions.assertEquals("first", again.text(), "payload");
        Assertions.assertEquals(Map.of("old", "1"), again.headers(), "headers");
    }

    @Checks("S8.3")
    void oneThatIsFinishedStaysAsItIs() {
        long id = insert(NewJob.of("first").withUniqueKey(KEY.within(HOUR)));
        settle(Settlement.success(claimOne().fence()));
        JobInfo before = info(id);
        assertFound(id, NewJob.of("second").withUniqueKey(REPLACING.within(HOUR)));
        Assertions.assertEquals(before, info(id), "the finished job");
        Assertions.assertEquals(List.of(), claim(1), "jobs claimed");
    }

    @Checks("S8.3")
    void ofTwoInOneListTheSecondReplacesTheFirst() {
        List<Inserted> inserted = store().insert(
                        QUEUE,
                        List.of(
                                NewJob.of("first").withUniqueKey(REPLACING),
                                NewJob.of("second").withUniqueKey(REPLACING),
                                NewJob.of("third").withUniqueKey(KEY)));
        long id = inserted.get(0).id();
        Assertions.assertEquals(
                List.of(new Inserted(id, false), new Inserted(id, true), new Inserted(id, true)), inserted, "answers");
        Assertions.assertEquals("second", claimOne().text(), "payload");
    }

    private void assertFound(long id, NewJob second) {
        Assertions.assertEquals(new Inserted(id, true), put(second), "the answer to the second");
    }
}
