package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.RingSink;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who listens, and how they hear. Thread-safe. */
final class MemoryChannels {

    private final Set<MemoryConnection> connections = ConcurrentHashMap.newKeySet();
    private boolean running = true;

    /** Under the lock that {@link #stop} takes, so that no connection outlives it. */
    synchronized MemoryConnection connect(String channel, RingSink sink) {
        if (!running) {
            throw new StoreException("the in-memory backend is stopped", null);
        }
        MemoryConnection connection = new MemoryConnection(channel, sink, connections::remove);
        connections.add(connection);
        return connection;
    }

    void send(String channel, String text) {
        connections.forEach(connection -> connection.hear(channel, text));
    }

    int count() {
        return connections.size();
    }

    int breakAll(String reason) {
        List<MemoryConnection> all = List.copyOf(connections);
        all.forEach(connection -> connection.fail(new StoreException(reason, null)));
        return all.size();
    }

    void stop() {
        synchronized (this) {
            running = false;
        }
        breakAll("the in-memory backend was stopped");
    }

    synchronized void start() {
        running = true;
    }
}
