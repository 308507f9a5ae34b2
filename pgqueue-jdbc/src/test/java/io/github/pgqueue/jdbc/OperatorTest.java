package io.github.pgqueue.jdbc;

import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A table of its own, and who operates on it, for all tests of a class. */
abstract class OperatorTest {

    static final String QUEUE = "mail";

    static TestDatabase database;
    static QueueStore store;
    static JobAdmin admin;

    @BeforeAll
    static void open() {
        database = TestDatabases.shared().newDatabase();
        store = Stores.ready(database, "jobs");
        admin = store.admin().orElseThrow();
    }

    @AfterAll
    static void close() {
        store.close();
        database.close();
    }
}
