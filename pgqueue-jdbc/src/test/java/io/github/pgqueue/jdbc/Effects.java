package io.github.pgqueue.jdbc;

import io.github.pgqueue.testkit.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A table of a user's own, in which a handler leaves one row a job. */
final class Effects {

    private final TestDatabase database;

    private Effects(TestDatabase database) {
        this.database = database;
    }

    static Effects create(TestDatabase database) {
        database.execute("create table if not exists effects (job bigint not null)");
        database.execute("truncate effects");
        return new Effects(database);
    }

    static void write(Connection connection, long job) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into effects (job) values (" + job + ")");
        }
    }

    long count() throws SQLException {
        return Long.parseLong(
                Stores.query(database, "select count(*) from effects").get(0));
    }

    long count(long job) throws SQLException {
        return Long.parseLong(Stores.query(database, "select count(*) from effects where job = " + job)
                .get(0));
    }
}
