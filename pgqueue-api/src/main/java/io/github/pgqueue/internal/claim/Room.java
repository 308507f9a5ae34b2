package io.github.pgqueue.internal.claim;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** How many jobs a subscription may claim: for workers that are free, and as far as claims run ahead. Thread-safe. */
public final class Room {

    private final int workers;
    private final RunAhead ahead;
    private final Ledger ledger;
    private final BooleanSupplier mayClaim;
    /** How much is being claimed at this moment. */
    private final AtomicInteger asked = new AtomicInteger();

    /**
     * For one subscription.
     *
     * @param mayClaim whether it is open and its node has a lease: when there is one again, somebody wakes it
     */
    public Room(int workers, RunAhead ahead, Ledger ledger, BooleanSupplier mayClaim) {
        this.workers = workers;
        this.ahead = ahead;
        this.ledger = ledger;
        this.mayClaim = mayClaim;
    }

    /** Whether a claim now could bring anything. */
    public boolean isThere() {
        return mayClaim.getAsBoolean() && left() > 0;
    }

    private int left() {
        return workers + ahead.jobs() - ledger.inHand() - asked.get();
    }

    /** How many to claim; {@link #release} follows. */
    public synchronized int reserve() {
        int limit = isThere() ? Math.max(0, left()) : 0;
        asked.addAndGet(limit);
        return limit;
    }

    /** For so many jobs, if there are workers for all of them; else for none. */
    public synchronized int reserveAll(int jobs) {
        int limit = mayClaim.getAsBoolean() && left() >= jobs ? jobs : 0;
        asked.addAndGet(limit);
        return limit;
    }

    /** How many to hold: as many as are likely to begin soon, also if as many are held beside. */
    public synchronized int reserveToHold() {
        int jobs = ahead.jobs();
        int both = left() + jobs;
        int limit = mayClaim.getAsBoolean() && both >= jobs / 2 ? Math.min(jobs, both) : 0;
        asked.addAndGet(limit);
        return limit;
    }

    /** What was claimed is in hand by now. */
    public void release(int limit) {
        asked.addAndGet(-limit);
    }
}
