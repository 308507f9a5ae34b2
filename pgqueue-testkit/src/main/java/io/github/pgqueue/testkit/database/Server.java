package io.github.pgqueue.testkit.database;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A server and the databases that were made on it. Thread-safe. */
abstract class Server {

    private static final int FIRST_WITH_STRATEGIES = 15;

    private final Set<TestDatabase> made = ConcurrentHashMap.newKeySet();
    private @Nullable Workshop workshop;
    private boolean templateIsWarm;
    private boolean closed;

    /** The database to start from. */
    abstract TestDatabase database();

    abstract Optional<ServerControl> control();

    /** Ends what was started; called once. */
    abstract void end();

    /** How a new database gets its content; empty for what the server does unasked. */
    String strategy(int majorVersion) {
        // The checkpoints that this takes cost little where nothing is flushed, a log of all pages much.
        return majorVersion < FIRST_WITH_STRATEGIES ? "" : " strategy file_copy";
    }

    TestDatabase make(String name, int majorVersion) {
        String strategy = strategy(majorVersion);
        if (!strategy.isEmpty()) {
            warmTemplate();
        }
        return create(name, strategy);
    }

    /** A copy of a database that nobody is connected to. */
    TestDatabase copy(TestDatabase template, String name, int majorVersion) {
        return create(name, " template " + template.name() + strategy(majorVersion));
    }

    private TestDatabase create(String name, String how) {
        workshop().execute("create database " + name + how);
        TestDatabase database = database().sibling(name);
        made.add(database);
        return database;
    }

    /** The first to connect leaves a file there that spares all who do so later some work, and that is copied too. */
    private synchronized void warmTemplate() {
        if (!templateIsWarm) {
            database().sibling("template1").execute("select 1");
            templateIsWarm = true;
        }
    }

    void drop(TestDatabase database) {
        if (made.remove(database)) {
            workshop().execute("drop database if exists " + database.name() + " with (force)");
        }
    }

    private synchronized Workshop workshop() {
        if (workshop == null) {
            workshop = new Workshop(database());
        }
        return workshop;
    }

    final synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                end();
            } finally {
                workshop().close();
            }
        }
    }

    /** For a server that goes on without us. */
    final void dropAll() {
        Set.copyOf(made).forEach(this::drop);
    }
}
