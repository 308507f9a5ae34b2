package io.github.pgqueue.jdbc.internal.group;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are made at once are done together. Thread-safe.
 *
 * <p>Group commit (DeWitt, Katz and others, "Implementation techniques for main memory database systems", SIGMOD 1984)
 * by leader and follower, as in LevelDB's and RocksDB's writers: who comes while nothing is under way goes at once;
 * who comes later waits until a leader has done it along, or until it is woken to lead. So no thread but the callers' is
 * needed, and groups grow with the load by themselves. Who leads right after a group was answered waits a moment for
 * those of it to come again, as {@link Company} says, and nobody else waits for company.
 *
 * <p>One group at a time. With two, half as large, 32 callers got nearly a third less done, and 8 two fifths: on two
 * processors the server's sessions are in each other's way. With one half sent while the other half is woken, 32 got a
 * tenth to a third less done.
 *
 * <pre>
 *   call ──nothing is under way──▶ LEADS ──its group is done──▶ ANSWERED
 *     └──else──▶ WAITS ──first of those that wait when a group is done──▶ LEADS
 *                  ├──first of those that wait, for too long──▶ LEADS
 *                  └──a leader has taken it along──▶ ANSWERED
 * </pre>
 *
 * <p>A group that is stuck, as with a connection that leads into silence, holds up the others for no longer than they
 * are patient: then another one is under way beside it.
 *
 * <p>Who waits cannot be interrupted out of it, as nobody can out of a statement; the interrupt is kept for later. What
 * a leader dies of, its whole group is told, and the next one leads.
 *
 * @param <C> what is asked
 * @param <R> what is answered
 */
public final class GroupCommit<C, R> {

    /** What is done for a group. */
    @FunctionalInterface
    public interface Work<C, R> {
        /** Does all or nothing; the answers come in the order of the calls. */
        List<R> run(List<C> calls) throws Exception;
    }

    /**
     * How a call went.
     *
     * @param result the answer; null if there is a failure
     * @param failure what the work threw; null if it did not
     * @param wasAlone whether no other call was in the group
     * @param hasLed whether the work was run by the caller's thread
     */
    public record Outcome<R>(@Nullable R result, @Nullable Throwable failure, boolean wasAlone, boolean hasLed) {}

    private static final int MOST_CALLS = 128;

    private final long patienceNanos;
    private final Supplier<GroupLoad<C>> load;
    private final Work<C, R> work;
    private final Company company;

    private final Line<C, R> waiting = new Line<>();
    private final Deque<Seat<C, R>> leaders = new ArrayDeque<>();

    /**
     * For one kind of work.
     *
     * @param patience how long a call waits for the group that is under way
     * @param moment how long who leads right after a group waits at most for those of it to come again
     * @param load begins a group, which takes its first call whatever that is
     * @param work what is done for a group
     */
    public GroupCommit(Duration patience, Duration moment, Supplier<GroupLoad<C>> load, Work<C, R> work) {
        this.patienceNanos = patience.toNanos();
        this.company = new Company(moment);
        this.load = load;
        this.work = work;
    }

    /** Returns when the call was done, with others or alone. */
    public Outcome<R> call(C call) {
        Seat<C, R> seat = new Seat<>(call);
        // By who waits for its turn, an interrupt is kept until all is done: it must not end the others' work.
        boolean hasWaited = !begins(seat);
        boolean interrupted = hasWaited && await(seat);
        if (seat.state == Seat.State.LEADS) {
            interrupted |= lead(seat, hasWaited);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return seat.outcome();
    }

    /** How many wait for their turn, for tests. */
    int waiting() {
        return waiting.size();
    }

    private synchronized boolean begins(Seat<C, R> seat) {
        long now = System.nanoTime();
        for (Seat<C, R> leader : leaders) {
            if (!leader.isOver(patienceNanos, now)) {
                waiting.add(seat);
                return false;
            }
        }
        begin(seat, now);
        return true;
    }

    private void begin(Seat<C, R> seat, long now) {
        leaders.add(seat);
        seat.since = now;
        seat.state = Seat.State.LEADS;
    }

    /** Whether it was interrupted meanwhile. */
    private boolean await(Seat<C, R> seat) {
        boolean interrupted = false;
        while (seat.state == Seat.State.WAITS) {
            LockSupport.parkNanos(seat, patienceNanos);
            interrupted |= Thread.interrupted();
            beginBeside(seat);
        }
        return interrupted;
    }

    private synchronized void beginBeside(Seat<C, R> seat) {
        long now = System.nanoTime();
        if (waiting.first() == seat && seat.isOver(patienceNanos, now)) {
            waiting.takeFirst();
            begin(seat, now);
        }
    }

    /** Whether it was interrupted meanwhile. */
    private boolean lead(Seat<C, R> leader, boolean hasWaited) {
        boolean interrupted = false;
        List<Seat<C, R>> group = List.of();
        @Nullable List<R> results = null;
        @Nullable Throwable failure = null;
        try {
            // With room for all: nobody may get lost on the way from one list to the other for want of memory.
            group = new ArrayList<>(MOST_CALLS);
            group.add(leader);
            List<C> calls = new ArrayList<>(MOST_CALLS);
            calls.add(leader.call);
            company.await(hasWaited, () -> waiting.size() + 1);
            gather(group, calls);
            interrupted = group.size() > 1 && Thread.interrupted();
            List<R> answers = work.run(calls);
            if (answers.size() != group.size()) {
                throw new IllegalStateException(answers.size() + " answers for " + group.size() + " calls");
            }
            results = answers;
        } catch (Throwable thrown) {
            failure = thrown;
        }
        try {
            answer(group, results, failure);
        } finally {
            leader.answer(results == null ? null : results.get(0), failure, group.size() <= 1);
            leader.hasLed = true;
            company.answered(group.size());
            passOn(leader);
        }
        return interrupted;
    }

    private synchronized void gather(List<Seat<C, R>> group, List<C> calls) {
        GroupLoad<C> taken = load.get();
        taken.takes(calls.get(0));
        for (Seat<C, R> next = waiting.first();
                next != null && group.size() < MOST_CALLS && taken.takes(next.call);
                next = waiting.first()) {
            calls.add(next.call);
            group.add(next);
            waiting.takeFirst();
        }
    }

    private void answer(List<Seat<C, R>> group, @Nullable List<R> results, @Nullable Throwable failure) {
        for (int place = 1; place < group.size(); place++) {
            group.get(place).answer(results == null ? null : results.get(place), failure, false);
        }
    }

    /** After the others are woken: what they do next goes with the next group. */
    private void passOn(Seat<C, R> leader) {
        @Nullable Seat<C, R> next;
        synchronized (this) {
            leaders.remove(leader);
            next = waiting.takeFirst();
            if (next != null) {
                begin(next, System.nanoTime());
            }
        }
        if (next != null) {
            next.wake();
        }
    }
}
