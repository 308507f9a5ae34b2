package io.github.pgqueue.testkit.database;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server and the databases that were made on it. Thread-safe. */
abstract class Server {

    private final Set<TestDatabase> made = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /** The database to start from. */
    abstract TestDatabase database();

    abstract Optional<ServerControl> control();

    /** Ends what was started; called once. */
    abstract void end();

    TestDatabase keep(TestDatabase database) {
        made.add(database);
        return database;
    }

    void drop(TestDatabase database) {
        if (made.remove(database)) {
            database().execute("drop database if exists " + database.name() + " with (force)");
        }
    }

    final synchronized void close() {
        if (!closed) {
            closed = true;
            end();
        }
    }

    /** For a server that goes on without us. */
    final void dropAll() {
        Set.copyOf(made).forEach(this::drop);
    }
}
