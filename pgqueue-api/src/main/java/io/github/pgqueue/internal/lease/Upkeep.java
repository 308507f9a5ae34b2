package io.github.pgqueue.internal.lease;

import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.internal.threads.Turns;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Says when to look after nodes that beat no more, and after running jobs that were cancelled. The heartbeat's clock
 * drives it; the looks have threads of their own. Thread-safe.
 */
public final class Upkeep {

    /** What is done when it is time. */
    interface Tasks {
        /** Looks after jobs of nodes that are gone. */
        void rescue();

        /** Ends handlers whose jobs were cancelled. */
        void checkCancels();

        /** How long until the next look for cancelled jobs is due, if nobody rings. */
        Duration cancelInterval();
    }

    private static final Logger LOG = System.getLogger(Upkeep.class.getName());

    private static final Duration LONGEST_JITTER = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofMillis(500);

    /**
     * Lost jobs of which no lapse tells are looked for once a lease, and no more often than this: those that
     * somebody had locked when their node was given up, and those that people set to run by hand.
     */
    private static final Duration SHORTEST_RESCUE_INTERVAL = Duration.ofSeconds(10);

    private final Duration lease;
    private final Tasks tasks;
    private final Turns rescues;
    private final Turns cancels;

    private Runnable clock = () -> {};
    private long cancelHints;
    private Deadline rescueAt = Deadline.in(Duration.ZERO);
    private Deadline lapseAt = Deadline.in(Duration.ZERO);
    private Deadline cancelsAt = Deadline.in(Duration.ZERO);

    Upkeep(Duration lease, Tasks tasks, EngineThreads threads) {
        this.lease = lease;
        this.tasks = tasks;
        this.rescues = new Turns(threads.care(), threads::alarm, this::rescue);
        this.cancels = new Turns(threads.care(), threads::alarm, this::checkCancels);
    }

    /** Called, without a lock of this one, when something is due sooner than {@link #left} has said. */
    synchronized void tellSooner(Runnable sooner) {
        clock = sooner;
    }

    /** How long until something is due. */
    synchronized Duration left() {
        return Deadline.shorter(cancelsAt.left(), Deadline.shorter(rescueAt.left(), lapseAt.left()));
    }

    /** Has what is due done. Without a lease nobody else's jobs are looked after. */
    void run(boolean held) {
        try {
            if (takeRescue() && held) {
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

    /** What a beat has told of others: they have beaten since the last one, or they have not. */
    synchronized void lapseIn(Optional<Duration> time) {
        lapseAt = time.map(this::withJitter).orElse(rescueAt);
    }

    /** With some jitter, so that not all nodes go at once. */
    private Deadline withJitter(Duration time) {
        long most = Deadline.shorter(lease.dividedBy(20), LONGEST_JITTER).toNanos();
        return Deadline.in(time.plusNanos(ThreadLocalRandom.current().nextLong(most + 1)));
    }

    /** Looks for cancelled jobs at once. */
    public void checkCancelsNow() {
        synchronized (this) {
            cancelHints++;
        }
        checkCancelsIn(Duration.ZERO);
    }

    /** How often somebody has said that a job was cancelled. */
    public synchronized long cancelHints() {
        return cancelHints;
    }

    /** Jobs have come into hand: they were not looked at when somebody spoke of a cancelled one meanwhile. */
    public void checkCancelsSince(long hints) {
        if (hints != cancelHints()) {
            checkCancelsIn(Duration.ZERO);
        }
    }

    private void checkCancelsIn(Duration time) {
        Runnable sooner;
        synchronized (this) {
            cancelsAt = Deadline.in(time);
            sooner = clock;
        }
        sooner.run();
    }

    private synchronized void lookAgainSoon() {
        rescueAt = Deadline.in(SOON);
        cancelsAt = Deadline.in(SOON);
    }

    private synchronized boolean takeRescue() {
        boolean due = rescueAt.isOver() || lapseAt.isOver();
        if (due) {
            rescueAt = Deadline.in(lease.compareTo(SHORTEST_RESCUE_INTERVAL) > 0 ? lease : SHORTEST_RESCUE_INTERVAL);
            lapseAt = lapseAt.isOver() ? rescueAt : lapseAt;
        }
        return due;
    }

    private synchronized boolean takeCancels() {
        boolean due = cancelsAt.isOver();
        cancelsAt = due ? Deadline.in(tasks.cancelInterval()) : cancelsAt;
        return due;
    }

    private void rescue() {
        try {
            tasks.rescue();
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.DEBUG, "could not look after nodes that are gone; tried again later", failure);
        }
    }

    private void checkCancels() {
        try {
            tasks.checkCancels();
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.DEBUG, "could not look for cancelled jobs; tried again soon", failure);
            checkCancelsIn(SOON);
        }
    }
}
