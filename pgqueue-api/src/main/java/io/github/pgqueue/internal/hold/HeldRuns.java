package io.github.pgqueue.internal.hold;

import io.github.pgqueue.internal.claim.Ledger;
import io.github.pgqueue.internal.job.Book;
import io.github.pgqueue.internal.job.End;
import io.github.pgqueue.internal.job.Run;
import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.HeldJobs;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Jobs that are held for a moment, on their way through the workers. Those that are done by then end with it; what else
 * became of them, and what still runs, goes into the ledger afterwards, as if they had been claimed. Thread-safe; one at a
 * time lets go.
 *
 * <pre>
 *   HOLDING ──let go──▶ ENDING ──the store has answered──▶ OVER
 *                         │                                  ▲
 *                         └─it failed─▶ BROKEN ───kept───────┘
 * </pre>
 */
final class HeldRuns implements Book {

    /** Who cancels a job that is held, or replaces it, waits so long at most. */
    static final Duration LONGEST = Duration.ofMillis(50);

    private enum State {
        HOLDING,
        ENDING,
        BROKEN,
        OVER
    }

    private final HeldJobs held;
    private final int limit;
    private final Ledger ledger;
    private final Ledger.Batch batch;
    private final Runnable onAllEnded;
    private final Deadline until = Deadline.in(LONGEST);

    private final Set<Run> running = new HashSet<>();
    private final List<End> ends = new ArrayList<>();
    /** Of runs that the store is told are running. */
    private final List<End> late = new ArrayList<>();

    /** What still ran when it was let go of. */
    private List<Fence> unended = List.of();

    private State state = State.HOLDING;

    /**
     * Before its runs begin.
     *
     * @param held the jobs in the store
     * @param limit how many were asked for
     * @param ledger of what is in hand
     * @param onAllEnded called when there is nothing to wait for any more
     */
    HeldRuns(HeldJobs held, int limit, Ledger ledger, Ledger.Batch batch, Runnable onAllEnded) {
        this.held = held;
        this.limit = limit;
        this.ledger = ledger;
        this.batch = batch;
        this.onAllEnded = onAllEnded;
    }

    HeldJobs jobs() {
        return held;
    }

    int limit() {
        return limit;
    }

    @Override
    public void open(List<Run> runs) {
        synchronized (this) {
            running.addAll(runs);
        }
        ledger.open(runs);
    }

    /** Whether it is not to be held for longer. */
    synchronized boolean isDue() {
        return state == State.BROKEN || running.isEmpty() || until.isOver();
    }

    @Override
    public void settle(Run run, End end, boolean written) {
        if (isNoted(run, end)) {
            ledger.ended(run);
        } else {
            ledger.settle(run, end, written);
        }
        if (isAllEnded()) {
            onAllEnded.run();
        }
    }

    private synchronized boolean isNoted(Run run, End end) {
        running.remove(run);
        if (state != State.OVER) {
            (state == State.HOLDING ? ends : late).add(end);
        }
        return state != State.OVER;
    }

    private synchronized boolean isAllEnded() {
        return state == State.HOLDING && running.isEmpty();
    }

    /** Gives back what nobody has begun, and tells what that was. */
    Set<Run> giveBackUnbegun() {
        Set<Run> unbegun = left();
        unbegun.forEach(Run::giveBack);
        unbegun.removeAll(left());
        return unbegun;
    }

    private synchronized Set<Run> left() {
        return new HashSet<>(running);
    }

    /**
     * Tells the store; if that has failed once, puts things in order. Throws what the store throws, and is to be called
     * again then.
     *
     * @return the ends that are written
     */
    List<End> letGo() {
        if (isBroken()) {
            List<Fence> begun = fences(begunEnds());
            begun.addAll(unended);
            held.keep(begun);
            over(begunEnds());
            return List.of();
        }
        begin();
        List<End> others = begunEnds(end -> !isDone(end.settlement()));
        List<Fence> stillRunning = fences(others);
        stillRunning.addAll(unended);
        List<End> done = begunEnds(end -> isDone(end.settlement()));
        boolean told = false;
        try {
            held.end(fences(done), stillRunning);
            told = true;
        } finally {
            if (!told) {
                fail();
            }
        }
        over(others);
        return done;
    }

    private synchronized boolean isBroken() {
        return state == State.BROKEN;
    }

    private synchronized void begin() {
        state = State.ENDING;
        unended = running.stream().map(Run::fence).toList();
    }

    private synchronized void fail() {
        state = State.BROKEN;
    }

    private void over(List<End> unwritten) {
        List<End> all = new ArrayList<>(unwritten);
        synchronized (this) {
            state = State.OVER;
            all.addAll(late);
        }
        ledger.letGo(batch, all);
    }

    /** All ends that are noted, but for those of jobs that nobody has begun. */
    List<End> begunEnds() {
        return begunEnds(end -> true);
    }

    /** Whether some were given back as nobody had begun them: they wait again once this is let go of. */
    synchronized boolean gaveBack() {
        return ends.stream().anyMatch(end -> end.settlement().outcome() == Outcome.RELEASE);
    }

    private synchronized List<End> begunEnds(Predicate<End> which) {
        return ends.stream()
                .filter(end -> end.settlement().outcome() != Outcome.RELEASE)
                .filter(which)
                .toList();
    }

    private static boolean isDone(Settlement settlement) {
        return settlement.outcome() == Outcome.SUCCESS && settlement.result() == null;
    }

    private static List<Fence> fences(List<End> ends) {
        List<Fence> fences = new ArrayList<>(ends.size());
        ends.forEach(end -> fences.add(end.settlement().fence()));
        return fences;
    }
}
