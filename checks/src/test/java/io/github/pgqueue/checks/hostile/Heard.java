package io.github.pgqueue.checks.hostile;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * All that could end up in somebody's log: every record at every level, and what tests add. Of the drivers only
 * what they say unasked: those who turn their tracing on want to see every byte. Thread-safe.
 */
final class Heard extends Handler {

    private static final List<String> DRIVERS = List.of("org.postgresql", "com.impossibl", "io.netty");

    private final Queue<String> texts = new ConcurrentLinkedQueue<>();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final List<Handler> others = List.of(root.getHandlers());
    private final SimpleFormatter formatter = new SimpleFormatter();

    Heard() {
        setLevel(Level.ALL);
        // Nobody wants to read all that on the console.
        others.forEach(root::removeHandler);
        root.setLevel(Level.ALL);
        root.addHandler(this);
    }

    @Override
    public void publish(LogRecord entry) {
        String logger = String.valueOf(entry.getLoggerName());
        if (entry.getLevel().intValue() < Level.INFO.intValue()
                && DRIVERS.stream().anyMatch(logger::startsWith)) {
            return;
        }
        texts.add(logger + " " + formatter.formatMessage(entry) + " " + Arrays.deepToString(entry.getParameters()));
        if (entry.getThrown() != null) {
            add(entry.getThrown());
        }
    }

    void add(String text) {
        texts.add(text);
    }

    /** With all that it leads to: causes, what was suppressed, and what else a driver has to say. */
    void add(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        texts.add(trace.toString());
        reachable(thrown).forEach(each -> texts.add(each + " " + each.getMessage()));
    }

    private static Set<Throwable> reachable(Throwable thrown) {
        Set<Throwable> all = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> left = new ArrayDeque<>(List.of(thrown));
        while (!left.isEmpty()) {
            Throwable each = left.remove();
            if (all.add(each)) {
                left.addAll(List.of(each.getSuppressed()));
                if (each.getCause() != null) {
                    left.add(each.getCause());
                }
                if (each instanceof SQLException sql && sql.getNextException() != null) {
                    left.add(sql.getNextException());
                }
            }
        }
        return all;
    }

    List<String> texts() {
        return List.copyOf(texts);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        root.setLevel(before);
        others.forEach(root::addHandler);
    }
}
