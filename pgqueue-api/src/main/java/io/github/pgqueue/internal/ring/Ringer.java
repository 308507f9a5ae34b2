package io.github.pgqueue.internal.ring;

import io.github.pgqueue.internal.threads.Alarm;
import io.github.pgqueue.internal.threads.Backoff;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.internal.threads.Pace;
import io.github.pgqueue.spi.Ring;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Tells other processes of what was pushed here, after the push was committed and without holding it up. What comes
 * while it sends or rests goes out together, one ring a queue. Thread-safe.
 *
 * <pre>
 *   IDLE ──ring──▶ SENDING ──sent or failed──▶ RESTING
 *    ▲                ▲                           │
 *    │                └──rested, more to tell─────┤
 *    └──────────────rested, no more───────────────┘
 * </pre>
 */
public final class Ringer {

    private static final Logger LOG = System.getLogger(Ringer.class.getName());

    /** Few enough statements to cost a busy server nothing, and too short for a worker to miss much. */
    private static final Duration LONGEST_REST = Duration.ofMillis(5);

    /**
     * For each push that was told of. So below a thousand a second, which are few beside their own commits, hardly any
     * waits for the ring of another; and above that rings soon rest for as long as they may.
     */
    private static final Duration REST_A_PUSH = Duration.ofMillis(1);

    /** So much earlier, so that single jobs now and then need not wait for one another's rings. */
    private static final Duration CREDIT = Duration.ofMillis(20);

    private static final int MOST_ASIDES = 8;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private enum State {
        IDLE,
        SENDING,
        RESTING
    }

    private final Consumer<Collection<Ring>> bell;
    private final Executor thread;
    private final Alarm alarm;
    /** Used by who sends, and while nobody does by who holds this' lock. */
    private final Pace pace = new Pace(CREDIT);

    private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);

    /** Held while a statement is under way, and never by who pushes. */
    private final Object line = new Object();

    private final Map<String, Ring> pending = new HashMap<>();
    private final Set<Ring> asides = new LinkedHashSet<>();
    /** Since the last rings. */
    private int pushes;

    private State state = State.IDLE;
    private boolean closed;

    public Ringer(Consumer<Collection<Ring>> bell, EngineThreads threads) {
        this(bell, threads, threads.ringer());
    }

    Ringer(Consumer<Collection<Ring>> bell, EngineThreads threads, Executor thread) {
        this.bell = bell;
        this.thread = thread;
        this.alarm = threads.alarm(this::rested);
    }

    /** Whether who pushes may as well tell by himself: nothing is being told, or to be told, or rests from that. */
    public synchronized boolean isQuiet() {
        return state == State.IDLE && !closed;
    }

    /** Who has pushed has told others by himself, which counts like a ring of ours. */
    public void told() {
        Duration rest;
        synchronized (this) {
            if (!isQuiet()) {
                return;
            }
            rest = pace.next(rest(1));
            if (rest.isZero()) {
                return;
            }
            state = State.RESTING;
        }
        setAlarm(rest);
    }

    /** Returns at once. After closing, nobody is told any more. */
    public void ring(Ring ring) {
        add(() -> {
            pending.merge(ring.queueName(), ring, Ringer::both);
            pushes++;
            return true;
        });
    }

    /**
     * The same for what saves others a look: not told where there is so much to tell that it saves nothing, nor twice.
     * It follows the rings that came before it.
     */
    public void tell(Ring ring) {
        add(() -> state != State.RESTING && asides.size() < MOST_ASIDES && asides.add(ring));
    }

    private void add(BooleanSupplier isAdded) {
        synchronized (this) {
            if (closed || !isAdded.getAsBoolean()) {
                return;
            }
            if (state != State.IDLE) {
                return;
            }
            state = State.SENDING;
        }
        submit();
    }

    private void submit() {
        try {
            thread.execute(this::send);
        } catch (RejectedExecutionException ended) {
            // The node has ended, and has told what was left.
            LOG.log(Level.TRACE, "not told any more", ended);
        } catch (RuntimeException | Error noThread) {
            trySoon(noThread);
        }
    }

    /** A push has succeeded, whatever becomes of its ring. */
    private void trySoon(Throwable noThread) {
        LOG.log(Level.WARNING, "no thread can be had to tell other processes of jobs; tried again", noThread);
        synchronized (this) {
            state = State.RESTING;
        }
        setAlarm(FIRST_PAUSE);
    }

    private void setAlarm(Duration rest) {
        try {
            alarm.set(rest);
        } catch (RuntimeException | Error noAlarm) {
            // It is kept all the same, and goes on with the next alarm of anybody.
            LOG.log(Level.DEBUG, "no alarm can be set", noAlarm);
        }
    }

    private void send() {
        Duration rest = tell();
        synchronized (this) {
            state = State.RESTING;
            if (closed) {
                return;
            }
        }
        if (rest.isZero()) {
            rested();
        } else {
            alarm.set(rest);
        }
    }

    private void rested() {
        synchronized (this) {
            state = pending.isEmpty() && asides.isEmpty() ? State.IDLE : State.SENDING;
            if (state == State.IDLE) {
                return;
            }
        }
        submit();
    }

    /** What cannot be told is kept, to be told later. The time until then. */
    private Duration tell() {
        synchronized (line) {
            Lot lot = take();
            if (lot.rings.isEmpty()) {
                return Duration.ZERO;
            }
            try {
                bell.accept(lot.rings);
                pauses.reset();
                return pace.next(lot.rest);
            } catch (RuntimeException | Error failure) {
                keep(lot.rings, failure);
                return pauses.next();
            }
        }
    }

    /** What goes out together, and how long it is to rest for that. */
    private record Lot(List<Ring> rings, Duration rest) {}

    private synchronized Lot take() {
        List<Ring> rings = new ArrayList<>(pending.values());
        rings.addAll(asides);
        Duration rest = asides.isEmpty() ? rest(pushes) : LONGEST_REST;
        pending.clear();
        asides.clear();
        pushes = 0;
        return new Lot(rings, rest);
    }

    static Duration rest(int pushes) {
        Duration rest = REST_A_PUSH.multipliedBy(pushes);
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }

    private synchronized void keep(List<Ring> rings, Throwable failure) {
        rings.stream()
                .filter(ring -> ring.kind() == Ring.Kind.WORK)
                .forEach(ring -> pending.merge(ring.queueName(), ring, Ringer::both));
        // Once for each time of trouble, however often it is tried.
        LOG.log(
                pauses.isFresh() && !closed && !pending.isEmpty() ? Level.WARNING : Level.DEBUG,
                "cannot tell other processes of jobs in " + pending.size() + " queues; it is tried again, and meanwhile"
                        + " they find them when they look by themselves",
                failure);
    }

    /** Tells what is left, but takes no longer than the limit. */
    public void close(Duration limit) {
        synchronized (this) {
            closed = true;
            if (state != State.SENDING && pending.isEmpty()) {
                return;
            }
        }
        alarm.cancel();
        EngineThreads.runBounded("pgqueue-last-ring", this::tell, limit);
    }

    private static Ring both(Ring one, Ring other) {
        boolean same = one.jobId().equals(other.jobId());
        Optional<Instant> due =
                one.dueAt().flatMap(first -> other.dueAt().map(second -> first.isBefore(second) ? first : second));
        return new Ring(one.queueName(), same ? one.jobId() : OptionalLong.empty(), due);
    }
}
