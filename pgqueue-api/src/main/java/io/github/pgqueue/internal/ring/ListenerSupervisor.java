package io.github.pgqueue.internal.ring;

import io.github.pgqueue.Health;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.internal.threads.Backoff;
import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.Ring;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one listening connection for as long as the node lives: makes it, passes its rings on, has it proven by
 * rings of the node's own, and makes it anew when it is lost or deaf. After each connect all subscriptions look
 * into the table, as rings may have been missed; after each loss too, as from then on they must look by
 * themselves. The states are drawn in {@link ListenerState}. Thread-safe.
 */
public final class ListenerSupervisor implements Proofs {

    private static final Logger LOG = System.getLogger(ListenerSupervisor.class.getName());

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Where connecting works and yet nothing is heard, as behind some poolers, it will hardly be better soon. */
    private static final Duration LONGEST_DEAF_PAUSE = Duration.ofSeconds(60);

    /** Who is told. Returns at once. */
    public interface Audience {
        /** Somebody rang. */
        void heard(Ring ring);

        /** Rings may have been missed, or will be: look into the table. */
        void sweep();

        /** A beat is to carry a proof now. */
        void prove();

        /** The state has changed; called under a lock. */
        void changed(ListenerState state);
    }

    private final ListenerProvider provider;
    private final PgQueuesConfig config;
    private final Call.Proving proving;
    private final Audience audience;
    private final Thread thread = EngineThreads.daemon("pgqueue-listener", this::run);
    private final Backoff losses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    private final Backoff deafness = new Backoff(FIRST_PAUSE, LONGEST_DEAF_PAUSE);
    private final Set<Trouble.Kind> told = EnumSet.noneOf(Trouble.Kind.class);
    private volatile @Nullable Call call;

    private ListenerState state = ListenerState.IDLE;
    private Deadline since = Deadline.in(Duration.ZERO);
    private Deadline retryAt = Deadline.in(Duration.ZERO);
    private @Nullable Deadline proof;
    private @Nullable String problem;

    public ListenerSupervisor(ListenerProvider provider, PgQueuesConfig config, String node, Audience audience) {
        this.provider = provider;
        this.config = config;
        this.proving = new Call.Proving(node, config.proofInterval());
        this.audience = audience;
    }

    public synchronized ListenerState state() {
        return state;
    }

    /** What is known here, besides what its owner knows. */
    public synchronized Health health(ListenerState shown, boolean leaseHeld) {
        return new Health(
                shown,
                since.ago(),
                Optional.ofNullable(proof).map(Deadline::ago),
                Optional.ofNullable(problem),
                leaseHeld);
    }

    /** The first call starts it. */
    public synchronized void start() {
        if (state == ListenerState.IDLE) {
            // First: what cannot be started now can be later.
            thread.start();
            change(ListenerState.CONNECTING);
        }
    }

    /** Connects without waiting longer: someone has seen the store alive. */
    public synchronized void retryNow() {
        retryAt = Deadline.in(Duration.ZERO);
        notifyAll();
    }

    /**
     * Returns in bounded time, even while a connect hangs; what that one brings is then closed.
     *
     * @param limit how long to wait for the connection to be closed
     */
    public void close(Duration limit) {
        synchronized (this) {
            change(ListenerState.CLOSED);
            notifyAll();
        }
        Call current = call;
        if (current != null) {
            current.end();
        }
        EngineThreads.joinBounded(thread, limit);
    }

    private synchronized boolean isClosed() {
        return state == ListenerState.CLOSED;
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
            since = Deadline.in(Duration.ZERO);
            audience.changed(next);
        }
        return changes;
    }

    private void run() {
        try {
            while (!isClosed()) {
                pause(listenOnce());
            }
        } catch (InterruptedException interrupted) {
            // Nobody has a reason to, and nothing of this thread outlives it.
            LOG.log(Level.WARNING, "the listener was interrupted and ends; jobs are found by polling", interrupted);
            change(ListenerState.LOST);
        }
    }

    private synchronized void pause(Duration time) throws InterruptedException {
        retryAt = Deadline.in(time);
        while (!isClosed() && !retryAt.isOver()) {
            TimeUnit.NANOSECONDS.timedWait(
                    this, Math.max(1_000_000, retryAt.left().toNanos()));
        }
    }

    /** One connection, from its making to its end; and how long to wait before the next. */
    private Duration listenOnce() throws InterruptedException {
        Call current = new Call(proving, new Ears());
        call = current;
        Optional<Trouble> trouble;
        boolean made = false;
        try {
            ListenerConnection connection =
                    provider.connect(config, config.table().channel(), current);
            made = true;
            try {
                trouble = talk(current);
                // Before the connection is closed, which may take a while.
                trouble.ifPresent(this::trouble);
            } finally {
                connection.close();
            }
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception | Error failure) {
            // Whatever it is: without this thread nobody would ever listen again.
            trouble = Optional.of(made ? Trouble.lost(failure) : Trouble.refused(failure));
            trouble.ifPresent(this::trouble);
        }
        if (current.isProven()) {
            losses.reset();
            deafness.reset();
        }
        boolean deaf =
                trouble.filter(one -> one.state() == ListenerState.SUSPECT).isPresent();
        return deaf ? deafness.next() : losses.next();
    }

    private Optional<Trouble> talk(Call current) throws InterruptedException {
        if (isClosed()) {
            return Optional.empty();
        }
        if (change(ListenerState.LISTENING)) {
            LOG.log(Level.DEBUG, "listening on {0} by {1}", config.table().channel(), provider.name());
        }
        current.begin();
        audience.sweep();
        audience.prove();
        return current.awaitEnd();
    }

    private void trouble(Trouble found) {
        boolean first;
        boolean changed;
        Trouble trouble;
        synchronized (this) {
            trouble = proof == null ? found : found.afterProof();
            problem = trouble.describe(provider.name());
            first = !isClosed() && told.add(trouble.kind());
            changed = change(trouble.state());
        }
        // Also where the state stays: it was lost, and now it is refused.
        if (first) {
            LOG.log(
                    Level.WARNING,
                    trouble.describe(provider.name()) + "; jobs are found every " + config.pollInterval()
                            + " until rings arrive",
                    trouble.cause());
        }
        if (changed) {
            audience.sweep();
        }
    }

    private void proven(Call by) {
        boolean changed;
        boolean again;
        synchronized (this) {
            if (by != call || state != ListenerState.LISTENING && state != ListenerState.PROVEN) {
                return;
            }
            proof = Deadline.in(Duration.ZERO);
            changed = change(ListenerState.PROVEN);
            again = changed && !told.isEmpty();
            told.clear();
        }
        if (changed) {
            // From now on they look at another interval.
            audience.sweep();
        }
        if (again) {
            LOG.log(
                    Level.INFO,
                    "rings on {0} arrive again, by {1}",
                    config.table().channel(),
                    provider.name());
        }
    }

    @Override
    public Optional<Ring> next() {
        return current().next();
    }

    @Override
    public Duration untilNext() {
        return current().untilNext();
    }

    @Override
    public void sent(Ring proof) {
        current().sent(proof);
    }

    @Override
    public void notSent(Throwable failure) {
        LOG.log(Level.DEBUG, "a beat that carried a proof failed; the next carries none", failure);
        current().notSent(failure);
    }

    private Proofs current() {
        Call current = call;
        return current == null ? NONE : current;
    }

    /** On the driver's thread. */
    private final class Ears implements Call.Ears {
        @Override
        public void heard(Ring ring) {
            audience.heard(ring);
        }

        @Override
        public void proven(Call by) {
            ListenerSupervisor.this.proven(by);
        }
    }
}
