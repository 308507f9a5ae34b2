package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PreferQueryMode;

@DisplayName("A job that is rung for on the way of its push")
@Timeout(60)
class RingingInsertTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ROLE = "pgqueue_test_mute";

    private TestDatabase database;
    private Channel channel;
    private HikariDataSource pool;
    private QueueStore store;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabases.shared().newDatabase();
        Stores.ready(database, "jobs").close();
        channel = new Channel(database, "jobs_channel");
        use(Stores.dataSource(database));
    }

    /** On one connection, so that each call finds what the one before has left of it. */
    private void use(DataSource source) {
        pool = new HikariDataSource();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(1);
        store = Stores.over(pool, "jobs");
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
        pool.close();
        channel.close();
        database.close();
    }

    private InsertedJobs push(String payload) {
        return store.insertAndRing("mail", List.of(NewJob.of(payload)));
    }

    private List<String> jobs() throws SQLException {
        return Stores.query(
                database,
                "select concat_ws(' ', id, status, convert_from(payload, 'utf8')) from jobs" + " order by id");
    }

    @Test
    @DisplayName("is told of by its number, once, after a transaction of its own")
    void rung() throws SQLException {
        for (int push = 1; push <= 7; push++) {
            InsertedJobs added = push("x");

            assertThat(added.rung()).isTrue();
            assertThat(channel.rings()).containsExactly(added.inserted().get(0).id() + ",,mail");
        }
        assertThat(Stores.query(database, "select count(distinct xmin::text) from jobs"))
                .containsExactly("7");
    }

    static Stream<Named<Consumer<PGSimpleDataSource>>> settings() {
        return Stream.of(
                Named.of("simple queries", source -> source.setPreferQueryMode(PreferQueryMode.SIMPLE)),
                Named.of(
                        "statements of its own only for prepared ones",
                        source -> source.setPreferQueryMode(PreferQueryMode.EXTENDED_FOR_PREPARED)),
                Named.of("no statements that are kept", source -> source.setPrepareThreshold(0)),
                Named.of("statements that are kept at once", source -> source.setPrepareThreshold(-1)),
                Named.of("savepoints of the driver's", source -> source.setAutosave(AutoSave.ALWAYS)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    @DisplayName("is so whatever the driver is set to:")
    void rungByAnySettings(Consumer<PGSimpleDataSource> setting) throws SQLException {
        database.execute("alter table jobs add constraint no_poison check (payload <> 'poison'::bytea)");
        pool.close();
        PGSimpleDataSource source = Stores.dataSource(database);
        setting.accept(source);
        use(source);

        for (int push = 0; push < 7; push++) {
            InsertedJobs added = push("x");
            assertThat(added.rung()).isTrue();
            assertThat(channel.rings()).containsExactly(added.inserted().get(0).id() + ",,mail");
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> push("poison"))
                    .matches(failed -> !failed.isOutcomeUnknown());
        }
    }

    @Test
    @DisplayName("is added once where the server has forgotten the statements meanwhile")
    void forgotten() throws SQLException {
        for (int round = 0; round < 3; round++) {
            for (int push = 0; push < 7; push++) {
                push("x");
            }
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                // Without the driver's knowledge.
                statement.execute("do $$ begin execute 'deallocate all'; end $$");
            }
        }
        assertThat(push("last").inserted()).hasSize(1);
        assertThat(jobs()).hasSize(22);
    }

    @Test
    @DisplayName("is not where the server refuses it, and its connection is as good as before")
    void refused() throws SQLException {
        database.execute("alter table jobs add constraint no_poison check (payload <> 'poison'::bytea)");

        for (int time = 0; time < 3; time++) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> push("poison"))
                    .withMessageContaining("no_poison")
                    .matches(failed -> !failed.isOutcomeUnknown());
            assertThat(push("fine").rung()).isTrue();
        }
        assertThat(channel.rings()).hasSize(3);
        assertThat(jobs()).hasSize(3);
    }

    @Test
    @DisplayName("is not where only its commit is refused, and nobody is told that it may be there")
    void refusedByItsCommit() throws SQLException {
        database.execute("""
                create function late() returns trigger language plpgsql as $$ begin
                    if new.payload = 'poison' then raise 'too late'; end if;
                    return null;
                end $$;
                create constraint trigger late after insert on jobs deferrable initially deferred
                    for each row execute function late()""");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> push("poison"))
                .withMessageContaining("too late")
                .matches(failed -> !failed.isOutcomeUnknown());

        assertThat(push("fine").rung()).isTrue();
        assertThat(channel.rings()).hasSize(1);
        assertThat(jobs()).hasSize(1);
    }

    @Test
    @DisplayName("is there where only its ring is refused, and this is said")
    void ringRefused() throws SQLException {
        database.execute("drop role if exists " + ROLE + "; create role " + ROLE + "; grant all on all tables in schema"
                + " public to " + ROLE + "; grant all on all sequences in schema public to " + ROLE
                + "; revoke execute on function pg_notify(text, text) from public");
        try {
            pool.close();
            PGSimpleDataSource mute = Stores.dataSource(database);
            mute.setOptions("-c role=" + ROLE);
            use(mute);

            InsertedJobs first = push("a");
            InsertedJobs second = push("b");

            assertThat(first.rung()).isFalse();
            assertThat(second.rung()).isFalse();
            assertThat(jobs())
                    .containsExactly(
                            first.inserted().get(0).id() + " new a",
                            second.inserted().get(0).id() + " new b");
            assertThat(channel.rings()).isEmpty();
        } finally {
            database.execute("grant execute on function pg_notify(text, text) to public");
        }
    }

    @Test
    @DisplayName("does not wait for long for others that notify")
    void noLongWait() throws Exception {
        try (TestDatabases server = TestDatabases.start()) {
            Assumptions.assumeTrue(server.settings().isPresent(), "this server is not ours to change");
            TestDatabase own = server.newDatabase();
            Stores.ready(own, "jobs").close();
            own.execute("alter system set synchronous_standby_names = 'nobody'");
            own.execute("select pg_reload_conf()");
            FutureTask<Void> other = new FutureTask<>(
                    () -> own.execute("create table waits_for_nobody (); select pg_notify('elsewhere', '')"), null);
            new Thread(other).start();
            awaitCommit(own);
            pool.close();
            PGSimpleDataSource local = Stores.dataSource(own);
            local.setOptions("-c synchronous_commit=local");
            use(local);

            InsertedJobs added = push("x");

            assertThat(added.inserted()).hasSize(1);
            assertThat(added.rung()).isFalse();
            assertThat(other.isDone())
                    .as("the other one, which waits for a standby, has ended")
                    .isFalse();
            own.execute("alter system reset synchronous_standby_names");
            own.execute("select pg_reload_conf()");
            other.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Until it waits for the standby: from before that on it is the only one that may notify. */
    private static void awaitCommit(TestDatabase own) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (Stores.query(own, "select pid from pg_stat_activity where wait_event = 'SyncRep'")
                .isEmpty()) {
            assertThat(System.nanoTime()).as("time until it waits").isLessThan(end);
        }
    }

    @Test
    @DisplayName("is not known to be there where the connection breaks on the way, and the next one is told of")
    void killed() throws Exception {
        FutureTask<InsertedJobs> pushing = new FutureTask<>(() -> push("x"));
        try (Connection blocker = database.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("lock table jobs in exclusive mode");
            new Thread(pushing).start();
            Stores.awaitBlocked(database);
            database.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and wait_event_type = 'Lock'");
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> pushing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .havingCause()
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            lost -> assertThat(lost.isOutcomeUnknown()).isTrue());
        }

        assertThat(push("next").rung()).isTrue();
        assertThat(channel.rings()).hasSize(1);
    }

    @Test
    @DisplayName("is told of no more often than by a ringer where one is pushed after the other")
    void paced() throws SQLException {
        try (PgQueues queues = PgQueues.create(Stores.config(database).build())) {
            PgQueue mail = queues.queue("mail");
            long begun = System.nanoTime();
            int pushes = 0;
            for (; System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(300); pushes++) {
                mail.push("x");
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(channel.rings()).hasSizeBetween(1, (int) (25 + took.toMillis()));
            assertThat(Stores.query(database, "select count(*) from jobs")).containsExactly("" + pushes);
        }
    }

    @Test
    @DisplayName("is committed, and not told of, on connections that commit by a call")
    void autoCommitOff() throws SQLException {
        pool.close();
        pool = new HikariDataSource();
        pool.setDataSource(Stores.dataSource(database));
        pool.setAutoCommit(false);
        store = Stores.over(pool, "jobs");

        assertThat(push("x").rung()).isFalse();

        assertThat(jobs()).hasSize(1);
        assertThat(channel.rings()).isEmpty();
    }

    @Test
    @DisplayName("is not told of on connections that may be in a transaction of the caller's")
    void connectionsOfOthers() throws SQLException {
        try (QueueStore borrowing = Stores.plain(database, "jobs")) {
            assertThat(borrowing.insertAndRing("mail", List.of(NewJob.of("x"))).rung())
                    .isFalse();
        }
        assertThat(channel.rings()).isEmpty();
    }

    @Test
    @DisplayName("that a trigger of somebody's has swallowed is told as ever, and nobody is told of the one before")
    void swallowed() throws SQLException {
        push("first");
        channel.rings();
        database.execute("""
                create function swallow() returns trigger language plpgsql as 'begin return null; end';
                create trigger a_swallow before insert on jobs for each row execute function swallow()""");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> push("x"))
                .withMessageContaining("is there a trigger of yours");

        assertThat(channel.rings()).isEmpty();
    }
}
