package io.github.pgqueue.internal.claim;

import io.github.pgqueue.internal.job.Book;
import io.github.pgqueue.internal.job.End;
import io.github.pgqueue.internal.job.Run;
import io.github.pgqueue.internal.threads.Deadline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What a subscription owes its store: jobs in hand, and ends of jobs that are not yet written. A
 * settlement leaves only when the store has confirmed it. Thread-safe.
 */
public final class Ledger implements Book {

    /** Ends on their way to the store together. */
    public static final class Batch {

        private final List<End> ends;

        private Batch(List<End> ends) {
            this.ends = ends;
        }

        public List<End> ends() {
            return ends;
        }
    }

    private final Runnable onSettled;
    private final Set<Run> inHand = new LinkedHashSet<>();
    private final List<End> writtenElsewhere = new ArrayList<>();
    private final Set<Batch> sending = new HashSet<>();
    private List<End> finished = new ArrayList<>();
    private boolean owing;

    /**
     * A new ledger.
     *
     * @param onSettled called, without a lock of the ledger, when there is something to write
     */
    public Ledger(Runnable onSettled) {
        this.onSettled = onSettled;
    }

    @Override
    public synchronized void open(List<Run> runs) {
        inHand.addAll(runs);
    }

    @Override
    public void settle(Run run, End end, boolean written) {
        synchronized (this) {
            inHand.remove(run);
            if (written) {
                writtenElsewhere.add(end);
            } else {
                finished.add(end);
            }
            notifyAll();
        }
        onSettled.run();
    }

    /** Ends that the store has heard of in another way, since the last call. */
    public synchronized List<End> takeWritten() {
        List<End> all = List.copyOf(writtenElsewhere);
        writtenElsewhere.clear();
        return all;
    }

    public synchronized int inHand() {
        return inHand.size();
    }

    public synchronized List<Run> runs() {
        return List.copyOf(inHand);
    }

    /** Begins an exchange with all that is finished; {@link #confirm} or {@link #putBack} must follow. */
    public synchronized Batch take() {
        Batch batch = new Batch(finished);
        sending.add(batch);
        finished = new ArrayList<>();
        return batch;
    }

    /** Begins to hold jobs for moments; {@link #letGo} must follow. */
    public synchronized Batch hold() {
        Batch batch = new Batch(List.of());
        sending.add(batch);
        return batch;
    }

    /** A run that was held has ended: what became of it stands elsewhere until {@link #letGo}. */
    public synchronized void ended(Run run) {
        inHand.remove(run);
        notifyAll();
    }

    /**
     * What was held is let go of.
     *
     * @param unwritten ends of jobs that the store knows as running
     */
    public void letGo(Batch batch, List<End> unwritten) {
        synchronized (this) {
            sending.remove(batch);
            finished.addAll(unwritten);
            notifyAll();
        }
        if (!unwritten.isEmpty()) {
            onSettled.run();
        }
    }

    /**
     * The exchange was answered, and what it claimed has been added.
     *
     * @param owesClaims whether by another one jobs may have been claimed of which nobody knows
     */
    public synchronized void confirm(Batch batch, boolean owesClaims) {
        sending.remove(batch);
        owing = owesClaims;
        notifyAll();
    }

    /**
     * The ends were not written, or nobody knows: they stay to be written again, before all others.
     *
     * @param owesClaims whether jobs may have been claimed of which nobody knows
     */
    public synchronized void putBack(Batch batch, boolean owesClaims) {
        sending.remove(batch);
        owing = owesClaims;
        List<End> all = new ArrayList<>(batch.ends());
        all.addAll(finished);
        finished = all;
        notifyAll();
    }

    /** How many ends wait for an exchange. */
    public synchronized int finished() {
        return finished.size();
    }

    public synchronized int unwritten() {
        return finished.size()
                + sending.stream().mapToInt(batch -> batch.ends().size()).sum();
    }

    /** Whether jobs may be claimed of which nobody knows. */
    public synchronized boolean owes() {
        return !sending.isEmpty() || owing;
    }

    /** Waits until no run that counts is in hand. */
    public boolean awaitRuns(Predicate<Run> counts, Deadline deadline) {
        return await(() -> inHand.stream().noneMatch(counts), deadline);
    }

    /** Waits until every end is written and nothing is claimed that nobody knows of. */
    public boolean awaitWritten(Deadline deadline) {
        return await(() -> sending.isEmpty() && !owing && finished.isEmpty(), deadline);
    }

    private synchronized boolean await(BooleanSupplier done, Deadline deadline) {
        boolean interrupted = false;
        while (!done.getAsBoolean() && !deadline.isOver()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(
                        this, Math.max(1_000_000, deadline.left().toNanos()));
            } catch (InterruptedException interruption) {
                // Closing is bounded in time anyway, and stopping half-way would leave jobs behind.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return done.getAsBoolean();
    }
}
