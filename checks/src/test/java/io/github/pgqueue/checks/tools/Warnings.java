package io.github.pgqueue.checks.tools;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the project's classes warn of, as long as this is open; of what was thrown the message. Thread-safe. */
public final class Warnings extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("io.github.pgqueue");
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();

    /** Begins to listen. */
    public Warnings() {
        logger.addHandler(this);
    }

    /** The warnings so far, in order. */
    public List<String> texts() {
        return List.copyOf(texts);
    }

    /** Those so far that have this in them. */
    public List<String> texts(String part) {
        return texts.stream().filter(text -> text.contains(part)).toList();
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            String thrown =
                    entry.getThrown() == null ? "" : ": " + entry.getThrown().getMessage();
            texts.add(formatter.formatMessage(entry) + thrown);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
