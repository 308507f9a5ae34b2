package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Rules S6: looking up and counting. */
public abstract class LookContract extends StoreContract {

    /** For subclasses. */
    protected LookContract() {}

    @Checks("S6.1")
    void aNewJobIsAsItWasInserted() {
        long id =
                insert(store(), QUEUE, List.of(NewJob.of("x").withPriority(-7))).get(0);
        JobInfo job = info(id);
        Assertions.assertEquals(id, job.id(), "id");
        Assertions.assertEquals(QUEUE, job.queueName(), "queue");
        Assertions.assertEquals(JobState.NEW, job.state(), "state");
        Assertions.assertEquals(-7, job.priority(), "priority");
        Assertions.assertEquals(0, job.attempt(), "attempt");
        Assertions.assertEquals(Optional.empty(), job.error(), "error");
        Assertions.assertEquals(job.createdAt(), job.runAt(), "due since its creation");
    }

    @Checks("S6.1")
    void aChangeIsSeenAtOnceByAllStores() {
        var other = open();
        long id = insert("x");
        ClaimedJob claimed = claimOne();
        JobInfo running = other.find(QUEUE, id).orElseThrow();
        Assertions.assertEquals(JobState.RUNNING, running.state(), "state");
        settle(Settlement.error(claimed.fence(), Failure.of("test", "no")));
        JobInfo error = other.find(QUEUE, id).orElseThrow();
        Assertions.assertEquals(JobState.ERROR, error.state(), "state");
        Assertions.assertEquals(Optional.of("test: no"), error.error(), "error");
        Assertions.assertEquals(running.createdAt(), error.createdAt(), "creation");
        Assertions.assertFalse(error.updatedAt().isBefore(running.updatedAt()), "updatedAt goes on");
    }

    @Checks("S6.1")
    void aJobThatIsNotInTheQueueIsEmpty() {
        long id = insert("x");
        Assertions.assertEquals(Optional.empty(), store().find("another queue", id), "in another queue");
        Assertions.assertEquals(Optional.empty(), store().find(QUEUE, Long.MAX_VALUE), "with another id");
    }

    @Checks("S6.2")
    void countsByQueueAndState() {
        Assertions.assertEquals(List.of(), store().stats(), "an empty table");
        store().insert("b", jobs("1", "2"));
        store().insert("a", jobs("1"));
        store().insert(QUEUE, jobs("running", "success", "error", "new", "new"));
        List<ClaimedJob> claimed = claim(3);
        settle(
                Settlement.success(claimed.get(1).fence()),
                Settlement.error(claimed.get(2).fence(), Failure.of("test", "no")));
        List<String> counts = store().stats().stream()
                .map(entry -> entry.queueName() + " " + entry.state() + " " + entry.jobs())
                .toList();
        Assertions.assertEquals(
                List.of("a NEW 1", "b NEW 2", "mail NEW 2", "mail RUNNING 1", "mail SUCCESS 1", "mail ERROR 1"),
                counts,
                "counts");
    }

    @Checks("S6.2")
    void theOldestDueIsThatOfJobsThatCouldRun() {
        store().insert(QUEUE, jobs("running", "later"));
        List<ClaimedJob> claimed = claim(2);
        settle(Settlement.retry(claimed.get(1).fence(), Failure.of("test", "busy"), Duration.ofHours(1)));
        for (QueueStats entry : store().stats()) {
            Assertions.assertEquals(Optional.empty(), entry.oldestDue(), "nothing is due: " + entry);
        }
        long before = System.nanoTime();
        insert("due");
        long between = System.nanoTime();
        Duration age = stats(JobState.NEW).oldestDue().orElseThrow(() -> new AssertionError("a job is due"));
        Duration most = Duration.ofNanos(System.nanoTime() - before).plusSeconds(1);
        Assertions.assertTrue(
                !age.isNegative() && age.compareTo(most) <= 0,
                "the age of a job inserted " + (System.nanoTime() - between) / 1_000_000 + " ms ago: " + age);
        insert("younger");
        Assertions.assertTrue(
                stats(JobState.NEW).oldestDue().orElseThrow().compareTo(age) >= 0, "the age of the oldest grows");
    }

    private QueueStats stats(JobState state) {
        return store().stats().stream()
                .filter(entry -> entry.queueName().equals(QUEUE) && entry.state() == state)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no entry for " + state));
    }
}
