package io.github.pgqueue.internal.lease;

import io.github.pgqueue.internal.ring.Proofs;
import io.github.pgqueue.internal.threads.Alarm;
import io.github.pgqueue.internal.threads.Backoff;
import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the node's lease: beats every third of it, or as often as a proof is due that a beat carries, and is
 * the clock of the {@link Upkeep}. Has a thread of its own, so that nothing else that waits for the store holds a beat
 * up. Thread-safe.
 *
 * <pre>
 *   IDLE ──start──▶ WAITING ──beat answered──▶ HELD ──not answered in time──▶ WAITING
 *   any ──close──▶ CLOSED
 * </pre>
 *
 * <p>The node counts its lease from before a beat was sent, and less a margin, while the store counts from when
 * it carried the beat out: so the node always gives up first. All is counted by clocks that run evenly, not by
 * those that are set.
 */
public final class Heartbeat {

    /** What the node does about its lease. Called without locks. */
    public interface Care extends Upkeep.Tasks {
        /** The lease is held again, or for the first time: there may be work. */
        void held();

        /**
         * A lease cannot be counted on any more: what the node holds under it may run elsewhere.
         *
         * @param epoch the number of the lease to come; what was claimed under a lower one is lost
         * @param why for the log
         */
        void lapsed(long epoch, String why);
    }

    private enum State {
        IDLE,
        WAITING,
        HELD,
        CLOSED
    }

    private static final Logger LOG = System.getLogger(Heartbeat.class.getName());

    private static final int BEATS_A_LEASE = 3;
    private static final int MARGINS_A_LEASE = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final QueueStore store;
    private final String node;
    private final Duration lease;
    private final Care care;
    private final Proofs proofs;
    private final Alarm fence;
    private final Upkeep upkeep;
    private final Backoff backoff;
    private final Thread thread = EngineThreads.daemon("pgqueue-heartbeat", this::loop);

    private State state = State.IDLE;
    private long epoch;
    private volatile boolean alone = true;
    private Deadline heldUntil = Deadline.in(Duration.ZERO);
    private Deadline beatAt = Deadline.in(Duration.ZERO);

    public Heartbeat(QueueStore store, String node, Duration lease, Care care, Proofs proofs, EngineThreads threads) {
        this.store = store;
        this.node = node;
        this.lease = lease;
        this.care = care;
        this.proofs = proofs;
        this.fence = threads.alarm(this::expire);
        this.upkeep = new Upkeep(lease, care, threads);
        this.backoff = new Backoff(
                Deadline.shorter(lease.dividedBy(20), FIRST_PAUSE),
                Deadline.shorter(lease.dividedBy(5), LONGEST_PAUSE));
        upkeep.tellSooner(this::look);
    }

    public Upkeep upkeep() {
        return upkeep;
    }

    private synchronized void look() {
        notifyAll();
    }

    /** The first call starts it. */
    public synchronized void start() {
        if (state == State.IDLE) {
            // First: what cannot be started now can be later.
            thread.start();
            state = State.WAITING;
        }
    }

    /** The number of the lease that a claim is made under. */
    public synchronized long epoch() {
        return epoch;
    }

    /** Whether the node may claim. */
    public synchronized boolean isHeld() {
        return state == State.HELD && !heldUntil.isOver();
    }

    /** Whether what was claimed under a lease still holds. */
    public synchronized boolean isHeld(long claimedUnder) {
        return isHeld() && claimedUnder == epoch;
    }

    /** Whether no other node was known by the last beat. */
    public boolean isAlone() {
        return alone;
    }

    /** Beats at once if the last try failed: someone has seen the store alive. */
    public synchronized void retryNow() {
        if (!backoff.isFresh()) {
            beatAt = Deadline.in(Duration.ZERO);
            notifyAll();
        }
    }

    /** Beats at once, since somebody waits for what a beat carries. */
    public synchronized void beatNow() {
        beatAt = Deadline.in(Duration.ZERO);
        notifyAll();
    }

