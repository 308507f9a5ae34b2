package io.github.pgqueue.benchmarks.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A database for one place, as the server wakes all who listen in a database for each of its notifications. */
public final class OwnDatabase implements AutoCloseable {

    private final String name =
            "pgqueue_bench_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    /** Makes one that is empty. */
    public OwnDatabase() {
        execute("create database " + name);
    }

    /** The address of the server, but for this database. */
    public String url() {
        return Server.url().replaceFirst("^(jdbc:[^/]*//[^/]*/)[^?]*", "$1" + name);
    }

    @Override
    public void close() {
        execute("drop database if exists " + name + " with (force)");
    }

    private static void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(Server.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }
}
