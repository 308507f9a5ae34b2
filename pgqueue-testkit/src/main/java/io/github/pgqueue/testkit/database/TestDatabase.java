package io.github.pgqueue.testkit.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One database on a test server. Immutable and thread-safe. */
public final class TestDatabase implements AutoCloseable {

    private static final String TERMINATE = """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
              and backend_type = 'client backend' and\s""";

    private final Address address;
    private final Server server;

    TestDatabase(Address address, Server server) {
        this.address = address;
        this.server = server;
    }

    /**
     * The database's address, without user and password.
     *
     * @return such as {@code jdbc:postgresql://localhost:5432/app}
     */
    public String url() {
        return address.url();
    }

    /**
     * The user, who may do all in this database.
     *
     * @return the role to log in as
     */
    public String user() {
        return address.user();
    }

    /**
     * The user's password.
     *
     * @return the password; empty where the server asks for none
     */
    public String password() {
        return address.password();
    }

    /**
     * The database's name.
     *
     * @return of {@code [a-z0-9_]}, if it was made here
     */
    public String name() {
        return address.database();
    }

    /**
     * A connection of plain JDBC.
     *
     * @return an open connection, which the caller closes
     * @throws SQLException if the server cannot be reached
     */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user(), password());
    }

    /**
     * Runs statements as any SQL client would.
     *
     * @param sql one or several statements
     * @throws IllegalStateException if the server refuses them
     */
    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + sql, e);
        }
    }

    /**
     * Kills this database's connections of one application.
     *
     * @param applicationName what the clients set as their {@code application_name}
     * @return how many there were
     * @throws IllegalStateException if the server cannot be reached
     */
    public int terminate(String applicationName) {
        return terminateWhere("application_name = ?", applicationName);
    }

    /**
     * Kills this database's connections that listen: those whose {@code application_name} contains
     * {@code listen} or whose last statement was a {@code LISTEN}. The server tells nobody more.
     *
     * @return how many there were
     * @throws IllegalStateException if the server cannot be reached
     */
    public int terminateListeners() {
        return terminateWhere("(application_name ilike '%listen%' or query ~* ?)", "^\\s*listen\\M");
    }

    /**
     * Kills all connections to this database but the one that does it.
     *
     * @return how many there were
     * @throws IllegalStateException if the server cannot be reached
     */
    public int terminateAll() {
        return terminateWhere("datname <> ?", "");
    }

    private int terminateWhere(String condition, String parameter) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(TERMINATE + condition)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Connections cannot be ended: " + e.getMessage(), e);
        }
    }

    /** Drops the database, with whoever is connected. Twice is fine. */
    @Override
    public void close() {
        server.drop(this);
    }

    TestDatabase sibling(String database) {
        return new TestDatabase(address.withDatabase(database), server);
    }

    /** The address, without the password. */
    @Override
    public String toString() {
        return url();
    }
}