    /** Ends the thread in bounded time; tells whether the store has heard of this node. */
    public boolean close(Duration limit) {
        boolean started;
        synchronized (this) {
            started = state != State.IDLE && state != State.CLOSED;
            state = State.CLOSED;
            notifyAll();
        }
        fence.cancel();
        if (started) {
            EngineThreads.joinBounded(thread, limit);
        }
        return started;
    }

    private void loop() {
        try {
            while (await()) {
                doWhatIsDue();
            }
        } catch (InterruptedException interrupted) {
            // Nobody has a reason to, and nothing of this thread outlives it.
            LOG.log(Level.WARNING, "the heartbeat was interrupted and ends", interrupted);
            lapse("its heartbeat was interrupted");
        }
    }

    private void doWhatIsDue() {
        if (isBeatDue()) {
            beat();
        }
        upkeep.run(isHeld());
    }

    private synchronized boolean isBeatDue() {
        return beatAt.isOver();
    }

    private Duration left() {
        return Deadline.shorter(beatAt.left(), upkeep.left());
    }

    /** Waits until something is due; false at the end. */
    private synchronized boolean await() throws InterruptedException {
        for (Duration left = left(); state != State.CLOSED && !left.isZero(); left = left()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, left.toNanos()));
        }
        return state != State.CLOSED;
    }

    private void beat() {
        Optional<Ring> proof = proofs.next();
        try {
            // Rings may be what the store cannot do just now, and the lease must not depend on them.
            if (proof.isEmpty() || !beatWith(proof.get())) {
                Deadline sent = Deadline.in(Duration.ZERO);
                answered(sent, store.beat(node, lease, Optional.empty()));
            }
        } catch (RuntimeException | Error failure) {
            failed(failure);
        }
    }

    /** Tells whether it could be sent. */
    private boolean beatWith(Ring proof) {
        Deadline sent = Deadline.in(Duration.ZERO);
        Beat beat;
        try {
            beat = store.beat(node, lease, Optional.of(proof));
        } catch (RuntimeException | Error failure) {
            proofs.notSent(failure);
            return false;
        }
        proofs.sent(proof);
        answered(sent, beat);
        return true;
    }

    private void answered(Deadline sent, Beat beat) {
        alone = beat.nextLapse().isEmpty();
        if (beat.lapsed()) {
            // Others may have taken over meanwhile, whatever this process' clock says.
            lapse("its lease was over when it beat");
        }
        boolean again;
        synchronized (this) {
            Deadline until = sent.plus(lease.minus(lease.dividedBy(MARGINS_A_LEASE)));
            // Held but over by now: somebody may have found it so, and waits to be told.
            again = (state == State.WAITING || heldUntil.isOver()) && !until.isOver();
            if (state == State.CLOSED || until.isOver()) {
                return;
            }
            if (beat.lapsed()) {
                // Also what was claimed between the lapse and this beat.
                epoch++;
            }
            state = State.HELD;
            heldUntil = until;
            beatAt = Deadline.in(
                    Deadline.shorter(sent.plus(lease.dividedBy(BEATS_A_LEASE)).left(), proofs.untilNext()));
            upkeep.lapseIn(beat.nextLapse());
            backoff.reset();
        }
        fence.set(heldFor());
        if (again) {
            care.held();
        }
    }

    private synchronized Duration heldFor() {
        return heldUntil.left();
    }

    private void failed(Throwable failure) {
        boolean first;
        synchronized (this) {
            first = backoff.isFresh();
            beatAt = Deadline.in(backoff.next());
        }
        if (first) {
            LOG.log(Level.WARNING, "node " + node + " could not beat, and tries again", failure);
        }
    }

    /** The fence's alarm. */
    private void expire() {
        if (!heldFor().isZero()) {
            fence.set(heldFor());
        } else {
            lapse("it could not beat for " + lease.minus(lease.dividedBy(MARGINS_A_LEASE)));
        }
    }

    private void lapse(String why) {
        long next;
        synchronized (this) {
            if (state != State.HELD) {
                return;
            }
            state = State.WAITING;
            epoch++;
            next = epoch;
            beatAt = Deadline.in(Duration.ZERO);
            notifyAll();
        }
        care.lapsed(next, why);
    }
}
