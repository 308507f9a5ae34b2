package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.Wake;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;

/** Rules S2.7, S14.1, S19.1 and S19.2: whether adding jobs rings, and ringing by itself or with the jobs. */
public abstract class TellContract extends StoreContract {

    private static final int ROUNDS = 20;
    private static final String MARKER = "marker";
    private static final List<Wake> QUIET = List.of(Wake.AUTO, Wake.NONE);

    /** For subclasses. */
    protected TellContract() {}

    @Checks("S2.7")
    void loudWhereTheRingIsPartOfTheTransaction() throws Exception {
        QueueStore loud = open(Wake.TRANSACTIONAL);
        Bell bell = listen();
        for (List<NewJob> jobs : allSorts()) {
            insert(loud, QUEUE, jobs);
            assertRung(bell);
        }
        loud.insert(QUEUE, List.of(keyed(Duration.ZERO)));
        assertRung(bell);
    }

    @Checks("S2.7")
    void quietElse() throws Exception {
        for (Wake wake : QUIET) {
            QueueStore quiet = open(wake);
            Bell bell = listen();
            for (List<NewJob> jobs : allSorts()) {
                insert(quiet, wake.name(), jobs);
            }
            quiet.insert(wake.name(), List.of(keyed(Duration.ZERO)));
            quiet.insert(wake.name(), Collections.nCopies(3, keyed(Duration.ZERO)));
            assertNotRung(bell, "with " + wake);
        }
    }

    @Checks("S2.7")
    void quietWhereAKeyIsFreedOnTheWay() throws Exception {
        NewJob job = NewJob.of("x").withUniqueKey(UniqueKey.of("key").within(SHORT));
        QueueStore quiet = open(Wake.NONE);
        insert(quiet, QUEUE, List.of(job));
        // From now on, as the period may begin a little after what is told as the job's creation.
        Instant over = now().plus(SHORT);
        Eventually.isTrue(SHORT.plus(patience()), "the period is over", () -> now().isAfter(over));
        Bell bell = listen();
        insert(quiet, QUEUE, List.of(job));
        assertNotRung(bell, "with " + Wake.NONE);
    }

    @Checks("S2.7")
    void whatComesByAnotherWayIsRungFor() throws Exception {
        for (Wake wake : Wake.values()) {
            QueueStore store = open(wake);
            insert(store, QUEUE, jobs("x"));
            Bell bell = listen();
            Settlement release =
                    Settlement.release(exchange(store, NODE, 1).claimed().get(0).fence());
            Assertions.assertEquals(List.of(), exchange(store, NODE, 0, release).lost(), "lost");
            assertRung(bell);
        }
    }

    @Checks("S2.7")
    void rowsOfPlainSqlAreRungFor() throws Exception {
        for (Wake wake : QUIET) {
            QueueStore quiet = open(wake);
            insert(quiet, QUEUE, jobs("x"));
            Bell bell = listen();
            plainSql("insert into %s (queue_name) values ('" + QUEUE + "')");
            assertRung(bell);
        }
    }

    @Checks("S2.7")
    void jobsOfCallersTransactionsAreRungFor() throws Exception {
        transactions();
        for (Wake wake : QUIET) {
            QueueStore quiet = open(wake);
            Bell bell = listen();
            for (List<NewJob> jobs : allSorts()) {
                try (Connection connection = backend().connect()) {
                    connection.setAutoCommit(false);
                    quiet.transactions().orElseThrow().insert(connection, wake.name(), jobs);
                    connection.commit();
                }
                Assertions.assertEquals(
                        wake.name(), bell.next(Ring.Kind.WORK).queueName(), "queue of the ring, of a transaction");
            }
        }
    }

    @Checks("S14.1")
    void eachRingIsHeardAsItIs() throws Exception {
        Instant due = Instant.parse("2100-01-01T00:00:00.001Z");
        List<Ring> rings = List.of(
                Ring.of(QUEUE),
                Ring.of(Ring.Kind.WORK, QUEUE, 42),
                new Ring("other, with 'odd\" name", OptionalLong.empty(), Optional.of(due)),
                new Ring("ümläut", OptionalLong.of(Long.MAX_VALUE), Optional.of(due)),
                Ring.of(Ring.Kind.CANCEL, QUEUE, 1),
                Ring.of(Ring.Kind.DONE, QUEUE, 2));
        Bell bell = listen();
        store().ring(rings);
        Assertions.assertEquals(new HashSet<>(rings), heard(bell), "rings heard");
    }

    @Checks("S14.1")
    void manyAtOnce() throws Exception {
        List<Ring> rings =
                IntStream.range(0, 1000).mapToObj(i -> Ring.of("queue " + i)).toList();
        Bell bell = listen();
        store().ring(rings);
        Assertions.assertEquals(new HashSet<>(rings), heard(bell), "rings heard");
    }

    @Checks("S14.1")
    void noneIsNoError() throws Exception {
        Bell bell = listen();
        store().ring(List.of());
        assertNotRung(bell, "by no rings");
    }

