package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.JobState;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A transaction in which a job is handled")
class HeldTransactionTest {

    private static final String QUEUE = "mail";
    private static final byte[] RESULT = {1, 0, 2};

    private TestDatabase database;
    private HikariDataSource pool;
    private QueueStore store;
    private Effects effects;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        pool = new HikariDataSource();
        pool.setDataSource(Stores.dataSource(database));
        pool.setMaximumPoolSize(3);
        store = Stores.over(pool, "jobs");
        store.bootstrap();
        effects = Effects.create(database);
    }

    @AfterEach
    void close() {
        store.close();
        pool.close();
        database.close();
    }

    @Test
    @DisplayName("ends the job and commits, both at once, at the time of its end")
    void commit() throws SQLException {
        Fence fence = running();
        try (JobTransaction transaction = begin(fence)) {
            Effects.write(transaction.connection(), fence.id());
            database.execute("update jobs set updated_at = now(), cancel_requested = true");
            assertThat(effects.count()).isZero();

            assertThat(transaction.commit(RESULT)).isTrue();

            assertThat(effects.count()).isEqualTo(1);
            assertThatThrownBy(() -> transaction.commit(RESULT)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(effects.count()).isEqualTo(1);
        assertThat(Stores.query(
                        database, "select row(status, result, cancel_requested, rescued, attempt, node) from jobs"))
                .containsExactly("(success,\"\\\\x010002\",f,f,1,test)");
        assertThat(Stores.query(database, "select updated_at > created_at + interval '1 millisecond' from jobs"))
                .containsExactly("t");
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    @DisplayName("leaves nothing if it is closed, and the job as it was")
    void rollback() throws SQLException {
        Fence fence = running();
        JobTransaction transaction = begin(fence);
        Effects.write(transaction.connection(), fence.id());
        transaction.close();
        transaction.close();

        assertThat(effects.count()).isZero();
        assertThat(state(fence)).isEqualTo(JobState.RUNNING);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        assertThatThrownBy(() -> transaction.commit(null)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("leaves no search path of the handler's on the connection")
    void searchPath() throws SQLException {
        database.execute("create schema tenant");
        pool.setMaximumPoolSize(1);
        Fence fence = running();
        try (JobTransaction transaction = begin(fence)) {
            transaction.connection().setSchema("tenant");
            transaction.connection().createStatement().execute("create table mine (id int)");
            assertThat(transaction.commit(null)).isTrue();
        }
        assertThat(Stores.query(database, "select to_regclass('tenant.mine')::text"))
                .containsExactly("tenant.mine");
        assertThat(state(fence)).isEqualTo(JobState.SUCCESS);
        try (Connection next = pool.getConnection()) {
            assertThat(next.getSchema()).isEqualTo("public");
        }
    }

    @Test
    @DisplayName("leaves no role of the handler's on the connection")
    void role() throws SQLException {
        database.execute(
                "create role pgqueue_test_tenant; grant all on all tables in schema public to pgqueue_test_tenant");
        pool.setMaximumPoolSize(1);
        Fence fence = running();
        try (JobTransaction transaction = begin(fence)) {
            transaction.connection().createStatement().execute("set role pgqueue_test_tenant");
            assertThat(transaction.commit(null)).isTrue();
        }
        try (Connection next = pool.getConnection();
                ResultSet row = next.createStatement().executeQuery("select current_user = session_user")) {
            row.next();
            assertThat(row.getBoolean(1)).isTrue();
        } finally {
            database.execute("drop owned by pgqueue_test_tenant; drop role pgqueue_test_tenant");
        }
    }

    @Test
    @DisplayName("of a zombie is undone, also while the job runs elsewhere")
    void zombie() throws SQLException {
        Fence fence = running();
        try (JobTransaction zombie = begin(fence)) {
            Effects.write(zombie.connection(), fence.id());
            assertThat(store.rescue()).containsEntry(QUEUE, 1);
            Fence second = Stores.claim(store, QUEUE, 1).get(0).fence();
            try (JobTransaction transaction = begin(second)) {
                Effects.write(transaction.connection(), fence.id());

                assertThat(zombie.commit(RESULT)).isFalse();
                assertThat(transaction.commit(null)).isTrue();
            }
        }
        assertThat(effects.count()).isEqualTo(1);
        assertThat(Stores.query(database, "select row(status, result, attempt) from jobs"))
                .containsExactly("(success,,2)");
    }

    @Test
    @DisplayName("does not hinder who cancels the job, or rescues it")
    void noLock() {
        Fence fence = running();
        try (JobTransaction transaction = begin(fence)) {
            store.cancel(QUEUE, fence.id());
            assertThat(store.cancelRequests("test")).containsExactly(fence);
            assertThat(store.rescue()).containsEntry(QUEUE, 1);
            assertThat(transaction.commit(null)).isFalse();
        }
        assertThat(state(fence)).isEqualTo(JobState.CANCELLED);
    }

    @Test
    @DisplayName("in which a statement failed cannot be committed, though the handler kept still about it")
    void swallowed() throws SQLException {
        Fence fence = running();
        try (JobTransaction transaction = begin(fence)) {
            Effects.write(transaction.connection(), fence.id());
            assertThatThrownBy(() -> transaction.connection().createStatement().execute("select 1 / 0"))
                    .isInstanceOf(SQLException.class);

            assertThatThrownBy(() -> transaction.commit(RESULT))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("job " + fence.id())
                    .hasMessageContaining("25P02");
        }
        assertThat(effects.count()).isZero();
        assertThat(state(fence)).isEqualTo(JobState.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", "rollback", "commit and chain", "rollback and chain", "abort; begin"})
    @DisplayName("that the handler has ended by SQL is found out, and the job not ended")
    void ended(String sql) throws SQLException {
        Fence fence = running();
        try (JobTransaction transaction = begin(fence)) {
            Effects.write(transaction.connection(), fence.id());
            try (Statement statement = transaction.connection().createStatement()) {
                statement.execute(sql);
            }
            Effects.write(transaction.connection(), -1);

            assertThatThrownBy(() -> transaction.commit(RESULT))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the handler has ended the transaction itself");
        }
        assertThat(effects.count(-1)).isZero();
        assertThat(state(fence)).isEqualTo(JobState.RUNNING);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    @DisplayName("has savepoints of its own")
    void savepoints() throws SQLException {
        Fence fence = running();
        try (JobTransaction transaction = begin(fence)) {
            Connection connection = transaction.connection();
            var before = connection.setSavepoint();
            Effects.write(connection, -1);
            assertThatThrownBy(() -> connection.createStatement().execute("select 1 / 0"))
                    .isInstanceOf(SQLException.class);
            connection.rollback(before);
            Effects.write(connection, fence.id());
            connection.releaseSavepoint(connection.setSavepoint("x"));

            assertThat(transaction.commit(null)).isTrue();
        }
        assertThat(effects.count()).isEqualTo(1);
        assertThat(effects.count(fence.id())).isEqualTo(1);
    }

    @Test
    @DisplayName("whose commit the database refuses is undone")
    void refusedCommit() throws SQLException {
        database.execute("create table once (n int, unique (n) deferrable initially deferred)");
        Fence fence = running();
        try (JobTransaction transaction = begin(fence)) {
            Effects.write(transaction.connection(), fence.id());
            transaction.connection().createStatement().execute("insert into once values (1), (1)");

            assertThatThrownBy(() -> transaction.commit(null))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("23505");
        }
        assertThat(effects.count()).isZero();
        assertThat(state(fence)).isEqualTo(JobState.RUNNING);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    @DisplayName("deletes the job in the commit, if it is to be kept for no time and nobody awaits it")
    void forgotten() throws SQLException {
        PgQueuesConfig config = PgQueuesConfig.builder(pool)
                .retention(JobState.SUCCESS, Duration.ZERO)
                .build();
        QueueStore forgetful = JdbcQueueStore.over(pool, config);
        Fence fence = running();
        try (JobTransaction transaction = begin(forgetful, fence)) {
            Effects.write(transaction.connection(), fence.id());
            assertThat(transaction.commit(null)).isTrue();
        }
        Fence awaited = running();
        store.await(QUEUE, awaited.id());
        try (JobTransaction transaction = begin(forgetful, awaited)) {
            assertThat(transaction.commit(RESULT)).isTrue();
        }

        assertThat(effects.count()).isEqualTo(1);
        assertThat(store.find(QUEUE, fence.id())).isEmpty();
        assertThat(store.await(QUEUE, awaited.id()).outcome().orElseThrow().result())
                .isEqualTo(RESULT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("gives its connection back as it came, with autocommit on or off")
    void autoCommit(boolean autoCommit) throws SQLException {
        try (HikariDataSource other = new HikariDataSource()) {
            other.setDataSource(Stores.dataSource(database));
            other.setMaximumPoolSize(1);
            other.setAutoCommit(autoCommit);
            QueueStore same = Stores.over(other, "jobs");
            Fence fence = running();
            try (JobTransaction transaction = begin(same, fence)) {
                assertThat(transaction.connection().getAutoCommit()).isFalse();
            }
            try (JobTransaction transaction = begin(same, fence)) {
                assertThat(transaction.commit(null)).isTrue();
            }
            try (Connection connection = other.getConnection()) {
                assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
            }
        }
    }

    @Test
    @DisplayName("is undisturbed by an interrupt that comes for the handler, and passes it on")
    void interrupted() throws SQLException {
        Fence fence = running();
        try (JobTransaction transaction = begin(fence)) {
            Effects.write(transaction.connection(), fence.id());
            Thread.currentThread().interrupt();

            assertThat(transaction.commit(null)).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(effects.count()).isEqualTo(1);
    }

    @Test
    @DisplayName("works where connections are not pooled")
    void plain() throws SQLException {
        QueueStore unpooled = Stores.plain(database, "jobs");
        Fence fence = running();
        try (JobTransaction transaction = begin(unpooled, fence)) {
            Effects.write(transaction.connection(), fence.id());
            assertThat(transaction.commit(null)).isTrue();
        }
        assertThat(effects.count()).isEqualTo(1);
    }

    @Test
    @DisplayName("holds no more connections than leave two for the rest")
    void permits() {
        PgQueuesConfig config = PgQueuesConfig.builder(database.url())
                .maxConnections(4)
                .connectTimeout(Duration.ofMillis(300))
                .build();
        try (QueueStore pooling = JdbcQueueStore.pooling(Stores.dataSource(database), config)) {
            List<JobTransaction> all = new ArrayList<>(List.of(begin(pooling, running()), begin(pooling, running())));
            assertThatThrownBy(() -> begin(pooling, running()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("all 2 connections for handlers were in use for PT0.3S")
                    .returns(false, thrown -> ((StoreException) thrown).isOutcomeUnknown());
            assertThat(pooling.stats()).isNotEmpty();
            all.remove(0).close();
            all.add(begin(pooling, running()));
            all.forEach(JobTransaction::close);
            all.forEach(JobTransaction::close);
            assertThat(begin(pooling, running())).satisfies(JobTransaction::close);
        }
    }

    @Test
    @DisplayName("needs more than two connections in the store's own pool")
    void tooFew() {
        PgQueuesConfig config =
                PgQueuesConfig.builder(database.url()).maxConnections(2).build();
        try (QueueStore pooling = JdbcQueueStore.pooling(Stores.dataSource(database), config)) {
            assertThatThrownBy(() -> pooling.transactions().orElseThrow().check())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("maxConnections must be 3 or more")
                    .hasMessageEndingWith(": 2");
        }
    }

    @Test
    @DisplayName("that cannot begin leaves the claim, and the next one its permit")
    void noConnection() {
        PgQueuesConfig config = PgQueuesConfig.builder(database.url())
                .maxConnections(3)
                .connectTimeout(Duration.ofMillis(300))
                .build();
        var source = Stores.dataSource(database);
        try (QueueStore pooling = JdbcQueueStore.pooling(source, config)) {
            Fence fence = running();
            source.setPortNumbers(new int[] {1});
            for (int time = 0; time < 3; time++) {
                assertThatThrownBy(() -> begin(pooling, fence))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("handle job " + fence.id());
            }
            source.setUrl(database.url());
            try (JobTransaction transaction = beginAtLast(pooling, fence)) {
                assertThat(transaction.commit(null)).isTrue();
            }
        }
    }

    /** The pool takes some time to believe in the database again. */
    private static JobTransaction beginAtLast(QueueStore pooling, Fence fence) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                return begin(pooling, fence);
            } catch (StoreException notYet) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        }
    }

    private Fence running() {
        Stores.push(store, QUEUE, "x");
        return Stores.claim(store, QUEUE, 1).get(0).fence();
    }

    private JobState state(Fence fence) {
        return store.find(QUEUE, fence.id()).orElseThrow().state();
    }

    private JobTransaction begin(Fence fence) {
        return begin(store, fence);
    }

    private static JobTransaction begin(QueueStore store, Fence fence) {
        return store.transactions().orElseThrow().begin(QUEUE, fence);
    }
}
