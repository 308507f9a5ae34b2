package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Payloads;
import io.github.pgqueue.testkit.internal.fixture.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;

/** Rules S13.1 and S13.2: adding jobs in a transaction of the caller. */
public abstract class TransactionContract extends StoreContract {

    private static final String MARKER = "marker";

    /** For subclasses. */
    protected TransactionContract() {}

    @Checks("S13.1")
    void thereWithTheCommitAndNotBefore() throws SQLException {
        try (Connection connection = begin()) {
            long id = insertIn(connection, "x");
            Assertions.assertEquals(Optional.empty(), store().find(QUEUE, id), "the job before the commit");
            Assertions.assertEquals(List.of(), claim(10), "jobs claimed before the commit");
            connection.commit();
            Assertions.assertEquals(id, claimOne().id(), "the job claimed after the commit");
        }
    }

    @Checks("S13.1")
    void neverAfterARollback() throws SQLException {
        try (Connection connection = begin()) {
            long id = insertIn(connection, "x");
            connection.rollback();
            Assertions.assertEquals(Optional.empty(), store().find(QUEUE, id), "the job after the rollback");
            long next = insertIn(connection, "next");
            connection.commit();
            Assertions.assertEquals(next, claimOne().id(), "the job of the next transaction");
        }
    }

    @Checks("S13.1")
    void theRingComesWithTheCommit() throws Exception {
        Bell bell = listen();
        try (Connection connection = begin()) {
            insertIn(connection, "never");
            connection.rollback();
            insertIn(connection, "x");
            store().ring(List.of(Ring.of(MARKER)));
            List<Ring> before = bell.until(Ring.Kind.WORK, MARKER);
            Assertions.assertEquals(1, before.size(), "rings before the commit: " + before);
            connection.commit();
            Assertions.assertEquals(QUEUE, bell.next(Ring.Kind.WORK).queueName(), "queue of the ring");
        }
    }

    @Checks("S13.1")
    void atOnceWithAutocommit() throws SQLException {
        try (Connection connection = closing(backend().connect())) {
            long id = insertIn(connection, "x");
            Assertions.assertEquals(id, claimOne().id(), "the job claimed");
        }
    }

    @Checks("S13.1")
    void jobsOfAllSorts() throws Exception {
        try (Connection connection = begin()) {
            assertAllSorts(connection, connection::commit);
        }
    }

    @Checks("S13.1")
    void jobsOfAllSortsInTheTransactionOfAJob() throws Exception {
        insert(store(), MARKER, jobs("x"));
        ClaimedJob job = HeldJobContract.claimFrom(store(), MARKER);
        try (JobTransaction transaction = transactions().begin(MARKER, job.fence())) {
            assertAllSorts(
                    transaction.connection(),
                    () -> Assertions.assertTrue(transaction.commit(null), "whether it is committed"));
        }
    }

    @Checks("S13.1")
    void neverAfterTheTransactionOfAJobIsClosed() throws SQLException {
        insert(store(), MARKER, jobs("x"));
        ClaimedJob job = HeldJobContract.claimFrom(store(), MARKER);
        try (JobTransaction transaction = transactions().begin(MARKER, job.fence())) {
            insertIn(transaction.connection(), "x");
        }
        Assertions.assertEquals(List.of(), claim(10), "jobs claimed");
    }

    private void assertAllSorts(Connection connection, Tasks.Action commit) throws Exception {
        long held = insert(keyed("held").withPriority(-8));
        Instant time = now().plus(HOUR);
        List<Inserted> inserted = transactions().insert(connection, QUEUE, allSorts(time));
        Assertions.assertEquals(new Inserted(held, true), inserted.get(2), "one whose key is held");
        Assertions.assertEquals(
                new Inserted(inserted.get(3).id(), true), inserted.get(6), "one whose key another of the list holds");
        Assertions.assertEquals(List.of(), transactions().insert(connection, QUEUE, List.of()), "answers for no jobs");
        commit.run();
        List<Long> due = IntStream.of(0, 1, 3, 5)
                .mapToObj(place -> inserted.get(place).id())
                .toList();
        List<ClaimedJob> claimed = claim(10);
        Assertions.assertEquals(held, claimed.get(0).id(), "the first claimed");
        Assertions.assertEquals(due, ids(claimed.subList(1, claimed.size())), "the others claimed");
        assertAsGiven(claimed.subList(1, claimed.size()));
        Assertions.assertEquals(time, info(inserted.get(4).id()).runAt(), "due time");
    }

