package io.github.pgqueue.internal.ring;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class warns of, as long as this is open. Thread-safe. */
final class Warnings extends Handler implements AutoCloseable {

    private final Logger logger;
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();

    Warnings(Class<?> origin) {
        this.logger = Logger.getLogger(origin.getName());
        logger.addHandler(this);
    }

    List<String> texts() {
        return List.copyOf(texts);
    }

    @Override
    public void publish(LogRecord logged) {
        if (logged.getLevel() == Level.WARNING) {
            texts.add(logged.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
