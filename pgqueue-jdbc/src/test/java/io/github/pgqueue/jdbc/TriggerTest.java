package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

@DisplayName("The table's trigger rings")
class TriggerTest {

    private static final String END = "the end";
    private static final int PATIENCE_MILLIS = 20_000;

    private TestDatabase database;
    private QueueStore store;
    private Connection listening;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabases.shared().newDatabase();
        store = Stores.ready(database, "jobs");
        listening = database.connect();
        try (Statement statement = listening.createStatement()) {
            statement.execute("listen \"jobs_channel\"");
        }
    }

    @AfterEach
    void close() throws SQLException {
        listening.close();
        store.close();
        database.close();
    }

    @Test
    @DisplayName("for one row, with its id and in the form that a ring has")
    void oneRow() throws SQLException {
        database.execute("insert into jobs (queue_name, payload) values ('mail, with comma', 'x')");

        assertThat(rings())
                .containsExactly(new Ring("mail, with comma", OptionalLong.of(1), java.util.Optional.empty()));
    }

    @Test
    @DisplayName("once a queue for many rows")
    void manyRows() throws SQLException {
        database.execute("""
                insert into jobs (queue_name) select 'mail' from generate_series(1, 1000)
                union all select 'print' from generate_series(1, 10)""");

        assertThat(rings()).containsExactlyInAnyOrder(Ring.of("mail"), Ring.of("print"));
    }

    @Test
    @DisplayName("with the time of the first job that is due, if it lies ahead, rounded up")
    void delayed() throws SQLException {
        database.execute("""
                insert into jobs (queue_name, run_at) values
                    ('mail', '2200-01-01 00:00:00.0000001Z'), ('mail', '2100-01-01 00:00:00.000001Z'),
                    ('print', '2100-01-01Z'), ('print', now()), ('scan', 'infinity'), ('fax', '0001-01-01Z')""");

        List<Ring> rings = rings();

        assertThat(rings).extracting(Ring::queueName).containsExactlyInAnyOrder("mail", "print", "fax");
        assertThat(rings)
                .filteredOn(ring -> ring.queueName().equals("mail"))
                .singleElement()
                .satisfies(ring -> assertThat(ring.dueAt()).contains(Instant.parse("2100-01-01T00:00:00.001Z")));
        assertThat(rings)
                .filteredOn(ring -> !ring.queueName().equals("mail"))
                .allSatisfy(ring -> assertThat(ring.dueAt()).isEmpty());
    }

    @Test
    @DisplayName("not for rows that cannot be run")
    void notNew() throws SQLException {
        database.execute("insert into jobs (queue_name, status) values ('mail', 'success'), ('print', 'cancelled')");
        database.execute("insert into jobs (queue_name) select 'mail' where false");

        assertThat(rings()).isEmpty();
    }

    @Test
    @DisplayName("when a row becomes new, and not for other changes")
    void updates() throws SQLException {
        database.execute("insert into jobs (queue_name) values ('mail')");
        Fence first = Stores.claim(store, "mail", 1).get(0).fence();
        Stores.settle(store, "mail", Settlement.release(first));
        Fence second = Stores.claim(store, "mail", 1).get(0).fence();
        Stores.settle(store, "mail", Settlement.retry(second, Stores.failure("busy"), Duration.ofHours(1)));
        database.execute("update jobs set priority = 1");
        database.execute("update jobs set status = 'cancelled'");
        database.execute("update jobs set status = 'new', run_at = 'infinity'");

        List<Ring> rings = rings();

        assertThat(rings).hasSize(3).allSatisfy(ring -> assertThat(ring.jobId()).hasValue(first.id()));
        assertThat(rings.get(1).dueAt()).isEmpty();
        assertThat(rings.get(2).dueAt().orElseThrow()).isAfter(Instant.now().plusSeconds(3000));
    }

    @Test
    @DisplayName("whatever the inserter's search path has in front")
    void searchPath() throws SQLException {
        database.execute("""
                create schema evil;
                create table evil.fresh (queue_name text, status text, run_at timestamptz, id bigint);
                create function evil.pg_notify(text, text) returns void language plpgsql as 'begin end';
                create function evil.now() returns timestamptz language plpgsql as 'begin return null; end';
                create function evil.pg_trigger_depth() returns int language plpgsql as 'begin return 1; end';
                create function evil.current_setting(text, boolean) returns text language plpgsql as 'begin return 1; end';
                create function evil.concat(timestamptz, text) returns text language plpgsql as 'begin return 1; end';
                create domain evil.text as pg_catalog.text check (value = 'x');
                set search_path = evil, pg_catalog;
                insert into public.jobs (queue_name) values ('mail')""");

        assertThat(rings()).extracting(Ring::queueName).containsExactly("mail");
    }

    @Test
    @DisplayName("and leaves the inserter's search path as it was, in the transaction and after it")
    void searchPathIsPutBack() throws SQLException {
        String path = "\"$user\", \"odd, one\", public";
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = " + path);
            connection.setAutoCommit(false);
            for (String change : List.of(
                    "insert into jobs (queue_name) values ('mail')",
                    "update jobs set run_at = now() - interval '1 hour'",
                    "insert into jobs (queue_name) values ('print'), ('mail')")) {
                statement.execute(change);
                assertThat(path(statement)).as(change).isEqualTo(path);
            }
            Savepoint before = connection.setSavepoint();
            assertThatThrownBy(() -> statement.execute("insert into jobs (queue_name) values ('')"))
                    .hasMessageContaining("jobs_queue_name_check");
            connection.rollback(before);
            assertThat(path(statement)).as("after a refusal").isEqualTo(path);
            connection.commit();
            assertThat(path(statement)).isEqualTo(path);
            statement.execute("set local search_path = public");
            statement.execute("insert into jobs (queue_name) values ('mail')");
            assertThat(path(statement)).isEqualTo("public");
            connection.rollback();
            assertThat(path(statement)).isEqualTo(path);
        }
        assertThat(rings()).extracting(Ring::queueName).containsExactlyInAnyOrder("mail", "print", "mail");
    }

    private static String path(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("show search_path")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    @DisplayName("under the one channel for tables of one name in two schemas")
    void schemas() throws SQLException {
        try (QueueStore other = Stores.ready(database, "billing.jobs")) {
            other.ring(List.of(Ring.of("mail")));
            database.execute("insert into billing.jobs (queue_name) values ('print')");
        }
        assertThat(rings()).extracting(Ring::queueName).containsExactly("mail", "print");
    }

    /** All that rang so far: notifications come in the order of commits, so a last one ends them. */
    private List<Ring> rings() throws SQLException {
        database.execute("select pg_notify('jobs_channel', '" + END + "')");
        List<Ring> rings = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        while (System.nanoTime() < deadline) {
            for (PGNotification each : listening.unwrap(PGConnection.class).getNotifications(PATIENCE_MILLIS)) {
                if (each.getParameter().equals(END)) {
                    return rings;
                }
                rings.add(Ring.parse(each.getParameter()).orElseThrow());
            }
        }
        throw new AssertionError("the last notification did not come; before it: " + rings);
    }
}
