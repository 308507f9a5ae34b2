package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.Wake;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;

/** Rules S2.7 and S14.1: whether adding jobs rings, and ringing by itself. */
public abstract class TellContract extends StoreContract {

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
