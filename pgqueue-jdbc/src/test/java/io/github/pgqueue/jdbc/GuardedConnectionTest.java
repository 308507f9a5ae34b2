package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Wrapper;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

@DisplayName("A handler's connection")
class GuardedConnectionTest {

    private static TestDatabase database;
    private static QueueStore store;

    @BeforeAll
    static void open() {
        database = TestDatabases.shared().newDatabase();
        store = Stores.ready(database, "jobs");
    }

    @AfterAll
    static void close() {
        store.close();
        database.close();
    }

    @Test
    @DisplayName("refuses what would end the transaction, and goes on")
    void refused() throws SQLException {
        try (JobTransaction transaction = begin()) {
            Connection connection = transaction.connection();
            Stream.<ThrowingCallable>of(
                            connection::commit,
                            connection::rollback,
                            () -> connection.setAutoCommit(true),
                            () -> connection.setAutoCommit(false),
                            connection::close,
                            () -> connection.abort(Runnable::run))
                    .forEach(call -> assertThatThrownBy(call)
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("not the handler's to call"));

            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.createStatement().execute("select 1")).isTrue();
            assertThat(transaction.commit(null)).isTrue();
        }
    }

    @Test
    @DisplayName("throws the driver's own exceptions")
    void exceptions() {
        try (JobTransaction transaction = begin()) {
            assertThatThrownBy(() -> transaction.connection().createStatement().execute("nonsense"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("nonsense");
        }
    }

    @Test
    @DisplayName("gives the driver's own type, and itself for what it is itself")
    void unwrap() throws SQLException {
        try (JobTransaction transaction = begin()) {
            Connection connection = transaction.connection();

            assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
            assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
            assertThat(connection.isWrapperFor(Connection.class)).isTrue();
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
            assertThat(connection.unwrap(Wrapper.class)).isSameAs(connection);
            assertThat(connection.isWrapperFor(Runnable.class)).isFalse();
            assertThatThrownBy(() -> connection.unwrap(Runnable.class)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    @DisplayName("is good for nothing after the end")
    void ended() throws SQLException {
        JobTransaction committed = begin();
        assertThat(committed.commit(null)).isTrue();
        JobTransaction closed = begin();
        closed.close();

        for (JobTransaction transaction : new JobTransaction[] {committed, closed}) {
            Connection connection = transaction.connection();
            Stream.<ThrowingCallable>of(
                            connection::createStatement,
                            () -> connection.prepareStatement("select 1"),
                            connection::commit,
                            connection::close,
                            connection::getMetaData,
                            () -> connection.isValid(1),
                            () -> connection.unwrap(PGConnection.class))
                    .forEach(call -> assertThatThrownBy(call)
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("the transaction has ended"));
            assertThat(connection.isClosed()).isTrue();
            assertThat(connection).hasToString("Connection[in the transaction of a job, ended]");
        }
        committed.close();
    }

    @Test
    @DisplayName("is equal to itself alone")
    void equality() {
        try (JobTransaction one = begin();
                JobTransaction other = begin()) {
            assertThat(one.connection())
                    .isEqualTo(one.connection())
                    .hasSameHashCodeAs(one.connection())
                    .isNotEqualTo(other.connection())
                    .isNotEqualTo(null)
                    .hasToString("Connection[in the transaction of a job]");
        }
    }

    private static JobTransaction begin() {
        Stores.push(store, "mail", "x");
        Fence fence = Stores.claim(store, "mail", 1).get(0).fence();
        return store.transactions().orElseThrow().begin("mail", fence);
    }
}
