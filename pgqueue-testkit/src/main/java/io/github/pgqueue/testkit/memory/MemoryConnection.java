package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.RingSink;
import java.util.function.Consumer;

/**
 * One who listens. Rings come on the thread of whoever sends them, one at a time, and never after the
 * end. Thread-safe.
 *
 * <pre>
 *   OPEN ──closed by its owner──▶ ENDED
 *     └────broken: told once────▶ ENDED
 * </pre>
 */
final class MemoryConnection implements ListenerConnection {

    private static final System.Logger LOG = System.getLogger(MemoryConnection.class.getName());

    private enum State {
        OPEN,
        ENDED
    }

    private final String channel;
    private final RingSink sink;
    private final Consumer<MemoryConnection> onEnd;
    private State state = State.OPEN;

    MemoryConnection(String channel, RingSink sink, Consumer<MemoryConnection> onEnd) {
        this.channel = channel;
        this.sink = sink;
        this.onEnd = onEnd;
    }

    synchronized void hear(String onChannel, String text) {
        if (state == State.OPEN && channel.equals(onChannel)) {
            try {
                sink.ring(text);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "A sink failed; the listener goes on", e);
            }
        }
    }

    synchronized void fail(Throwable cause) {
        if (end()) {
            sink.lost(cause);
        }
    }

    @Override
    public synchronized void close() {
        end();
    }

    /** The one place where the state changes; whether it did. */
    private boolean end() {
        boolean wasOpen = state == State.OPEN;
        state = State.ENDED;
        if (wasOpen) {
            onEnd.accept(this);
        }
        return wasOpen;
    }
}
