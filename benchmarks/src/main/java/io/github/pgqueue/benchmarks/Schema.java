package io.github.pgqueue.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A schema for one trial, so that none inherits the dead rows of another. */
final class Schema implements AutoCloseable {

    /** What the server says where a role may not do a thing. */
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final String url;
    private final String name =
            "pgqueue_bench_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    Schema(String url) {
        this.url = url;
        execute("create schema " + name);
    }

    String table() {
        return name + ".jobs";
    }

    /** What warming up left behind is cleared away now, rather than somewhere in the measurement. */
    void settle() {
        execute("vacuum analyze " + table());
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        } catch (SQLException e) {
            if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw failed("checkpoint", e);
            }
        }
    }

    @Override
    public void close() {
        execute("drop schema if exists " + name + " cascade");
    }

    /** Runs a statement of any kind. */
    void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    private static IllegalStateException failed(String sql, SQLException e) {
        return new IllegalStateException(sql + ": " + e.getMessage(), e);
    }
}
