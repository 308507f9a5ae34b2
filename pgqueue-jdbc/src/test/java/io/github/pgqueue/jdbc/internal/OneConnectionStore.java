package io.github.pgqueue.jdbc.internal;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** A store whose only connection can be asked what the server knows of its session alone. */
final class OneConnectionStore implements AutoCloseable {

    private final TestDatabase database = TestDatabases.shared().newDatabase();
    private final HikariDataSource pool = new HikariDataSource();
    private final Operations store;

    OneConnectionStore() {
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(1);
        store = new Operations(pool, PgQueuesConfig.builder(pool).build(), Optional.empty(), Optional.empty());
        store.bootstrap();
    }

    TestDatabase database() {
        return database;
    }

    Operations store() {
        return store;
    }

    /** Its connection, while it needs none itself. */
    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }
}
