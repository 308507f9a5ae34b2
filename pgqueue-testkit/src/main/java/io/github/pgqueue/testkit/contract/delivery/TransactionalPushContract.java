package io.github.pgqueue.testkit.contract.delivery;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.started;
import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobHandle;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;

/** Rule D1.6: jobs that come with the caller's commit. */
public abstract class TransactionalPushContract extends DeliveryContract {

    private static final Duration LATER = Duration.ofMillis(700);
    private static final Duration HOUR = Duration.ofHours(1);

    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
    private Connection connection;

    /** For subclasses. */
    protected TransactionalPushContract() {}

    @BeforeEach
    final void begin() throws SQLException {
        connection = closing(backend().connect());
        connection.setAutoCommit(false);
    }

    @Checks("D1.6")
    void thereWithTheCommitAndNotBefore() throws SQLException {
        PgQueue queue = listening().queue(QUEUE);
        long id = queue.push(connection, NewJob.of("x").withPriority(4).withHeader("a", "b"));
        Assertions.assertTrue(queue.find(id).isEmpty(), "seen before the commit");
        assertNothing(handled, "a job before the commit");
        connection.commit();
        Job job = next(handled, "the job, after the commit, without waiting for a poll");
        Assertions.assertEquals(id, job.id(), "id");
        Assertions.assertEquals("x", job.text(), "payload");
        Assertions.assertEquals(4, job.priority(), "priority");
        Assertions.assertEquals("b", job.headers().get("a"), "header");
    }

    @Checks("D1.6")
    void neverIfItIsRolledBack() throws SQLException {
        PgQueues queues = listening();
        queues.queue(QUEUE).push(connection, NewJob.of("x"));
        queues.queue(QUEUE).pushAll(connection, List.of(NewJob.of("y"), NewJob.of("z")));
        connection.rollback();
        assertNothing(handled, "a job that was rolled back");
        Assertions.assertEquals(List.of(), queues.stats(), "jobs in the table");
    }

    @Checks("D1.6")
    void manyInTheirOrderWithWhatElseTheTransactionDoes() throws SQLException {
        PgQueue queue = listening().queue(QUEUE);
        connection.createStatement().execute("create table orders (id int)");
        connection.createStatement().execute("insert into orders values (7)");
        List<Long> ids = queue.pushAll(connection, List.of(NewJob.of("a"), NewJob.of("b"), NewJob.of("c")));
        Assertions.assertEquals(List.of(), queue.pushAll(connection, List.of()), "ids of no jobs");
        connection.commit();
        for (int i = 0; i < 3; i++) {
            Assertions.assertEquals(ids.get(i), next(handled, "job " + i).id(), "id of job " + i);
        }
        Assertions.assertTrue(
                connection
                        .createStatement()
                        .executeQuery("select * from orders")
                        .next(),
                "the order");
    }

    @Checks("D1.6")
    void theConnectionStaysAsItWas() throws SQLException {
        PgQueue queue = open().queue(QUEUE);
        queue.push(connection, NewJob.of("x"));
        Assertions.assertFalse(connection.isClosed(), "closed");
        Assertions.assertFalse(connection.getAutoCommit(), "autocommit");
        connection.commit();
        connection.setAutoCommit(true);
        queue.push(connection, NewJob.of("y"));
        Assertions.assertTrue(connection.getAutoCommit(), "autocommit");
    }

    @Checks("D1.6")
    void withAutocommitItIsThereAtOnce() throws SQLException {
        PgQueue queue = listening().queue(QUEUE);
        connection.setAutoCommit(true);
        long id = queue.push(connection, NewJob.of("x"));
        Assertions.assertTrue(queue.find(id).isPresent(), "seen once push has returned");
        Assertions.assertEquals(id, next(handled, "the job").id(), "id");
    }

    @Checks("D1.6")
    void aKeyIsFreeAgainIfItIsRolledBack() throws Exception {
        PgQueue queue = open().queue(QUEUE);
        CompletableFuture<JobHandle> second = pushBesideAnOpenTransaction(queue);
        connection.rollback();
        JobHandle job = within(patience(), "the second push", () -> second.get());
        Assertions.assertFalse(job.wasThere(), "a job that was rolled back was there");
        Assertions.assertTrue(queue.find(job.id()).isPresent(), "the second job");
    }

    @Checks("D1.6")
    void aKeyIsHeldOnceItIsCommitted() throws Exception {
        PgQueue queue = open().queue(QUEUE);
        CompletableFuture<JobHandle> second = pushBesideAnOpenTransaction(queue);
        connection.commit();
        JobHandle job = within(patience(), "the second push", () -> second.get());
        Assertions.assertTrue(job.wasThere(), "the first was there");
    }

    @Checks("D1.6")
    void oneWhoseKeyIsHeldIsTold() throws Exception {
        PgQueue queue = open().queue(QUEUE);
        NewJob job = NewJob.of("x").withUniqueKey(UniqueKey.of("key"));
        JobHandle first = queue.submit(connection, job);
        Assertions.assertFalse(first.wasThere(), "the first was there");
        JobHandle second = queue.submit(connection, job);
        Assertions.assertTrue(second.wasThere(), "the second was there");
        Assertions.assertEquals(first.id(), second.id(), "id of the second");
        connection.commit();
        queue.subscribe(handled::add);
        within(patience(), "the outcome", () -> second.outcome().get());
    }

