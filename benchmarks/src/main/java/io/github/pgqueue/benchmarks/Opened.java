package io.github.pgqueue.benchmarks;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What is to be closed, the last one first, whatever each of them throws. */
final class Opened implements AutoCloseable {

    private final Deque<AutoCloseable> all = new ArrayDeque<>();

    <T extends AutoCloseable> T keep(T opened) {
        all.push(opened);
        return opened;
    }

    /** Closes all because of a failure, which stays the one that is told. */
    void closeAfter(Exception failure) {
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