    private static List<NewJob> allSorts(Instant time) {
        return List.of(
                NewJob.of(Payloads.binary(1_000)).withPriority(-7),
                NewJob.withoutPayload().withHeader("Grüße", "日本語"),
                keyed("held"),
                keyed("free"),
                NewJob.of("later").withRunAt(time),
                NewJob.of("policy").withRetryPolicy(RetryPolicy.none()).withTimeLimit(SHORT),
                keyed("free"));
    }

    private static void assertAsGiven(List<ClaimedJob> claimed) {
        Assertions.assertArrayEquals(Payloads.binary(1_000), claimed.get(0).payload(), "payload");
        Assertions.assertNull(claimed.get(1).payload(), "an absent payload");
        Assertions.assertEquals(Map.of("Grüße", "日本語"), claimed.get(1).headers(), "headers");
        Assertions.assertEquals(Optional.of(SHORT), claimed.get(3).handling().timeLimit(), "time limit");
    }

    @Checks("S13.1")
    void manyMegabytes() throws SQLException {
        try (Connection connection = begin()) {
            List<NewJob> large = Collections.nCopies(20, NewJob.of(new byte[1024 * 1024]));
            List<Inserted> inserted = transactions().insert(connection, QUEUE, large);
            Assertions.assertEquals(20, inserted.size(), "answers");
            Assertions.assertEquals(List.of(), claim(100), "jobs claimed before the commit");
            connection.commit();
            Assertions.assertEquals(
                    inserted.stream().map(Inserted::id).toList(), ids(claim(100)), "jobs claimed after the commit");
        }
    }

    @Checks("S13.2")
    void whatElseIsInTheTransactionStaysOpen() throws SQLException {
        Notes notes = Notes.create(backend());
        try (Connection connection = begin()) {
            Notes.write(connection);
            insertIn(connection, "x");
            Assertions.assertEquals(0, notes.count(), "notes that others see after the insertion");
            Assertions.assertEquals(1, Notes.count(connection), "notes that the transaction sees after the insertion");
            connection.rollback();
            Notes.write(connection);
            insertIn(connection, "y");
            connection.commit();
            Assertions.assertEquals(1, notes.count(), "notes after a rollback and a commit");
        }
    }

    @Checks("S13.2")
    void theConnectionIsAsBefore() throws SQLException {
        for (boolean autocommit : List.of(true, false)) {
            try (Connection connection = closing(backend().connect())) {
                connection.setAutoCommit(autocommit);
                for (NewJob job : List.of(NewJob.of("x"), keyed("key"), keyed("key"))) {
                    transactions().insert(connection, QUEUE, List.of(job));
                }
                transactions().insert(connection, QUEUE, List.of());
                Assertions.assertFalse(connection.isClosed(), "the connection is closed");
                Assertions.assertEquals(autocommit, connection.getAutoCommit(), "autocommit");
                if (!autocommit) {
                    connection.rollback();
                }
            }
        }
    }

    private Connection begin() throws SQLException {
        transactions();
        Connection connection = closing(backend().connect());
        connection.setAutoCommit(false);
        return connection;
    }

    private long insertIn(Connection connection, String payload) {
        List<Inserted> inserted = transactions().insert(connection, QUEUE, jobs(payload));
        Assertions.assertEquals(1, inserted.size(), "answers for one job");
        return inserted.get(0).id();
    }

    private static NewJob keyed(String key) {
        return NewJob.of(key).withUniqueKey(UniqueKey.of(key));
    }
}
