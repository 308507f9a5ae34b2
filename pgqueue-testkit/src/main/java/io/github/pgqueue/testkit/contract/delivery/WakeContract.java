package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Assertions;

/** Rules D2.2, D2.3 and D2.8: what wakes an idle subscriber. */
public abstract class WakeContract extends DeliveryContract {

    private static final Duration LATER = Duration.ofMillis(700);

    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected WakeContract() {}

    @Checks("D2.2")
    void aRowOfPlainSql() throws SQLException {
        PgQueues queues = listening();
        for (int i = 0; i < 5; i++) {
            sql("insert into %s (queue_name, payload) values ('" + QUEUE + "', 'row " + i + "')");
            Job job = next(handled, "row " + i + " of plain SQL");
            Assertions.assertEquals("row " + i, job.text(), "payload");
            awaitState(queues.queue(QUEUE), job.id(), JobState.SUCCESS);
        }
    }

    @Checks("D2.2")
    void manyRowsOfOneStatement() throws SQLException {
        listening();
        sql("insert into %s (queue_name, payload) select '" + QUEUE + "', 'x' from generate_series(1, 100)");
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ids.add(next(handled, "row " + i + " of 100").id());
        }
        Assertions.assertEquals(100, ids.size(), "different jobs");
    }

    @Checks("D2.2")
    void rowsOfSeveralQueuesInOneStatement() throws SQLException {
        PgQueues queues = listening();
        BlockingQueue<Job> others = new LinkedBlockingQueue<>();
        queues.queue("other, with 'odd\" name").subscribe(others::add);
        await("the second subscription is idle", () -> probe().exchanges() > 1);
        sql("insert into %s (queue_name) values ('" + QUEUE + "'), ('other, with ''odd\" name')");
        next(handled, "the first queue's row");
        next(others, "the second queue's row");
    }

    @Checks("D2.2")
    void aRowThatIsMadeNewAgain() throws SQLException {
        PgQueues queues = listening();
        sql("insert into %s (queue_name) values ('" + QUEUE + "')");
        Job job = next(handled, "the first time");
        awaitState(queues.queue(QUEUE), job.id(), JobState.SUCCESS);
        sql("update %s set status = 'new' where queue_name = '" + QUEUE + "' and id = " + job.id());
        Assertions.assertEquals(job.id(), next(handled, "the second time").id(), "id");
    }

    @Checks("D2.3")
    void aRowOfPlainSqlThatIsDueLater() throws SQLException {
        PgQueues queues = listening();
        sql("insert into %s (queue_name, run_at) values ('" + QUEUE + "', now() + interval '" + LATER.toMillis()
                + " milliseconds')");
        assertNotBefore(queues, next(handled, "a row that is due after " + LATER));
    }

    @Checks("D2.3")
    void aJobThatIsPutOff() {
        QueueStore elsewhere = closing(backend().store().open(config().build()));
        elsewhere.insert(QUEUE, List.of(NewJob.of("x")));
        ClaimedJob claimed = exchange(elsewhere, List.of(), 1).get(0);
        exchange(elsewhere, List.of(Settlement.retry(claimed.fence(), Failure.of("test", "busy"), LATER)), 0);
        PgQueues queues = open(config().pollOnly());
        queues.queue(QUEUE).subscribe(handled::add);
        Job job = next(handled, "a job that is due after " + LATER);
        Assertions.assertEquals(2, job.attempt(), "attempt");
        assertNotBefore(queues, job);
    }

    private static List<ClaimedJob> exchange(QueueStore store, List<Settlement> ends, int limit) {
        return store.exchange(new Exchange(
                        QUEUE, "elsewhere", ThreadLocalRandom.current().nextLong(), ends, limit))
                .claimed();
    }

    /** All by the store's clock, of which the test's knows nothing. */
    private static void assertNotBefore(PgQueues queues, Job begun) {
        JobInfo job = info(queues.queue(QUEUE), begun.id());
        Assertions.assertFalse(job.updatedAt().isBefore(job.runAt()), "begun before it was due: " + job);
    }

    @Checks("D2.8")
    void aLostConnectionComesBackAndNothingWaitsForAPoll() {
        PgQueues listening = listening();
        PgQueue elsewhere = open(config().pollOnly()).queue(QUEUE);
        for (int i = 0; i < 3; i++) {
            backend().killListeners();
            long meanwhile = elsewhere.push("while it is lost");
            assertDone(meanwhile, next(handled, "a job pushed in loss " + i), elsewhere);
            awaitListening(listening);
            long afterwards = elsewhere.push("once it is back");
            assertDone(afterwards, next(handled, "a job pushed after loss " + i), elsewhere);
        }
    }

    /** Until its end is written, since the exchange that writes it may claim what was pushed meanwhile. */
    private void assertDone(long id, Job job, PgQueue queue) {
        Assertions.assertEquals(id, job.id(), "id");
        awaitState(queue, id, JobState.SUCCESS);
    }

    /** An idle subscriber that listens. */
    private PgQueues listening() {
        PgQueues queues = open();
        queues.queue(QUEUE).subscribe(handled::add);
        awaitListening(queues);
        return queues;
    }
}