    @Checks("D1.6")
    void whatWaitsIsReplacedWithTheCommit() throws SQLException {
        PgQueue queue = listening().queue(QUEUE);
        UniqueKey key = UniqueKey.of("key").replacing();
        long id = queue.push(NewJob.of("old").withDelay(HOUR).withUniqueKey(key));
        JobInfo before = info(queue, id);
        NewJob second = NewJob.of("new").withHeader("n", "2").withUniqueKey(key);
        Assertions.assertEquals(id, queue.push(connection, second), "id of what waits");
        Assertions.assertEquals(before, info(queue, id), "the job before the commit");
        connection.rollback();
        Assertions.assertEquals(before, info(queue, id), "the job after a rollback");
        Assertions.assertEquals(id, queue.push(connection, second), "id of what waits, again");
        assertNothing(handled, "a job before the commit");
        connection.commit();
        Job job = next(handled, "the job, which is due at once now");
        Assertions.assertEquals(id, job.id(), "id");
        Assertions.assertEquals("new", job.text(), "payload");
        Assertions.assertEquals("2", job.headers().get("n"), "header");
        awaitState(queue, id, JobState.SUCCESS);
        assertNothing(handled, "a second job");
    }

    @Checks("D1.6")
    void whatWaitsIsPutOffWithTheCommit() throws SQLException {
        PgQueue queue = listening().queue(QUEUE);
        UniqueKey key = UniqueKey.of("key").debounce(LATER, HOUR);
        List<Long> ids = queue.pushAll(
                connection,
                List.of(
                        NewJob.of("first").withUniqueKey(key),
                        NewJob.of("second").withUniqueKey(key)));
        long third = queue.push(connection, NewJob.of("third").withUniqueKey(key));
        Assertions.assertEquals(List.of(third, third), ids, "ids of one key");
        Assertions.assertTrue(queue.find(third).isEmpty(), "seen before the commit");
        connection.commit();
        Assertions.assertEquals(
                "third", next(handled, "the job, once it is quiet").text(), "payload");
        JobInfo done = awaitState(queue, third, JobState.SUCCESS);
        Assertions.assertFalse(done.runAt().isBefore(done.createdAt().plus(LATER)), "due before it was quiet: " + done);
        assertNothing(handled, "a second job");
    }

    @Checks("D1.6")
    void whatWaitsIsNotPutOffIfItIsRolledBack() throws SQLException {
        PgQueue queue = open().queue(QUEUE);
        long id =
                queue.push(NewJob.of("first").withUniqueKey(UniqueKey.of("key").debounce(LATER, HOUR)));
        JobInfo before = info(queue, id);
        UniqueKey later = UniqueKey.of("key").debounce(HOUR, HOUR);
        Assertions.assertEquals(id, queue.push(connection, NewJob.of("second").withUniqueKey(later)), "id");
        connection.rollback();
        Assertions.assertEquals(before, info(queue, id), "the job after a rollback");
        queue.subscribe(handled::add);
        Assertions.assertEquals(
                "first", next(handled, "the job, once it is quiet").text(), "payload");
    }

    private CompletableFuture<JobHandle> pushBesideAnOpenTransaction(PgQueue queue) {
        NewJob job = NewJob.of("x").withUniqueKey(UniqueKey.of("key"));
        queue.push(connection, job);
        CompletableFuture<JobHandle> second = started("a push of the same key", () -> queue.submit(job));
        Assertions.assertThrows(
                TimeoutException.class,
                () -> second.get(A_MOMENT.toNanos(), TimeUnit.NANOSECONDS),
                "whether the key is held is known once the first transaction has ended");
        return second;
    }

    @Checks("D1.6")
    void aFailureIsToldAndRollsBackAll() throws SQLException {
        PgQueues queues = open();
        PgQueue queue = queues.queue(QUEUE);
        queue.push(connection, NewJob.of("x"));
        Assertions.assertThrows(
                SQLException.class, () -> connection.createStatement().execute("select 1 / 0"), "a broken statement");
        Assertions.assertThrows(
                StoreException.class,
                () -> queue.push(connection, NewJob.of("y")),
                "a push in a transaction that is broken");
        connection.rollback();
        Assertions.assertEquals(List.of(), queues.stats(), "jobs in the table");
    }

    @Checks("D1.6")
    void aClosedConnectionIsAFailure() throws SQLException {
        PgQueue queue = open().queue(QUEUE);
        connection.close();
        Assertions.assertThrows(
                StoreException.class, () -> queue.push(connection, NewJob.of("x")), "a push by a closed connection");
    }

    /** An idle subscriber that listens. */
    private PgQueues listening() {
        PgQueues queues = open();
        queues.queue(QUEUE).subscribe(handled::add);
        awaitListening(queues);
        return queues;
    }
}
