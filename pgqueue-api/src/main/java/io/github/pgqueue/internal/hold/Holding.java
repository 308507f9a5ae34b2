package io.github.pgqueue.internal.hold;

import io.github.pgqueue.internal.claim.Ledger;
import io.github.pgqueue.internal.claim.Receipts;
import io.github.pgqueue.internal.claim.Room;
import io.github.pgqueue.internal.claim.RunAhead;
import io.github.pgqueue.internal.claim.Source;
import io.github.pgqueue.internal.job.Book;
import io.github.pgqueue.internal.job.Crew;
import io.github.pgqueue.internal.job.End;
import io.github.pgqueue.internal.job.Run;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.HeldJobs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Has a backlog of jobs that take no time held by the store, rather than claimed. By two lines of turns, so that there is
 * always something to do while the store is busy with the other's. Thread-safe; each line is used by one turn at a time.
 */
public final class Holding {

    /** The subscription that it is part of. */
    public interface Host {

        /** Has these run. */
        void start(List<ClaimedJob> claimed, long epoch, Book book);

        /** So many were claimed by what was sent at this time. */
        void claimed(int jobs, long sent);

        /** The store has answered. */
        void recovered();

        /** The store has failed, and is to be left alone for a while. */
        void failed(Throwable failure);

        /** What nobody has begun waits again: whoever looked while it was held has not seen it. */
        void gaveBack();
    }

    private final Source source;
    private final Ledger ledger;
    private final Room room;
    private final RunAhead ahead;
    private final Crew crew;
    private final Receipts receipts;
    private final LongSupplier epoch;
    private final Host host;

    /**
     * For one subscription.
     *
     * @param epoch the number of the lease that a claim is made under
     */
    public Holding(
            Source source,
            Ledger ledger,
            Room room,
            RunAhead ahead,
            Crew crew,
            Receipts receipts,
            LongSupplier epoch,
            Host host) {
        this.source = source;
        this.ledger = ledger;
        this.room = room;
        this.ahead = ahead;
        this.crew = crew;
        this.receipts = receipts;
        this.epoch = epoch;
        this.host = host;
    }

    /**
     * Tells the store of what is held, if it is time.
     *
     * @param atOnce whether it is time in any case
     * @return false if that has failed, and is to be tried again
     */
    public boolean letGo(Hold line, boolean atOnce) {
        HeldRuns runs = line.runs();
        if (runs == null || !atOnce && !runs.isDue()) {
            return true;
        }
        Set<Run> unbegun = runs.giveBackUnbegun();
        crew.forget(unbegun);
        try {
            List<End> written = runs.letGo();
            line.clear();
            learn(runs, unbegun);
            host.recovered();
            receipts.answered(new ExchangeResult(List.of(), List.of(), Optional.empty()), written);
            if (runs.gaveBack()) {
                host.gaveBack();
            }
            return true;
        } catch (RuntimeException | Error failure) {
            receipts.lost(runs.begunEnds());
            host.failed(failure);
            return false;
        }
    }

    private void learn(HeldRuns runs, Set<Run> unbegun) {
        if (unbegun.isEmpty()) {
            ahead.learn(runs.begunEnds(), runs.jobs().jobs(), runs.limit());
        } else {
            ahead.wasWrong();
        }
    }

    /**
     * Holds jobs, if the line is free and there is room for more.
     *
     * @param look of the line that looks for jobs, to be told what was found
     * @return false if they are to be claimed by an exchange
     */
    public boolean take(Hold line, Look look) {
        if (!line.isFree()) {
            return true;
        }
        // As with an exchange: before it is asked whether it may claim.
        Ledger.Batch batch = ledger.hold();
        int limit = 0;
        try {
            long claimedUnder = epoch.getAsLong();
            limit = room.reserveToHold();
            return limit == 0 || take(line, look, batch, limit, claimedUnder);
        } catch (RuntimeException | Error failure) {
            ahead.wasWrong();
            host.failed(failure);
            return true;
        } finally {
            room.release(limit);
            if (line.isFree()) {
                ledger.confirm(batch, source.owesClaims());
            }
        }
    }

    private boolean take(Hold line, Look look, Ledger.Batch batch, int limit, long claimedUnder) {
        long sent = System.nanoTime();
        look.begin();
        Optional<HeldJobs> held = source.hold(limit);
        if (held.isEmpty()) {
            look.found(List.of());
            return false;
        }
        List<ClaimedJob> jobs = held.get().jobs();
        HeldRuns runs = new HeldRuns(held.get(), limit, ledger, batch, line::signal);
        line.take(runs);
        host.start(jobs, claimedUnder, runs);
        ahead.learn(List.of(), jobs, limit);
        host.recovered();
        host.claimed(jobs.size(), sent);
        look.found(jobs);
        return true;
    }

    /** A look for jobs, which there may be more of. */
    public interface Look {

        /** Of a line that is beside the one that looks. */
        Look NONE = new Look() {
            @Override
            public void begin() {}

            @Override
            public void found(List<ClaimedJob> jobs) {}
        };

        /** The store is about to be asked. */
        void begin();

        /** The store has answered. */
        void found(List<ClaimedJob> jobs);
    }
}
