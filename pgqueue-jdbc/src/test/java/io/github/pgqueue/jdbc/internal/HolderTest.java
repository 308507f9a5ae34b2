package io.github.pgqueue.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.HeldJobs;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Jobs that are held by locks")
@Timeout(60)
class HolderTest {

    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String HOLDING =
            "pid <> pg_backend_pid() and datname = current_database()" + " and state like 'idle in transaction%'";

    private final CountDownLatch never = new CountDownLatch(1);
    private TestDatabase database;
    private HikariDataSource pool;
    private Operations store;
    private long claims;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        pool = pool(10);
        store = over(pool);
        store.bootstrap();
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    private HikariDataSource pool(int size) {
        HikariDataSource made = new HikariDataSource();
        made.setJdbcUrl(database.url());
        made.setUsername(database.user());
        made.setPassword(database.password());
        made.setMaximumPoolSize(size);
        made.setMinimumIdle(0);
        return made;
    }

    private static Operations over(HikariDataSource pool) {
        PgQueuesConfig config = PgQueuesConfig.builder(pool).lease(LEASE).build();
        return new Operations(pool, config, Optional.empty(), Optional.empty());
    }

    private Optional<HeldJobs> hold(int limit) {
        return store.hold(new Exchange("mail", "test", ++claims, List.of(), limit));
    }

    private HeldJobs held(int limit) {
        return hold(limit).orElseThrow(() -> new AssertionError("nothing is held"));
    }

    private List<ClaimedJob> claim(int limit) {
        return store.exchange(new Exchange("mail", "test", ++claims, List.of(), limit))
                .claimed();
    }

    private void push(String... payloads) {
        store.insert("mail", Stream.of(payloads).map(NewJob::of).toList());
    }

    private JobState state(long id) {
        return store.find("mail", id).orElseThrow().state();
    }

    private static List<Fence> fences(HeldJobs held) {
        return held.jobs().stream().map(ClaimedJob::fence).toList();
    }

    private List<String> column(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private boolean isHeld() {
        return !column("select pid from pg_stat_activity where " + HOLDING).isEmpty();
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(PATIENCE);
            never.await(10, TimeUnit.MILLISECONDS);
        }
    }

    /** As a server that is stopped, or a network that is cut, does. */
    private void breakConnection() throws InterruptedException {
        column("select pg_terminate_backend(pid) from pg_stat_activity where " + HOLDING);
        await("the session is gone", () -> !isHeld());
    }

    @Test
    @DisplayName("are written once")
    void writtenOnce() {
        push("a", "b");
        HeldJobs held = held(2);
        assertThat(column("select status || attempt from jobs")).containsExactly("new0", "new0");
        assertThat(column("select node || ' ' || array_to_string(ids, ',') from jobs_held"))
                .containsExactly("test 1,2");

        held.end(fences(held), List.of());

        assertThat(column("select status || attempt || node || claim from jobs"))
                .containsExactly("success1test1", "success1test1");
        assertThat(column("select claim from jobs_held")).isEmpty();
        assertThat(isHeld()).isFalse();
    }

    @Test
    @DisplayName("are found as running")
    void found() {
        push("a", "b");
        HeldJobs held = held(1);

        JobInfo found = store.find("mail", 1).orElseThrow();

        assertThat(found.state()).isEqualTo(JobState.RUNNING);
        assertThat(found.attempt()).isEqualTo(1);
        assertThat(found.node()).contains("test");
        assertThat(found.updatedAt()).isAfter(found.createdAt());
        assertThat(state(2)).isEqualTo(JobState.NEW);
        held.end(List.of(), List.of());
        assertThat(state(1)).isEqualTo(JobState.NEW);
    }

    @Test
    @DisplayName("S17.3: are kept from others when the connection breaks, and kept by who began them")
    void brokenConnection() throws InterruptedException {
        push("done", "running", "waits", "another");
        HeldJobs held = held(3);
        List<Fence> fences = fences(held);

        breakConnection();

        assertThat(claim(10))
                .extracting(ClaimedJob::id)
                .as("claimed by another")
                .containsExactly(4L);
        assertThat(hold(10)).as("held by another").isEmpty();
        assertThatThrownBy(() -> held.end(fences.subList(0, 1), fences.subList(1, 2)))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("could not hold jobs of queue 'mail' in table jobs: ");
        assertThat(claim(10)).as("claimed by another, still").isEmpty();

        held.keep(fences.subList(0, 2));

        Exchange ends = new Exchange(
                "mail",
                "test",
                ++claims,
                List.of(Settlement.success(fences.get(0)), Settlement.success(fences.get(1))),
                0);
        assertThat(store.exchange(ends).lost()).isEmpty();
        assertThat(claim(10)).extracting(ClaimedJob::id).containsExactly(3L);
        assertThat(column("select id from jobs where attempt <> 1")).isEmpty();
    }

