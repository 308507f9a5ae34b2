package io.github.pgqueue.internal.observe;

import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.QueueObserver;
import io.github.pgqueue.internal.threads.EngineThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells an observer what happens, on a thread of its own; costs nothing where there is none. Thread-safe. */
public final class Events {

    private static final Logger LOG = System.getLogger(Events.class.getName());

    private static final int MOST_WAITING = 10_000;
    private static final long LOOK_MILLIS = 500;

    private final @Nullable QueueObserver observer;
    private final BlockingQueue<QueueEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean dropping = new AtomicBoolean();
    private volatile boolean closed;

    public Events(Optional<QueueObserver> observer) {
        this.observer = observer.orElse(null);
    }

    public boolean isObserved() {
        return observer != null;
    }

    public void tell(Supplier<QueueEvent> event) {
        if (observer == null || closed) {
            return;
        }
        if (!waiting.offer(event.get())) {
            if (dropping.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "the observer is too slow; events are dropped");
            }
        } else if (started.compareAndSet(false, true)) {
            startObserving();
        }
    }

    /** What happens is not to fail because nobody can be told of it. */
    private void startObserving() {
        try {
            EngineThreads.daemon("pgqueue-observer", this::run).start();
        } catch (RuntimeException | Error noThread) {
            started.set(false);
            LOG.log(Level.WARNING, "no thread can be had for the observer; tried again", noThread);
        }
    }

    /** What waits is still told; nobody waits for it. */
    public void close() {
        closed = true;
    }

    private void run() {
        try {
            while (true) {
                QueueEvent event = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (event != null) {
                    tell(event);
                } else if (closed) {
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            LOG.log(Level.DEBUG, "the observer was interrupted; nothing more is told", interrupted);
        }
    }

    private void tell(QueueEvent event) {
        QueueObserver one = observer;
        try {
            if (one != null) {
                one.onEvent(event);
            }
        } catch (Throwable broken) {
            LOG.log(Level.DEBUG, "the observer failed", broken);
        }
        if (waiting.isEmpty()) {
            dropping.set(false);
        }
        // An interrupt that the observer left is not meant for this thread.
        Thread.interrupted();
    }
}
