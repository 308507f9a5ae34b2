package io.github.pgqueue.internal;

import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.ListenerProvider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one listening connection for as long as the node lives: makes it, passes its rings on, and makes
 * it anew when it is lost. After each connect all subscriptions look into the table, as rings may have
 * been missed; after each loss too, as from then on they must look by themselves. The states are drawn in
 * {@link ListenerState}. Thread-safe.
 */
final class ListenerSupervisor {

    private static final Logger LOG = System.getLogger(ListenerSupervisor.class.getName());

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final ListenerProvider provider;
    private final PgQueuesConfig config;
    private final Subscribers subscribers;
    private final Thread thread = EngineThreads.daemon("pgqueue-listener", this::run);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Call call;
    private ListenerState state = ListenerState.IDLE;

    ListenerSupervisor(ListenerProvider provider, PgQueuesConfig config, Subscribers subscribers) {
        this.provider = provider;
        this.config = config;
        this.subscribers = subscribers;
    }

    synchronized ListenerState state() {
        return state;
    }

    /** The first call starts it. */
    synchronized void start() {
        if (state == ListenerState.IDLE) {
            change(ListenerState.CONNECTING);
            thread.start();
        }
    }

    /** Returns in bounded time, even while a connect hangs; what that one brings is then closed. */
    void close() {
        change(ListenerState.CLOSED);
        closed.countDown();
        Call current = call;
        if (current != null) {
            current.end();
        }
        EngineThreads.joinBounded(thread, CLOSE_TIMEOUT);
    }

    /**
     * The one place where the state changes.
     *
     * @return whether it is another one now
     */
    private synchronized boolean change(ListenerState next) {
        boolean changes = state != next && state != ListenerState.CLOSED;
        if (changes) {
            state = next;
        }
        return changes;
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        try {
            while (closed.getCount() > 0) {
                long since = System.nanoTime();
                Throwable cause = listenOnce();
                if (System.nanoTime() - since > LONGEST_PAUSE.toNanos()) {
                    backoff.reset();
                }
                lost(cause);
                closed.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException interrupted) {
            // Nobody has a reason to, and nothing of this thread outlives it.
            LOG.log(Level.WARNING, "the listener was interrupted and ends; jobs are found by polling", interrupted);
            change(ListenerState.LOST);
        }
    }

    /** One connection, from its making to its end. */
    private @Nullable Throwable listenOnce() throws InterruptedException {
        Call current = new Call(subscribers);
        call = current;
        try {
            ListenerConnection connection =
                    provider.connect(config, config.table().channel(), current);
            try {
                return talk(current);
            } finally {
                connection.close();
            }
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception | LinkageError failure) {
            return failure;
        }
    }

    private @Nullable Throwable talk(Call current) throws InterruptedException {
        if (closed.getCount() == 0) {
            return null;
        }
        listening();
        return current.awaitEnd();
    }

    private void listening() {
        if (change(ListenerState.LISTENING)) {
            LOG.log(Level.DEBUG, "listening on {0} by {1}", config.table().channel(), provider.name());
        }
        subscribers.sweep();
    }

    private void lost(@Nullable Throwable cause) {
        if (change(ListenerState.LOST)) {
            LOG.log(
                    Level.WARNING,
                    "the listening connection (" + provider.name()
                            + ") is lost or cannot be made; jobs are found every " + config.pollInterval()
                            + " until it is back",
                    cause);
            subscribers.sweep();
        }
    }
}
