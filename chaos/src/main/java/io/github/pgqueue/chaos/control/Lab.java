package io.github.pgqueue.chaos.control;

import io.github.pgqueue.chaos.process.Place;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The server, and a database on it. */
final class Lab implements AutoCloseable {

    private final TestDatabases server;
    private final TestDatabase database;

    private Lab(TestDatabases server, TestDatabase database) {
        this.server = server;
        this.database = database;
    }

    /** The server is that of the testkit, or the one that it is told of. */
    static Lab open() {
        TestDatabases server = TestDatabases.start();
        try {
            return new Lab(server, server.newDatabase());
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    TestDatabase database() {
        return database;
    }

    Optional<ServerControl> control() {
        return server.control();
    }

    Place.Address address() {
        return new Place.Address(database.url(), database.user(), database.password());
    }

    int version() {
        return server.majorVersion();
    }

    /** How far the database's clock may be from ours. */
    Duration clockError() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
            Instant before = Instant.now();
            try (ResultSet row = statement.executeQuery("select clock_timestamp() as time")) {
                row.next();
                Instant there = row.getObject("time", OffsetDateTime.class).toInstant();
                Duration early = Duration.between(there, before);
                Duration late = Duration.between(Instant.now(), there);
                Duration error = early.compareTo(late) > 0 ? early : late;
                return error.isNegative() ? Duration.ZERO : error;
            }
        }
    }

    /** How many jobs are not finished. */
    long unfinished() {
        return count("select count(*) from jobs where status in ('new', 'running')");
    }

    private long count(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Undoes what a fault may have left. */
    void mend() {
        control().ifPresent(ServerControl::thaw);
        control().ifPresent(ServerControl::start);
    }

    @Override
    public void close() {
        server.close();
    }
}
