package io.github.pgqueue.internal.dispatch;

import io.github.pgqueue.internal.claim.Ledger;
import io.github.pgqueue.internal.claim.Receipts;
import io.github.pgqueue.internal.claim.Room;
import io.github.pgqueue.internal.claim.RunAhead;
import io.github.pgqueue.internal.claim.Source;
import io.github.pgqueue.internal.hold.Holding;
import io.github.pgqueue.internal.job.End;
import io.github.pgqueue.internal.lease.Heartbeat;
import io.github.pgqueue.internal.watch.Look;
import io.github.pgqueue.internal.watch.Watch;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Exchanges with the store: what has ended for what is to be done next. One that fails leaves all ends to be written
 * again. Thread-safe; one exchange at a time looks.
 */
final class Exchanging {

    private final Source source;
    private final Ledger ledger;
    private final Room room;
    private final RunAhead ahead;
    private final Receipts receipts;
    private final Heartbeat heartbeat;
    private final Watch watch;
    private final Holding.Host host;

    Exchanging(
            Source source,
            Ledger ledger,
            Room room,
            RunAhead ahead,
            Receipts receipts,
            Heartbeat heartbeat,
            Watch watch,
            Holding.Host host) {
        this.source = source;
        this.ledger = ledger;
        this.room = room;
        this.ahead = ahead;
        this.receipts = receipts;
        this.heartbeat = heartbeat;
        this.watch = watch;
        this.host = host;
    }

    /**
     * Gives back what lost answers may have claimed, then exchanges.
     *
     * @param claims whether it may claim, if the watch is looking; else it only writes ends
     */
    void exchange(boolean claims) {
        // Taken before it is asked whether it may claim: whoever stops this waits for what was taken.
        Ledger.Batch batch = ledger.take();
        attempt(batch, () -> {
            source.takeBackLost();
            // Before it is asked whether the lease is held: what is claimed after that one's end must not count.
            long epoch = heartbeat.epoch();
            int limit = claims && watch.isLooking() ? room.reserve() : 0;
            exchange(batch.ends(), limit, epoch, limit > 0 ? Optional.of(watch.begin()) : Optional.empty());
        });
    }

    /** The same while the other one may be under way, which is the one that looks. */
    void exchangeBeside() {
        Ledger.Batch batch = ledger.take();
        attempt(batch, () -> {
            long epoch = heartbeat.epoch();
            exchange(batch.ends(), room.reserve(), epoch, Optional.empty());
        });
    }

    private void attempt(Ledger.Batch batch, Runnable exchange) {
        try {
            exchange.run();
            ledger.confirm(batch, source.owesClaims());
        } catch (RuntimeException | Error failure) {
            receipts.lost(batch.ends());
            ledger.putBack(batch, source.owesClaims());
            host.failed(failure);
        }
    }

    private void exchange(List<End> ends, int limit, long epoch, Optional<Look> look) {
        try {
            if (limit > 0 || !ends.isEmpty()) {
                exchangeReserved(ends, limit, epoch, look);
            }
        } finally {
            room.release(limit);
        }
    }

    private void exchangeReserved(List<End> ends, int limit, long epoch, Optional<Look> look) {
        List<Settlement> settlements =
                ends.isEmpty() ? List.of() : ends.stream().map(End::settlement).toList();
        long cancelHints = heartbeat.upkeep().cancelHints();
        long sent = System.nanoTime();
        ExchangeResult result = source.exchange(settlements, limit);
        // Before all else: nobody but this knows of what was claimed.
        host.start(result.claimed(), epoch, ledger);
        ahead.learn(ends, result.claimed(), limit);
        host.recovered();
        receipts.answered(result, ends);
        host.claimed(result.claimed().size(), sent);
        heartbeat.upkeep().checkCancelsSince(cancelHints);
        look.ifPresent(each -> looked(each, result, limit));
        if (!settlements.isEmpty() && settlements.stream().anyMatch(Exchanging::isWaitingAgain)) {
            // The store need not have seen them when it looked for the next due time.
            watch.look();
        }
    }

    private void looked(Look look, ExchangeResult result, int limit) {
        List<Long> claimed = ids(result.claimed());
        if (claimed.size() < limit) {
            watch.foundRest(look, claimed, result.nextDue());
        } else {
            watch.foundAll(look, claimed);
        }
    }

    /** Between the claim of a single job and its handler: by no stream, which costs more than what it does. */
    static List<Long> ids(List<ClaimedJob> jobs) {
        List<Long> ids = new ArrayList<>(jobs.size());
        for (ClaimedJob job : jobs) {
            ids.add(job.fence().id());
        }
        return ids;
    }

    private static boolean isWaitingAgain(Settlement settlement) {
        return settlement.outcome() == Outcome.RETRY
                || settlement.outcome() == Outcome.SNOOZE
                || settlement.outcome() == Outcome.RELEASE;
    }
}
