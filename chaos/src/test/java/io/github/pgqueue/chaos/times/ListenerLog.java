package io.github.pgqueue.chaos.times;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What nodes say of their listeners, instead of the console. Thread-safe. */
final class ListenerLog extends Handler implements AutoCloseable {

    /** Kept, since a logger that nobody holds forgets its level. */
    private static final Logger ALL = Logger.getLogger("io.github.pgqueue");

    private static final Logger POOL = Logger.getLogger("com.zaxxer.hikari");
    private static final Logger LISTENER = Logger.getLogger("io.github.pgqueue.internal.ring.ListenerSupervisor");

    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();

    ListenerLog() {
        ALL.setLevel(Level.OFF);
        POOL.setLevel(Level.OFF);
        LISTENER.setLevel(Level.WARNING);
        LISTENER.setUseParentHandlers(false);
        LISTENER.addHandler(this);
    }

    /** How many warnings have all of these words. */
    long count(String... words) {
        return warnings.stream()
                .filter(warning -> Arrays.stream(words).allMatch(warning::contains))
                .count();
    }

    @Override
    public void publish(LogRecord line) {
        warnings.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LISTENER.removeHandler(this);
        LISTENER.setUseParentHandlers(true);
        LISTENER.setLevel(null);
        POOL.setLevel(null);
        ALL.setLevel(null);
    }
}
