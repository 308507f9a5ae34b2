package io.github.pgqueue.vertx.internal;

import io.github.pgqueue.spi.RingSink;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands before a sink and lets nothing through once it is shut. Thread-safe.
 *
 * <pre>
 *   NEW ───open──▶ OPEN
 *   NEW ───lost──▶ SHUT   who opens is told
 *   OPEN ──lost──▶ SHUT   the sink is told
 *   any ───close─▶ SHUT   nobody is told
 * </pre>
 */
final class Gate {

    private static final System.Logger LOG = System.getLogger(Gate.class.getName());

    /** A sink returns at once; one that does not is not to hold up closing. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private enum State {
        NEW,
        OPEN,
        SHUT
    }

    private final RingSink sink;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile State state = State.NEW;

    Gate(RingSink sink) {
        this.sink = sink;
    }

    boolean isShut() {
        return state == State.SHUT;
    }

    /** Whether it was not shut before. */
    boolean open() {
        lock.lock();
        try {
            if (state == State.NEW) {
                state = State.OPEN;
            }
            return state == State.OPEN;
        } finally {
            lock.unlock();
        }
    }

    /** Passes a ring on. What the sink throws would end the connection: it is logged, and costs no further ring. */
    void ring(String payload) {
        tell(() -> {
            if (!isShut()) {
                sink.ring(payload);
            }
        });
    }

    /** Tells the loss, once, of a connection that was open. */
    void lost(Throwable cause) {
        tell(() -> {
            if (shut() == State.OPEN) {
                sink.lost(cause);
            }
        });
    }

    private void tell(Runnable word) {
        lock.lock();
        try {
            word.run();
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

    /** The state before. */
    private State shut() {
        State before = state;
        state = State.SHUT;
        return before;
    }
}
