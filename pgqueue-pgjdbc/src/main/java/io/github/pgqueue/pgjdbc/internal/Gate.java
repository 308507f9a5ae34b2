package io.github.pgqueue.pgjdbc.internal;

import io.github.pgqueue.spi.RingSink;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands before a sink and lets nothing through once it is shut. Thread-safe.
 *
 * <pre>
 *   OPEN ──lost──▶ SHUT   the sink is told
 *   OPEN ──close─▶ SHUT   the sink is not told
 * </pre>
 */
final class Gate {

    private static final System.Logger LOG = System.getLogger(Gate.class.getName());

    /** A sink returns at once; one that does not is not to hold up closing. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private enum State {
        OPEN,
        SHUT
    }

    private final RingSink sink;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile State state = State.OPEN;

    Gate(RingSink sink) {
        this.sink = sink;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Passes a ring on. What the sink throws is logged, and costs no further ring. */
    void ring(String payload) {
        lock.lock();
        try {
            if (isOpen()) {
                sink.ring(payload);
            }
        } catch (RuntimeException | Error thrown) {
            LOG.log(System.Logger.Level.WARNING, "the sink of a listening connection threw", thrown);
        } finally {
            lock.unlock();
        }
    }

    /** Tells the loss, once, unless the owner closed. */
    void lost(Throwable cause) {
        lock.lock();
        try {
            if (shut()) {
                sink.lost(cause);
            }
        } catch (RuntimeException | Error thrown) {
            LOG.log(System.Logger.Level.WARNING, "the sink of a listening connection threw", thrown);
        } finally {
            lock.unlock();
        }
    }

    /** After this the sink hears nothing more; a call that is under way is waited for, for a moment. */
    void close() {
        boolean locked = false;
        try {
            locked = lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        shut();
        if (locked) {
            lock.unlock();
        }
    }

    private boolean shut() {
        boolean wasOpen = isOpen();
        state = State.SHUT;
        return wasOpen;
    }
}
