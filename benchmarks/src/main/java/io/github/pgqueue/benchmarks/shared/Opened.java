package io.github.pgqueue.benchmarks.shared;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What is to be closed, the last one first, whatever each of them throws. */
public final class Opened implements AutoCloseable {

    private final Deque<AutoCloseable> all = new ArrayDeque<>();

    /** Makes one with nothing in it. */
    public Opened() {}

    /**
     * Remembers what was opened.
     *
     * @param opened is closed before what was kept earlier
     * @param <T> its type
     * @return the same
     */
    public <T extends AutoCloseable> T keep(T opened) {
        all.push(opened);
        return opened;
    }

    /**
     * Closes all because of a failure, which stays the one that is told.
     *
     * @param failure why
     */
    public void closeAfter(Exception failure) {
        Exception more = closeAll();
        if (more != null) {
            failure.addSuppressed(more);
        }
    }

    @Override
    public void close() {
        Exception failure = closeAll();
        if (failure != null) {
            throw new IllegalStateException("Not closed: " + failure.getMessage(), failure);
        }
    }

    private @Nullable Exception closeAll() {
        Exception first = null;
        for (AutoCloseable next = all.poll(); next != null; next = all.poll()) {
            try {
                next.close();
            } catch (Exception e) {
                first = first == null ? e : first;
            }
        }
        return first;
    }
}
