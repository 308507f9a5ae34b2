package io.github.pgqueue.internal;

import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the node's lease: beats every third of it, or as often as a proof is due that a beat carries, and says when
 * to look after nodes that beat no more. Has a thread of its own, so that nothing else that waits for the store
 * holds a beat up. Thread-safe.
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
final class Heartbeat {

    /** What the node does about its lease. Called without locks. */
    interface Care {
        /** The lease is held again, or for the first time: there may be work. */
        void held();

        /**
         * A lease cannot be counted on any more: what the node holds under it may run elsewhere.
         *
         * @param epoch the number of the lease to come; what was claimed under a lower one is lost
         * @param why for the log
         */
        void lapsed(long epoch, String why);

        /** Looks after jobs of nodes that are gone. */
        void rescue();

        /** Ends handlers whose jobs were cancelled. */
        void checkCancels();

        /** How long until the next look for cancelled jobs is due, if nobody rings. */
        Duration cancelInterval();
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
    private static final Duration LONGEST_JITTER = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofMillis(500);

    /**
     * Lost jobs of which no lapse tells are looked for once a lease, and no more often than this: those that
     * somebody had locked when their node was given up, and those that people set to run by hand.
     */
    private static final Duration SHORTEST_RESCUE_INTERVAL = Duration.ofSeconds(10);

    private final QueueStore store;
    private final String node;
    private final Duration lease;
    private final Care care;
    private final Proofs proofs;
    private final Alarm fence;
    private final Turns rescues;
    private final Turns cancels;
    private final Backoff backoff;
    private final Thread thread = EngineThreads.daemon("pgqueue-heartbeat", this::loop);

    private State state = State.IDLE;
    private long epoch;
    private long cancelHints;
    private Deadline heldUntil = Deadline.in(Duration.ZERO);
    private Deadline beatAt = Deadline.in(Duration.ZERO);
    private Deadline rescueAt = Deadline.in(Duration.ZERO);
    private Deadline lapseAt = Deadline.in(Duration.ZERO);
    private Deadline cancelsAt = Deadline.in(Duration.ZERO);

    Heartbeat(QueueStore store, String node, Duration lease, Care care, Proofs proofs, EngineThreads threads) {
        this.store = store;
        this.node = node;
        this.lease = lease;
        this.care = care;
        this.proofs = proofs;
        this.fence = threads.alarm(this::expire);
        this.rescues = new Turns(threads.care(), threads::alarm, this::rescue);
        this.cancels = new Turns(threads.care(), threads::alarm, this::checkCancels);
        this.backoff =
                new Backoff(shorter(lease.dividedBy(20), FIRST_PAUSE), shorter(lease.dividedBy(5), LONGEST_PAUSE));
    }

    /** The first call starts it. */
    synchronized void start() {
        if (state == State.IDLE) {
            // First: what cannot be started now can be later.
            thread.start();
            state = State.WAITING;
        }
    }

    /** The number of the lease that a claim is made under. */
    synchronized long epoch() {
        return epoch;
    }

    /** Whether the node may claim. */
    synchronized boolean isHeld() {
        return state == State.HELD && !heldUntil.isOver();
    }

    /** Whether what was claimed under a lease still holds. */
    synchronized boolean isHeld(long claimedUnder) {
        return isHeld() && claimedUnder == epoch;
    }

    /** Looks for cancelled jobs at once. */
    void checkCancelsNow() {
        synchronized (this) {
            cancelHints++;
        }
        checkCancelsIn(Duration.ZERO);
    }

    /** How often somebody has said that a job was cancelled. */
    synchronized long cancelHints() {
        return cancelHints;
    }

    /** Jobs have come into hand: they were not looked at when somebody spoke of a cancelled one meanwhile. */
    void checkCancelsSince(long hints) {
        if (hints != cancelHints()) {
            checkCancelsIn(Duration.ZERO);
        }
    }

    /** Beats at once if the last try failed: someone has seen the store alive. */
    synchronized void retryNow() {
        if (!backoff.isFresh()) {
            beatAt = Deadline.in(Duration.ZERO);
            notifyAll();
        }
    }

    /** Beats at once, since somebody waits for what a beat carries. */
    synchronized void beatNow() {
        beatAt = Deadline.in(Duration.ZERO);
        notifyAll();
    }

    /** Ends the thread in bounded time; tells whether the store has heard of this node. */
    boolean close(Duration limit) {
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
        try {
            if (takeRescue() && isHeld()) {
                rescues.signal();
            }
            if (takeCancels()) {
                cancels.signal();
            }
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.WARNING, "could not look after jobs; tried again soon", failure);
            lookAgainSoon();
        }
    }

    private synchronized void lookAgainSoon() {
        rescueAt = Deadline.in(SOON);
        cancelsAt = Deadline.in(SOON);
    }

    private synchronized boolean isBeatDue() {
        return beatAt.isOver();
    }

    private boolean isNothingDue() {
        return !beatAt.isOver() && !rescueAt.isOver() && !lapseAt.isOver() && !cancelsAt.isOver();
    }

    private synchronized boolean takeRescue() {
        boolean due = rescueAt.isOver() || lapseAt.isOver();
        if (due) {
            rescueAt = Deadline.in(longer(lease, SHORTEST_RESCUE_INTERVAL));
            lapseAt = lapseAt.isOver() ? rescueAt : lapseAt;
        }
        return due;
    }

    private synchronized boolean takeCancels() {
        boolean due = cancelsAt.isOver();
        cancelsAt = due ? Deadline.in(care.cancelInterval()) : cancelsAt;
        return due;
    }

    private synchronized void checkCancelsIn(Duration time) {
        cancelsAt = Deadline.in(time);
        notifyAll();
    }

    /** Waits until something is due; false at the end. */
    private synchronized boolean await() throws InterruptedException {
        while (state != State.CLOSED && isNothingDue()) {
            Duration left = shorter(beatAt.left(), shorter(rescueAt.left(), lapseAt.left()));
            TimeUnit.NANOSECONDS.timedWait(
                    this, Math.max(1_000_000, shorter(left, cancelsAt.left()).toNanos()));
        }
        return state != State.CLOSED;
    }

    private void rescue() {
        try {
            care.rescue();
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.DEBUG, "could not look after nodes that are gone; tried again later", failure);
        }
    }

    private void checkCancels() {
        try {
            care.checkCancels();
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.DEBUG, "could not look for cancelled jobs; tried again soon", failure);
            checkCancelsIn(SOON);
        }
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
                    shorter(sent.plus(lease.dividedBy(BEATS_A_LEASE)).left(), proofs.untilNext()));
            // Others have beaten since they were told of last, or they have not.
            lapseAt = beat.nextLapse().map(this::withJitter).orElse(rescueAt);
            backoff.reset();
        }
        fence.set(heldFor());
        if (again) {
            care.held();
        }
    }

    /** With some jitter, so that not all nodes go at once. */
    private Deadline withJitter(Duration time) {
        long most = shorter(lease.dividedBy(20), LONGEST_JITTER).toNanos();
        return Deadline.in(time.plusNanos(ThreadLocalRandom.current().nextLong(most + 1)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
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
