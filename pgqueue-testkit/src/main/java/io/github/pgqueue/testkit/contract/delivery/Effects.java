package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.Job;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Assertions;

/** A table in which handlers write, as an application does. */
final class Effects implements AutoCloseable {

    private final Connection connection;

    /**
     * Makes the table.
     *
     * @param connection of a client that looks from outside; closed with this
     */
    Effects(Connection connection) throws SQLException {
        this.connection = connection;
        execute("create table effects (job bigint not null, note text not null)");
    }

    /** What a handler does. */
    static void write(Connection handlers, Job job, String note) throws SQLException {
        try (PreparedStatement insert = handlers.prepareStatement("insert into effects values (?, ?)")) {
            insert.setLong(1, job.id());
            insert.setString(2, note);
            insert.executeUpdate();
        }
    }

    /** The number of the server's process behind a connection. */
    static int server(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Ends the server's process behind a connection, as an administrator or a crash does; it is gone then. */
    void kill(int server) {
        try {
            execute("select pg_terminate_backend(" + server + ", 10000)");
        } catch (SQLException e) {
            Assertions.fail("a connection cannot be broken", e);
        }
    }

    /** How many rows a job has left that others see. */
    synchronized int of(long job) {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from effects where job = ?")) {
            select.setLong(1, job);
            ResultSet row = select.executeQuery();
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            return Assertions.fail("the handlers' table cannot be read", e);
        }
    }

    private synchronized void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
