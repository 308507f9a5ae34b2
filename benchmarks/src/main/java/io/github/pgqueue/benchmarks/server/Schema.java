package io.github.pgqueue.benchmarks.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A schema for one trial, so that none inherits the dead rows of another. */
public final class Schema implements AutoCloseable {

    /** What the server says where a role may not do a thing. */
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final String url;
    private final String name =
            "pgqueue_bench_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    /**
     * Makes one that is empty.
     *
     * @param url the server
     */
    public Schema(String url) {
        this.url = url;
        execute("create schema " + name);
    }

    /** Its name, as it stands in statements. */
    public String name() {
        return name;
    }

    /** Where pgqueue keeps its jobs. */
    public String table() {
        return name + ".jobs";
    }

    /** What warming up left behind is cleared away now, rather than somewhere in the measurement. */
    public void settle() {
        tables().forEach(table -> execute("vacuum analyze " + table));
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

    private List<String> tables() {
        List<String> tables = new ArrayList<>();
        String all = "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = '" + name + "'";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(all)) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        } catch (SQLException e) {
            throw failed(all, e);
        }
        return tables;
    }

    /**
     * Runs a statement of any kind.
     *
     * @param sql one or several
     */
    public void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /**
     * Reads one number.
     *
     * @param sql a query with one row and column
     */
    public long count(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    private static IllegalStateException failed(String sql, SQLException e) {
        return new IllegalStateException(sql + ": " + e.getMessage(), e);
    }
}