    @Checks("S19.1")
    void areAddedInTheirOrder() {
        List<NewJob> several = List.of(NewJob.of("b").withPriority(5), NewJob.withoutPayload(), NewJob.of("a"));
        for (List<NewJob> jobs : List.of(several, jobs("one"), List.<NewJob>of())) {
            InsertedJobs added = store().insertAndRing(QUEUE, jobs);
            List<Long> ids = added.inserted().stream().map(Inserted::id).toList();
            Assertions.assertEquals(jobs.size(), ids.size(), "answers for the jobs");
            Assertions.assertEquals(ids.stream().sorted().toList(), ids, "ids in the order of the jobs");
            Assertions.assertEquals(List.of(), added.claimed(), "claimed by who claims none");
            for (int place = 0; place < jobs.size(); place++) {
                JobInfo found = info(ids.get(place));
                Assertions.assertEquals(jobs.get(place).priority(), found.priority(), "priority of job " + place);
                Assertions.assertEquals(JobState.NEW, found.state(), "state of job " + place);
            }
        }
    }

    @Checks("S19.1")
    void noneThatAreRefused() throws SQLException {
        refuse("poison");
        for (List<NewJob> jobs : List.of(jobs("poison"), jobs("fine", "poison"))) {
            StoreException refused = Assertions.assertThrows(
                    StoreException.class, () -> store().insertAndRing(QUEUE, jobs), "insert of " + jobs.size());
            Assertions.assertFalse(refused.isOutcomeUnknown(), "that nobody knows the outcome of what was refused");
        }
        Assertions.assertEquals(List.of(), store().stats(), "jobs in the table");
        store().insertAndRing(QUEUE, jobs("fine"));
        Assertions.assertEquals(1, store().stats().size(), "queues, after a job that is fine");
    }

    @Checks("S19.2")
    void rungForOnceIfItSaysSo() throws Exception {
        QueueStore quiet = open(Wake.AUTO);
        Bell bell = listen();
        for (List<NewJob> jobs : allSorts()) {
            InsertedJobs added = quiet.insertAndRing(QUEUE, jobs);
            if (added.rung()) {
                Ring ring = bell.next(Ring.Kind.WORK);
                Assertions.assertEquals(QUEUE, ring.queueName(), "queue of the ring");
                Assertions.assertTrue(
                        jobs.size() > 1
                                || ring.equals(Ring.of(
                                        Ring.Kind.WORK,
                                        QUEUE,
                                        added.inserted().get(0).id())),
                        "number of the single job in the ring: " + ring);
            }
            assertNotRung(bell, "for what was " + (added.rung() ? "rung for once" : "not rung for"));
        }
    }

    /** Whoever hears of a job looks for it at once, whether or not the call that added it has returned. */
    @Checks("S19.2")
    void thereBeforeAnybodyIsTold() throws Exception {
        QueueStore quiet = open(Wake.AUTO);
        Bell bell = listen();
        for (int round = 0; round < ROUNDS; round++) {
            CompletableFuture<Void> added =
                    CompletableFuture.runAsync(() -> addOrMark(quiet), task -> new Thread(task).start());
            Ring ring = bell.next(Ring.Kind.WORK);
            if (ring.jobId().isPresent()) {
                long id = ring.jobId().getAsLong();
                Assertions.assertTrue(store().find(QUEUE, id).isPresent(), "the job is there when it is rung for");
            }
            added.get(patience().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void addOrMark(QueueStore quiet) {
        if (!quiet.insertAndRing(QUEUE, jobs("x")).rung()) {
            quiet.ring(List.of(Ring.of(MARKER)));
        }
    }

    private QueueStore open(Wake wake) {
        return open(settings -> settings.wake(wake));
    }

    /** By each way that a store may have to add jobs. The key's first job is due late. */
    private static List<List<NewJob>> allSorts() {
        return List.of(
                jobs("one"),
                jobs("a", "b", "c"),
                List.of(NewJob.of("later").withDelay(HOUR)),
                List.of(NewJob.of("x").withHeader("a", "b"), NewJob.of("y").withDelay(HOUR)),
                List.of(keyed(HOUR)),
                List.of(NewJob.of("x").withUniqueKey(UniqueKey.of("a")), NewJob.of("y")));
    }

    private static NewJob keyed(Duration delay) {
        return NewJob.of("keyed")
                .withDelay(delay)
                .withUniqueKey(UniqueKey.of("key").replacing());
    }

    private void plainSql(String statement) throws SQLException {
        String table = backend().config().build().table().quoted();
        try (Connection connection = backend().connect();
                Statement sql = connection.createStatement()) {
            sql.execute(String.format(statement, table));
        }
    }

    private static void assertRung(Bell bell) {
        Assertions.assertEquals(QUEUE, bell.next(Ring.Kind.WORK).queueName(), "queue of the ring");
    }

    private void assertNotRung(Bell bell, String how) {
        store().ring(List.of(Ring.of(MARKER)));
        List<Ring> rings = bell.until(Ring.Kind.WORK, MARKER);
        Assertions.assertEquals(List.of(Ring.of(MARKER)), rings, "rings " + how + ", up to the marker");
    }

    /** All up to a marker that is sent now. Equal ones may count as one. */
    private Set<Ring> heard(Bell bell) {
        store().ring(List.of(Ring.of(MARKER)));
        List<Ring> rings = new ArrayList<>(bell.until(Ring.Kind.WORK, MARKER));
        rings.remove(rings.size() - 1);
        return new HashSet<>(rings);
    }
}
