package io.github.pgqueue.cli.internal.demo;

import io.github.pgqueue.TableName;
import io.github.pgqueue.cli.internal.shared.JdbcUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A schema for one round of the demo, and plain SQL on it, as any client would use it. */
final class DemoTable implements AutoCloseable {

    private final Connection connection;
    private final TableName table;

    private DemoTable(Connection connection, TableName table) {
        this.connection = connection;
        this.table = table;
    }

    /** Makes the schema; refuses to touch one that is there. */
    static DemoTable create(JdbcUrl database, TableName table) throws SQLException {
        Connection connection = database.connect();
        try {
            DemoTable made = new DemoTable(connection, table);
            made.createSchema();
            return made;
        } catch (SQLException | IllegalArgumentException failure) {
            connection.close();
            throw failure;
        }
    }

    /** For a demo that is broken off, while its workers may still be at work. */
    static void dropQuietly(JdbcUrl database, TableName table) {
        try (DemoTable left = new DemoTable(database.connect(), table)) {
            left.execute("set lock_timeout = '3s'");
        } catch (SQLException gone) {
            // The server went first, and everything with it; or the next demo will tell.
            return;
        }
    }

    private void createSchema() throws SQLException {
        if (schemaExists()) {
            throw new IllegalArgumentException("schema " + schema() + " is there already, and the demo would drop it:"
                    + " name another with --table <schema>.jobs, or drop it yourself");
        }
        execute("create schema " + quotedSchema());
    }

    private boolean schemaExists() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select 1 from pg_catalog.pg_namespace where nspname = ?")) {
            statement.setString(1, schema());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** The server's version and what it does to keep a commit. */
    String server() throws SQLException {
        return "PostgreSQL " + show("server_version").split(" ", 2)[0] + " with fsync " + show("fsync")
                + " and synchronous_commit " + show("synchronous_commit");
    }

    private String show(String setting) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select current_setting(?)")) {
            statement.setString(1, setting);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** A job as psql would add it. */
    String insertion(String queueName, String payload) {
        return "insert into " + table + " (queue_name, payload) values ('" + queueName + "', '" + payload + "')";
    }

    /** Another table beside it, by its full name. */
    String sibling(String name) {
        return quotedSchema() + "." + name;
    }

    long count(String from) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + from)) {
            row.next();
            return row.getLong(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String schema() {
        return table.schema().orElseThrow();
    }

    private String quotedSchema() {
        return '"' + schema() + '"';
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            execute("drop schema " + quotedSchema() + " cascade");
        }
    }
}
