package io.github.pgqueue.testkit.contract.store;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Rules S13.3 to S13.5: transactions in which a job is handled. */
public abstract class HeldJobContract extends StoreContract {

    /** More than there are connections. */
    private static final int MANY = 30;

    /** For subclasses. */
    protected HeldJobContract() {}

    /** Claims the one job that there must be in a queue. */
    static ClaimedJob claimFrom(QueueStore store, String queueName) {
        List<ClaimedJob> claimed = store.exchange(new Exchange(queueName, NODE, newClaim(), List.of(), 10))
                .claimed();
        Assertions.assertEquals(1, claimed.size(), "jobs claimed");
        return claimed.get(0);
    }

    @Checks("S13.3")
    void whatWasWrittenAndTheEndAreThereTogether() throws SQLException {
        transactions();
        Notes notes = Notes.create(backend());
        ClaimedJob job = running("x");
        try (JobTransaction transaction = begin(job)) {
            Notes.write(transaction.connection());
            Assertions.assertEquals(1, Notes.count(transaction.connection()), "notes that the handler sees");
            Assertions.assertEquals(0, notes.count(), "notes that others see before the commit");
            Assertions.assertEquals(JobState.RUNNING, info(job.id()).state(), "state before the commit");
            Assertions.assertTrue(transaction.commit(new byte[] {7}), "whether it is committed");
            Assertions.assertEquals(1, notes.count(), "notes that others see after the commit");
            Assertions.assertEquals(JobState.SUCCESS, info(job.id()).state(), "state after the commit");
        }
        Assertions.assertEquals(1, notes.count(), "notes in the end");
        Assertions.assertEquals(JobState.SUCCESS, info(job.id()).state(), "state in the end");
        Optional<JobOutcome> outcome = store().await(QUEUE, job.id()).outcome();
        Assertions.assertArrayEquals(
                new byte[] {7}, outcome.map(JobOutcome::result).orElse(null), "result");
    }

    @Checks("S13.3")
    void withoutAResult() {
        ClaimedJob job = running("x");
        try (JobTransaction transaction = begin(job)) {
            Assertions.assertTrue(transaction.commit(null), "whether it is committed");
        }
        Optional<JobOutcome> outcome = store().await(QUEUE, job.id()).outcome();
        Assertions.assertEquals(Optional.of(JobState.SUCCESS), outcome.map(JobOutcome::state), "state");
        Assertions.assertNull(outcome.map(JobOutcome::result).orElse(null), "result");
        Assertions.assertEquals(
                List.of(job.fence()),
                exchange(0, Settlement.success(job.fence())).lost(),
                "lost settlements");
    }

    @Checks("S13.3")
    void oneThatIsToEndHasEnded() {
        ClaimedJob job = running("x");
        try (JobTransaction transaction = begin(job)) {
            store().cancel(QUEUE, job.id());
            Assertions.assertTrue(transaction.commit(null), "whether it is committed");
        }
        Assertions.assertEquals(JobState.SUCCESS, info(job.id()).state(), "state");
    }

    @Checks("S11.2")
    void anAwaitedJobRingsWithTheCommit() throws Exception {
        transactions();
        Bell bell = listen();
        ClaimedJob job = running("x");
        store().await(QUEUE, job.id());
        try (JobTransaction transaction = begin(job)) {
            Assertions.assertTrue(transaction.commit(null), "whether it is committed");
        }
        Assertions.assertEquals(Ring.of(Ring.Kind.DONE, QUEUE, job.id()), bell.next(Ring.Kind.DONE), "the ring");
    }

    @Checks("S13.4")
    void aClaimThatWasLostBefore() throws SQLException {
        transactions();
        Notes notes = Notes.create(backend());
        ClaimedJob first = running("x");
        store().rescue();
        ClaimedJob second = claimOne();
        assertRolledBack(notes, first.fence(), second.id());
        settle(Settlement.success(second.fence()));
        assertRolledBack(notes, second.fence(), second.id());
    }

    @Checks("S13.4")
    void aClaimThatIsLostMeanwhile() throws SQLException {
        transactions();
        Notes notes = Notes.create(backend());
        ClaimedJob first = running("x");
        try (JobTransaction transaction = begin(first)) {
            Notes.write(transaction.connection());
            store().rescue();
            ClaimedJob second = claimOne();
            Assertions.assertFalse(transaction.commit(new byte[] {7}), "whether it is committed");
            Assertions.assertEquals(0, notes.count(), "notes");
            settle(Settlement.retry(second.fence(), FAILURE, Duration.ZERO));
        }
        Assertions.assertEquals(3, claimOne().attempt(), "the next attempt");
    }

    @Checks("S13.4")
    void fencesThatNeverWere() throws SQLException {
        transactions();
        Notes notes = Notes.create(backend());
        ClaimedJob job = running("x");
        Fence fence = job.fence();
        assertRolledBack(notes, new Fence(fence.id(), fence.attempt() + 1, fence.claim()), job.id());
        assertRolledBack(notes, new Fence(fence.id(), fence.attempt(), fence.claim() + 1), job.id());
        assertRolledBack(notes, new Fence(Long.MAX_VALUE, fence.attempt(), fence.claim()), job.id());
        try (JobTransaction transaction = transactions().begin("another queue", fence)) {
            Notes.write(transaction.connection());
            Assertions.assertFalse(transaction.commit(null), "whether it is committed, in another queue");
        }
        Assertions.assertEquals(0, notes.count(), "notes");
        settle(Settlement.success(fence));
    }

    private void assertRolledBack(Notes notes, Fence fence, long id) throws SQLException {
        var before = info(id);
        try (JobTransaction transaction = transactions().begin(QUEUE, fence)) {
            Notes.write(transaction.connection());
            Assertions.assertFalse(transaction.commit(new byte[] {7}), "whether it is committed");
        }
        Assertions.assertEquals(0, notes.count(), "notes");
        Assertions.assertEquals(before, info(id), "the job");
    }

    @Checks("S13.5")
    void whatWasNotCommittedIsUndoneAndTheClaimStands() throws SQLException {
        transactions();
        Notes notes = Notes.create(backend());
        ClaimedJob job = running("x");
        JobTransaction transaction = closing(begin(job));
        Notes.write(transaction.connection());
        transaction.close();
        transaction.close();
        Assertions.assertEquals(0, notes.count(), "notes");
        Assertions.assertEquals(JobState.RUNNING, info(job.id()).state(), "state");
        settle(Settlement.success(job.fence()));
    }

    @Checks("S13.5")
    void afterAStatementThatFailed() throws SQLException {
        transactions();
        Notes notes = Notes.create(backend());
        ClaimedJob job = running("x");
        try (JobTransaction transaction = begin(job)) {
            Notes.write(transaction.connection());
            Assertions.assertThrows(
                    SQLException.class,
                    () -> transaction.connection().createStatement().execute("no statement"),
                    "a statement that is none");
        }
        Assertions.assertEquals(0, notes.count(), "notes");
        settle(Settlement.success(job.fence()));
    }

    @Checks("S13.5")
    void connectionsComeBack() throws SQLException {
        transactions();
        Notes notes = Notes.create(backend());
        ClaimedJob job = running("x");
        for (int i = 0; i < MANY; i++) {
            try (JobTransaction transaction = begin(job)) {
                Notes.write(transaction.connection());
            }
        }
        Assertions.assertEquals(0, notes.count(), "notes");
        settle(Settlement.success(job.fence()));
    }

    private JobTransaction begin(ClaimedJob job) {
        return within(patience(), "begin", () -> transactions().begin(QUEUE, job.fence()));
    }
}
