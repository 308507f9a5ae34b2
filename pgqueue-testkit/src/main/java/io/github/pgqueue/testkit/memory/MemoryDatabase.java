package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.TableName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tables and channels of one backend object. Thread-safe. */
final class MemoryDatabase {

    private final Map<TableName, MemoryTable> tables = new ConcurrentHashMap<>();
    private final MemoryChannels channels = new MemoryChannels();
    private volatile boolean running = true;

    MemoryChannels channels() {
        return channels;
    }

    void createTable(TableName name) {
        requireRunning();
        tables.computeIfAbsent(name, table -> new MemoryTable(ring -> channels.send(table.channel(), ring.format())));
    }

    MemoryTable table(TableName name) {
        requireRunning();
        MemoryTable table = tables.get(name);
        if (table == null) {
            throw new StoreException("table " + name + " is not there; bootstrap() creates it", null);
        }
        return table;
    }

    void stop() {
        running = false;
        channels.stop();
    }

    void start() {
        channels.start();
        running = true;
    }

    private void requireRunning() {
        if (!running) {
            throw new StoreException("the in-memory backend is stopped", null);
        }
    }
}
