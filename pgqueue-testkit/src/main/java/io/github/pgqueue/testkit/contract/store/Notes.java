package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.testkit.contract.topic.TopicBackend;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A table of the application's own, in which a transaction leaves its traces. */
final class Notes {

    private final TopicBackend backend;

    private Notes(TopicBackend backend) {
        this.backend = backend;
    }

    /** An empty table. */
    static Notes create(TopicBackend backend) throws SQLException {
        try (Connection connection = backend.connect()) {
            execute(connection, "create table notes (text text)");
        }
        return new Notes(backend);
    }

    /** Writes a note, in the connection's transaction. */
    static void write(Connection connection) throws SQLException {
        execute(connection, "insert into notes values ('x')");
    }

    /** How many notes a client of its own sees. */
    int count() throws SQLException {
        try (Connection connection = backend.connect()) {
            return count(connection);
        }
    }

    /** How many notes a connection sees. */
    static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from notes")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
