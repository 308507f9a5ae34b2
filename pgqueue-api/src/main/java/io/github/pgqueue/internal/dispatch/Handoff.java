package io.github.pgqueue.internal.dispatch;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.internal.claim.Ledger;
import io.github.pgqueue.internal.claim.Room;
import io.github.pgqueue.internal.claim.Source;
import io.github.pgqueue.internal.hold.Holding;
import io.github.pgqueue.internal.lease.Heartbeat;
import io.github.pgqueue.internal.threads.Backoff;
import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.internal.threads.Turns;
import io.github.pgqueue.internal.watch.Watch;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.InsertedJobs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Hands jobs that are pushed in this process to workers of it that have nothing to do, where they would be the next to be
 * claimed anyway: they are claimed by the very statement that adds them, which saves a round trip and a commit on the way
 * to the handler. Only while nothing is known to wait in the queue, so that nobody is overtaken. Thread-safe.
 *
 * <pre>
 *   OPEN ──answered──▶ HANDED ──its turn──▶ started
 *     ├──failed──▶ LOST
 *     └──no answer for too long──▶ LOST ──answered after all──▶ LOST
 * </pre>
 *
 * <p>What may have been claimed by a push that is lost is given back, as after any claim whose answer is lost: then it is
 * there for all.
 */
final class Handoff {

    /** Without an answer for so long, what a push may have claimed is given back, and its workers do something else. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /**
     * What a push has claimed.
     *
     * @param sent when it was sent, as {@link System#nanoTime()} says
     */
    private record Handed(Ticket ticket, List<ClaimedJob> jobs, long sent) {}

    private final Source source;
    private final Ledger ledger;
    private final Room room;
    private final Heartbeat heartbeat;
    private final Watch watch;
    private final Holding.Host host;
    private final Runnable onOver;
    private final Turns turns;
    private final Tickets tickets;
    private final Queue<Handed> handed = new ArrayDeque<>();
    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    private volatile Deadline pause = Deadline.in(Duration.ZERO);

    /**
     * For one subscription.
     *
     * @param onOver called when a push is over
     */
    Handoff(
            Source source,
            Ledger ledger,
            Room room,
            Heartbeat heartbeat,
            Watch watch,
            Holding.Host host,
            Runnable onOver,
            EngineThreads threads) {
        this.source = source;
        this.ledger = ledger;
        this.room = room;
        this.heartbeat = heartbeat;
        this.watch = watch;
        this.host = host;
        this.onOver = onOver;
        this.turns = new Turns(threads.handoffs(), threads::alarm, this::turn);
        this.tickets = new Tickets(PATIENCE, threads::alarm, this::lose);
    }

    /**
     * Adds jobs and has them started, if there are workers for all of them; throws what the store throws.
     *
     * @return empty if they are to be added for whoever comes
     */
    Optional<InsertedJobs> push(List<NewJob> jobs) {
        if (!watch.isQuiet() || !pause.isOver()) {
            return Optional.empty();
        }
        // As with an exchange: before it is asked whether it may claim.
        Ledger.Batch batch = ledger.hold();
        long epoch = heartbeat.epoch();
        int limit = room.reserveAll(jobs.size());
        Ticket ticket = new Ticket(
                Source.nextClaim(), limit, epoch, heartbeat.upkeep().cancelHints(), batch, Deadline.in(PATIENCE));
        if (limit == 0) {
            over(ticket);
            return Optional.empty();
        }
        tickets.begin(ticket);
        return Optional.of(push(ticket, jobs));
    }

    private InsertedJobs push(Ticket ticket, List<NewJob> jobs) {
        long sent = System.nanoTime();
        boolean answered = false;
        try {
            InsertedJobs added = source.insert(ticket.claim(), jobs);
            answered = handOver(new Handed(ticket, added.claimed(), sent));
            return answered ? added : new InsertedJobs(added.inserted(), List.of());
        } finally {
            if (!answered) {
                lose(ticket);
            }
        }
    }

    /** Unless it was lost before: then what it has claimed may be somebody else's by now. */
    private boolean handOver(Handed answer) {
        if (!tickets.end(answer.ticket())) {
            return false;
        }
        synchronized (this) {
            backoff.reset();
            handed.add(answer);
        }
        turns.signal();
        return true;
    }

    /** On a thread of ours: that of the one who pushes is not for what an executor of the user's may do with it. */
    private void turn() {
        for (Handed next = next(); next != null; next = next()) {
            start(next);
        }
    }

    private synchronized @Nullable Handed next() {
        return handed.poll();
    }

    private void start(Handed answer) {
        try {
            if (!answer.jobs().isEmpty()) {
                host.start(answer.jobs(), answer.ticket().epoch(), ledger);
                heartbeat.upkeep().checkCancelsSince(answer.ticket().cancelHints());
                host.claimed(answer.jobs().size(), answer.sent());
            }
        } finally {
            over(answer.ticket());
        }
    }

    private void lose(Ticket ticket) {
        boolean wasOpen = tickets.end(ticket);
        synchronized (this) {
            pause = Deadline.in(backoff.next());
        }
        source.lost(ticket.claim());
        if (wasOpen) {
            over(ticket);
        }
        watch.look();
    }

    private void over(Ticket ticket) {
        room.release(ticket.limit());
        ledger.confirm(ticket.batch(), source.owesClaims());
        onOver.run();
    }
}
