package io.github.pgqueue.pgjdbcng.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * One attempt of the driver to connect, on a thread of its own: it cannot be stopped, only left alone.
 * What it brings after its time is closed.
 */
final class Login {

    private final DataSource driver;
    private final Opening opening;
    private final CompletableFuture<Connection> result = new CompletableFuture<>();

    Login(DataSource driver, Opening opening) {
        this.driver = driver;
        this.opening = opening;
    }

    Connection await(Deadline deadline) throws SQLException, InterruptedException {
        Duration queue = deadline.left().dividedBy(2);
        Threads.start("pgqueue-connect-pgjdbc-ng", () -> run(queue));
        try {
            return result.get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            SQLException late = new SQLNonTransientConnectionException("the login did not end in time", "08001");
            if (result.completeExceptionally(late)) {
                throw late;
            }
            return outcome();
        } catch (ExecutionException failure) {
            return outcome();
        } finally {
            // Of use only if the wait was interrupted: a connection that comes yet finds nobody.
            result.completeExceptionally(new SQLException("nobody waits for this connection any more"));
        }
    }

    private Connection outcome() throws SQLException, InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw new SQLNonTransientConnectionException(
                    "the driver failed with " + failure.getCause(), "08001", failure.getCause());
        }
    }

    private void run(Duration queue) {
        try {
            Connection connection = connect(queue);
            if (!result.complete(connection)) {
                close(connection);
            }
        } catch (SQLException | RuntimeException | Error failure) {
            result.completeExceptionally(failure);
        }
    }

    private Connection connect(Duration queue) throws SQLException {
        Turnstile turn = Turnstile.pass(queue);
        try {
            return prepare(driver.getConnection());
        } finally {
            turn.leave();
        }
    }

    private Connection prepare(Connection connection) throws SQLException {
        try {
            opening.on(connection);
            return connection;
        } catch (SQLException | RuntimeException failure) {
            close(connection);
            throw failure;
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException | RuntimeException gone) {
            System.getLogger(Login.class.getName())
                    .log(System.Logger.Level.DEBUG, "a connection that nobody wants did not close", gone);
        }
    }
}