    @Test
    @DisplayName("S17.3: are left as others have changed them since the connection broke")
    void changedByOthers() throws InterruptedException {
        NewJob unique = NewJob.of("old").withUniqueKey(UniqueKey.of("key").replacing());
        store.insert("mail", List.of(NewJob.of("cancelled"), unique));
        HeldJobs held = held(2);
        breakConnection();
        assertThat(store.cancel("mail", 1)).isEqualTo(CancelResult.CANCELLED);
        store.insert(
                "mail",
                List.of(NewJob.of("new").withUniqueKey(UniqueKey.of("key").replacing())));

        held.keep(fences(held));

        assertThat(state(1)).isEqualTo(JobState.CANCELLED);
        assertThat(claim(10)).extracting(ClaimedJob::text).containsExactly("new");
    }

    @Test
    @DisplayName("are let go of by the server when their process does not move")
    void frozenProcess() throws InterruptedException {
        push("a");
        HeldJobs held = held(1);
        assertThat(isHeld()).isTrue();

        await("the server has ended the session", () -> !isHeld());

        assertThat(claim(10)).as("claimed by another").isEmpty();
        held.keep(fences(held));
        assertThat(state(1)).isEqualTo(JobState.RUNNING);
    }

    @Test
    @DisplayName("are given back by a taking back of their claim")
    void takenBack() throws InterruptedException {
        push("a");
        held(1);
        breakConnection();
        assertThat(claim(10)).isEmpty();

        assertThat(store.takeBack("mail", 1)).isZero();

        assertThat(claim(10)).extracting(ClaimedJob::attempt).containsExactly(1);
    }

    @Test
    @DisplayName("are none if their locks were gone before they were noted, and given back like a claim that was lost")
    void lostBeforeItWasNoted() {
        push("a");
        database.execute("create function strike() returns trigger language plpgsql security definer as 'begin"
                + " perform pg_terminate_backend(pid) from pg_stat_activity where " + HOLDING.replace("'", "''")
                + "; return null; end';"
                + "create trigger strike after insert on jobs_held for each statement execute function strike()");

        assertThatThrownBy(() -> hold(1)).isInstanceOf(StoreException.class);

        database.execute("drop trigger strike on jobs_held");
        assertThat(claim(10)).as("claimed while it is noted").isEmpty();
        store.takeBack("mail", 1);
        assertThat(claim(10)).hasSize(1);
    }

    @Test
    @DisplayName("are none where somebody has locked one before, or it was rescued, or ends a key by its start")
    void odd() throws SQLException {
        push("a");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute("select from jobs for update");
        }
        assertThat(hold(1)).as("held of what was locked").isEmpty();
        database.execute("update jobs set rescued = true");
        assertThat(hold(1)).as("held of what was rescued").isEmpty();
        database.execute("update jobs set rescued = false, unique_key = 'x', unique_scope = 'started'");
        assertThat(hold(1)).as("held of what ends a key by its start").isEmpty();
        database.execute("delete from jobs; insert into jobs (queue_name, unique_key, unique_scope)"
                + " values ('mail', 'x', 'finished')");
        HeldJobs held = held(1);
        held.end(fences(held), List.of());
    }

    @Test
    @DisplayName("are none while connections are scarce")
    void scarce() {
        push("a");
        try (HikariDataSource small = pool(2)) {
            store = over(small);
            assertThat(state(1)).isEqualTo(JobState.NEW);
            assertThat(hold(1)).isEmpty();
            assertThat(claim(1)).hasSize(1);
        }
    }

    @Test
    @DisplayName("are none for a while where the server has refused to note them")
    void refused() {
        push("a", "b");
        database.execute("alter table jobs_held rename column node to nobody");
        assertThat(hold(1)).isEmpty();
        database.execute("alter table jobs_held rename column nobody to node");
        assertThat(hold(1)).isEmpty();
        assertThat(isHeld()).isFalse();
        assertThat(claim(10)).hasSize(2);
    }

    @Test
    @DisplayName("are told of as not written where a trigger keeps the server from it")
    void swallowed() {
        push("a");
        database.execute("create function nothing() returns trigger language plpgsql as 'begin return null; end';"
                + "create trigger nothing before update on jobs for each row execute function nothing()");
        HeldJobs held = held(1);

        assertThatThrownBy(() -> held.end(fences(held), List.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("0 of 1 rows were written");

        assertThat(isHeld()).isFalse();
        assertThat(column("select status from jobs")).containsExactly("new");
        database.execute("drop trigger nothing on jobs; delete from jobs");
        push("b");
        held.keep(List.of());
        assertThat(hold(1)).as("held soon after").isEmpty();
    }

    @Test
    @DisplayName("are gone at once where they are to be kept for no time")
    void forgotten() {
        PgQueuesConfig config = PgQueuesConfig.builder(pool)
                .retention(JobState.SUCCESS, Duration.ZERO)
                .build();
        store = new Operations(pool, config, Optional.empty(), Optional.empty());
        push("a", "b");
        HeldJobs held = held(2);

        held.end(fences(held).subList(0, 1), fences(held).subList(1, 2));

        assertThat(column("select id || status from jobs")).containsExactly("2running");
    }
}
