package io.github.pgqueue.benchmarks.contender;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.benchmarks.server.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A schema, and a pool of connections that find their tables in it: all that a contender gets. */
public final class Arena implements AutoCloseable {

    private final @Nullable Schema owned;
    private final String url;
    private final String schema;
    private final HikariDataSource pool;

    private Arena(String server, @Nullable Schema owned, String schema, int connections) {
        this.owned = owned;
        this.schema = schema;
        url = server + (server.contains("?") ? "&" : "?") + "currentSchema=" + schema + "&ApplicationName=" + schema;
        pool = new HikariDataSource(poolOf(connections));
    }

    /**
     * Makes an empty schema, which goes when this is closed.
     *
     * @param server the server's URL
     * @param connections the size of the pool
     */
    public static Arena open(String server, int connections) {
        Schema owned = new Schema(server);
        return new Arena(server, owned, owned.name(), connections);
    }

    /**
     * Uses a schema that somebody else keeps.
     *
     * @param server the server's URL
     * @param schema its name
     * @param connections the size of the pool
     */
    public static Arena attach(String server, String schema, int connections) {
        return new Arena(server, null, schema, connections);
    }

    private HikariConfig poolOf(int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setPoolName(schema);
        return config;
    }

    /** Its connections are the same for all contenders: pgjdbc, autocommit, statements prepared by its defaults. */
    public HikariDataSource pool() {
        return pool;
    }

    /** For those who need a connection of their own; unqualified names mean the schema's tables. */
    public String url() {
        return url;
    }

    /** The schema's name, by which the server knows the connections too. */
    public String schema() {
        return schema;
    }

    /**
     * Runs statements without parameters.
     *
     * @param sql one or several
     */
    public void execute(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads one number.
     *
     * @param sql a query with one row and column
     */
    public long count(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** VACUUM, ANALYZE and CHECKPOINT, so that none of it happens while it counts. */
    public void settle() {
        if (owned != null) {
            owned.settle();
        }
    }

    @Override
    public void close() {
        pool.close();
        if (owned != null) {
            owned.close();
        }
    }
}
