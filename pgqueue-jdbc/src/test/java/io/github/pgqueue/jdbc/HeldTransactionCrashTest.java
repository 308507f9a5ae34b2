package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.JobState;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Effects and the job's end agree, wherever the connection dies. */
@DisplayName("A transaction in which a job is handled, whose connection dies")
class HeldTransactionCrashTest {

    private static final String QUEUE = "mail";
    private static final String VICTIM = "pgqueue-victim";

    private TestDatabase database;
    private HikariDataSource pool;
    private QueueStore observer;
    private Effects effects;
    private CommitTrap.Trap before = () -> {};
    private CommitTrap.Trap after = () -> {};

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        pool = new HikariDataSource();
        PGSimpleDataSource source = Stores.dataSource(database);
        source.setApplicationName(VICTIM);
        pool.setDataSource(CommitTrap.over(source, () -> before.spring(), () -> after.spring()));
        pool.setMaximumPoolSize(1);
        observer = Stores.ready(database, "jobs");
        effects = Effects.create(database);
    }

    @AfterEach
    void close() {
        pool.close();
        observer.close();
        database.close();
    }

    @Test
    @DisplayName("before it begins, is begun with another, or leaves the claim")
    void beforeBegin() throws SQLException {
        Fence fence = running();
        try (JobTransaction transaction = begin(fence)) {
            assertThat(transaction.connection()).isNotNull();
        }
        kill();
        // The pool's idle connection is dead; it may notice by itself or by our first statement.
        try (JobTransaction transaction = begin(fence)) {
            Effects.write(transaction.connection(), fence.id());
            assertThat(transaction.commit(null)).isTrue();
            assertDone(fence);
        } catch (StoreException noticed) {
            assertUndone(fence);
        }
    }

    @Test
    @DisplayName("before the handler begins, is undone")
    void beforeHandler() throws SQLException {
        assertUndone((connection, job) -> {
            kill();
            assertThatThrownBy(() -> Effects.write(connection, job)).isInstanceOf(SQLException.class);
        });
    }

    @Test
    @DisplayName("in the handler, is undone, also if the handler keeps still about it")
    void inHandler() throws SQLException {
        assertUndone((connection, job) -> {
            Effects.write(connection, job);
            kill();
            assertThatThrownBy(() -> Effects.write(connection, job)).isInstanceOf(SQLException.class);
        });
    }

    @Test
    @DisplayName("after the handler, is undone")
    void afterHandler() throws SQLException {
        assertUndone((connection, job) -> {
            Effects.write(connection, job);
            kill();
        });
    }

    @Test
    @DisplayName("before the commit arrives, is undone")
    void beforeCommit() throws SQLException {
        assertUndone((connection, job) -> {
            Effects.write(connection, job);
            before = this::kill;
        });
    }

    private void assertUndone(Handling handling) throws SQLException {
        Fence fence = running();
        try (JobTransaction transaction = begin(fence)) {
            handling.handle(transaction.connection(), fence.id());
            assertThatThrownBy(() -> transaction.commit(null)).isInstanceOf(StoreException.class);
        }
        before = () -> {};
        assertUndone(fence);
    }

    @Test
    @DisplayName("after the commit, with the answer lost, is done, and a settlement tells")
    void afterCommit() throws SQLException {
        Fence fence = running();
        try (JobTransaction transaction = begin(fence)) {
            Effects.write(transaction.connection(), fence.id());
            after = () -> {
                kill();
                throw new SQLException("the answer was lost", "08006");
            };
            assertThatThrownBy(() -> transaction.commit(null))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("08006");
        }
        after = () -> {};
        assertDone(fence);
        Settlement failed = Settlement.retry(fence, Stores.failure("lost"), Duration.ZERO);
        assertThat(Stores.settle(observer, QUEUE, failed).lost()).containsExactly(fence);
        assertDone(fence);
    }

    @Test
    @DisplayName("while it is given back, is not met again in the pool")
    void poolIsClean() throws SQLException {
        Fence fence = running();
        for (int time = 0; time < 5; time++) {
            try (JobTransaction transaction = begin(fence)) {
                Effects.write(transaction.connection(), fence.id());
                kill();
            }
        }
        try (JobTransaction transaction = begin(fence)) {
            Effects.write(transaction.connection(), fence.id());
            assertThat(transaction.commit(null)).isTrue();
        }
        assertDone(fence);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    private void kill() {
        assertThat(database.terminate(VICTIM)).isPositive();
    }

    private void assertUndone(Fence fence) throws SQLException {
        assertThat(effects.count()).isZero();
        assertThat(observer.find(QUEUE, fence.id()).orElseThrow().state()).isEqualTo(JobState.RUNNING);
        assertThat(Stores.settle(observer, QUEUE, Settlement.success(fence)).lost())
                .isEmpty();
    }

    private void assertDone(Fence fence) throws SQLException {
        assertThat(effects.count()).isEqualTo(1);
        assertThat(observer.find(QUEUE, fence.id()).orElseThrow().state()).isEqualTo(JobState.SUCCESS);
    }

    private Fence running() {
        Stores.push(observer, QUEUE, "x");
        return Stores.claim(observer, QUEUE, 1).get(0).fence();
    }

    private JobTransaction begin(Fence fence) {
        return Stores.over(pool, "jobs").transactions().orElseThrow().begin(QUEUE, fence);
    }

    /** What goes on in the transaction until its commit. */
    private interface Handling {
        void handle(Connection connection, long job) throws SQLException;
    }
}
