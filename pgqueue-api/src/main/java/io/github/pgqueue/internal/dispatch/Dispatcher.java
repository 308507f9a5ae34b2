package io.github.pgqueue.internal.dispatch;

import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.internal.claim.Ledger;
import io.github.pgqueue.internal.claim.Receipts;
import io.github.pgqueue.internal.claim.Room;
import io.github.pgqueue.internal.claim.RunAhead;
import io.github.pgqueue.internal.claim.Source;
import io.github.pgqueue.internal.hold.Hold;
import io.github.pgqueue.internal.hold.Holding;
import io.github.pgqueue.internal.job.Book;
import io.github.pgqueue.internal.job.Crew;
import io.github.pgqueue.internal.job.End;
import io.github.pgqueue.internal.job.Run;
import io.github.pgqueue.internal.job.Verdicts;
import io.github.pgqueue.internal.job.Work;
import io.github.pgqueue.internal.job.Workshop;
import io.github.pgqueue.internal.threads.Alarm;
import io.github.pgqueue.internal.threads.Turns;
import io.github.pgqueue.internal.watch.Look;
import io.github.pgqueue.internal.watch.Watch;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the jobs of one queue to the workers of one subscription.
 *
 * <p>It has no thread of its own. A ring, a push of this process, a job that ended or the alarm gives
 * it a turn; a turn is at most one exchange with the store: all ends that have gathered, and a claim
 * for all free workers. The alarm is set for the next due time that the store told, or for the next look in case nobody
 * rings.
 *
 * <p>While there is a backlog of jobs that take no time, some are {@linkplain RunAhead claimed ahead}. Only then ends
 * wait for a claim to go with, and only then a second exchange may be under way beside the first. Else ends never wait
 * for anything but the exchange before them.
 */
public final class Dispatcher {

    /** How long an end waits at most for a claim that it can go with. */
    private static final Duration LINGER = Duration.ofMillis(5);
    /** Below this, a second exchange beside the first costs more than it brings. */
    private static final int LEAST_BESIDE = 64;
    /** How long a job that was claimed ahead waits for a worker at most. */
    private static final Duration PATIENCE = RunAhead.TIME.multipliedBy(10);

    private final Source source;
    private final SubscribeOptions options;
    private final Work work;
    private final Verdicts verdicts;
    private final Surroundings around;
    private final Crew crew;
    private final RunAhead ahead;
    private final Alarm lingering;
    private final Alarm patience;
    private final Turns turns;
    private final Turns beside;
    private final Hold hold;
    private final Hold holdBeside;
    private final Room room;
    private final Holding holding;
    private final Receipts receipts;
    private final Watch watch;
    private final Ledger ledger;
    private final Pause pause;

    private volatile boolean open = true;
    /** Set before it is no longer open. */
    private volatile Runnable onDrained = () -> {};

    public Dispatcher(Source source, SubscribeOptions options, Work work, Surroundings around) {
        this.source = source;
        this.options = options;
        this.work = work;
        this.verdicts = new Verdicts(options);
        this.around = around;
        this.pause = new Pause(source.queueName());
        this.crew = new Crew(
                options.executor().orElse(around.threads().workers()),
                options.executor().isPresent(),
                options.parallel(),
                pause::notStarted);
        this.ahead = new RunAhead(options.parallel());
        this.turns = new Turns(around.threads().exchanges(), around.threads()::alarm, this::turn);
        this.beside = new Turns(around.threads().exchanges(), around.threads()::alarm, this::turnBeside);
        this.hold = new Hold(turns, around.threads());
        this.holdBeside = new Hold(beside, around.threads());
        this.receipts = new Receipts(source.queueName(), around.events(), around.awaits(), around.heartbeat()::epoch);
        this.ledger = new Ledger(this::settled);
        this.room = new Room(
                options.parallel(),
                ahead,
                ledger,
                () -> open && around.heartbeat().isHeld());
        this.watch = new Watch(
                source.queueName(),
                around.neighbours(),
                around.lookout(),
                around.threads()::alarm,
                room::isThere,
                turns::signal);
        this.holding =
                new Holding(source, ledger, room, ahead, crew, receipts, around.heartbeat()::epoch, new Hosting());
        this.lingering = around.threads().alarm(turns::signal);
        this.patience = around.threads().alarm(this::giveBackLate);
    }

    /** Ends wait for the next claim if that is sure to come soon; but not longer than it takes to be sure. */
    private void settled() {
        if (!signalIfFew()) {
            lingering.setNoLaterThan(LINGER);
        }
        if (hasPlentyForAnother()) {
            beside.signal();
        }
    }

    private boolean signalIfFew() {
        int jobs = ahead.jobs();
        boolean areFew = jobs == 0 || crew.waiting() <= jobs / 2;
        if (areFew) {
            turns.signal();
        }
        return areFew;
    }

    /** What was claimed ahead and has to wait is for others. */
    private void giveBackLate() {
        Long since = crew.waitsSince();
        if (since == null) {
            return;
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - since);
        if (waited.compareTo(PATIENCE) < 0) {
            patience.setNoLaterThan(PATIENCE.minus(waited));
        } else {
            ahead.wasWrong();
            crew.giveBackLast(ledger.inHand() - options.parallel());
        }
    }

    String queueName() {
        return source.queueName();
    }

    Ledger ledger() {
        return ledger;
    }

    /** When it looks for jobs. */
    public Watch watch() {
        return watch;
    }

    /** Looks at once although the store failed a moment ago: someone has seen it alive. */
    void wakeFromPause() {
        pause.end();
        watch.heard();
    }

    /**
     * Claims nothing from now on; ends are still written.
     *
     * @param whenDrained called, perhaps more than once, when nothing is left to do
     */
    void stopClaiming(Runnable whenDrained) {
        onDrained = whenDrained;
        open = false;
        wakeFromPause();
    }

    /** Whether it is stopped, nothing is in hand, and the store knows all: this stays so. */
    boolean isDrained() {
        // In this order: what is under way ends in hand, and what is in hand ends unwritten.
        return !open && !ledger.owes() && ledger.inHand() == 0 && ledger.unwritten() == 0;
    }

    private void turn() {
        ledger.takeWritten().forEach(receipts::written);
        pause.beginIfNotStarted(open);
        if (!pause.isOver()) {
            watch.lookIn(pause.left());
            return;
        }
        if (!holdBeside.isFree()) {
            beside.signal();
        }
        if (letGo(hold)) {
            boolean holds = isHolding() && (!watch.isLooking() || hold(hold, new Looking()));
            if (!hold.isFree()) {
                beside.signal();
            }
            // Taken before it is asked whether it may claim: whoever stops this waits for what was taken.
            Ledger.Batch batch = ledger.take();
            attempt(batch, () -> {
                source.takeBackLost();
                // Before it is asked whether the lease is held: what is claimed after that one's end must not count.
                long epoch = around.heartbeat().epoch();
                int limit = !holds && watch.isLooking() ? room.reserve() : 0;
                exchange(batch.ends(), limit, epoch, limit > 0 ? Optional.of(watch.begin()) : Optional.empty());
            });
        }
        source.untilNextTakeBack().ifPresent(watch::lookNoLaterThan);
    }

    /** There is a backlog: while the store is busy with one exchange, much is done already for another one. */
    private void turnBeside() {
        boolean held = !holdBeside.isFree();
        if (!pause.isOver() || !letGo(holdBeside)) {
            return;
        }
        if (held && holdBeside.isFree()) {
            // Whether or not this one goes on, somebody has to.
            turns.signal();
        }
        if (isHolding() && hold(holdBeside, Holding.Look.NONE)) {
            return;
        }
        if (hasPlentyForAnother()) {
            Ledger.Batch batch = ledger.take();
            attempt(batch, () -> {
                long epoch = around.heartbeat().epoch();
                exchange(batch.ends(), room.reserve(), epoch, Optional.empty());
            });
            // What it has claimed may have ended while it still counted as asked for: then nobody has asked for more.
            signalIfFew();
        }
    }

    /** Whether jobs are held rather than claimed, as they take no time. */
    private boolean isHolding() {
        return ahead.isForMoments() && !work.writesItsJob();
    }

    private boolean letGo(Hold line) {
        try {
            return holding.letGo(line, !open);
        } finally {
            tellIfDrained();
        }
    }

    private boolean hold(Hold line, Holding.Look look) {
        try {
            return holding.take(line, look);
        } finally {
            tellIfDrained();
        }
    }

    private boolean hasPlentyForAnother() {
        int jobs = ahead.jobs();
        return jobs >= LEAST_BESIDE && ledger.finished() >= jobs / 4;
    }

    private void attempt(Ledger.Batch batch, Runnable exchange) {
        try {
            exchange.run();
            ledger.confirm(batch, source.owesClaims());
        } catch (RuntimeException | Error failure) {
            receipts.lost(batch.ends());
            ledger.putBack(batch, source.owesClaims());
            failed(failure);
        }
        tellIfDrained();
    }

    private void tellIfDrained() {
        if (isDrained()) {
            onDrained.run();
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
        long cancelHints = around.heartbeat().upkeep().cancelHints();
        long sent = System.nanoTime();
        ExchangeResult result = source.exchange(settlements, limit);
        // Before all else: nobody but this knows of what was claimed.
        start(result.claimed(), epoch, ledger);
        ahead.learn(ends, result.claimed(), limit);
        pause.recovered();
        receipts.answered(result, ends);
        claimed(result.claimed().size(), sent);
        around.heartbeat().upkeep().checkCancelsSince(cancelHints);
        look.ifPresent(each -> looked(each, result, limit));
        if (!settlements.isEmpty() && settlements.stream().anyMatch(Dispatcher::isWaitingAgain)) {
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
    private static List<Long> ids(List<ClaimedJob> jobs) {
        List<Long> ids = new ArrayList<>(jobs.size());
        for (ClaimedJob job : jobs) {
            ids.add(job.fence().id());
        }
        return ids;
    }

    private void claimed(int jobs, long sent) {
        if (jobs > 0) {
            around.events()
                    .tell(() -> new QueueEvent.Claimed(queueName(), jobs, Duration.ofNanos(System.nanoTime() - sent)));
        }
    }

    private static boolean isWaitingAgain(Settlement settlement) {
        return settlement.outcome() == Outcome.RETRY
                || settlement.outcome() == Outcome.SNOOZE
                || settlement.outcome() == Outcome.RELEASE;
    }

    private void start(List<ClaimedJob> claimed, long epoch, Book book) {
        Workshop workshop = new Workshop(
                work,
                verdicts,
                around.threads(),
                epoch,
                () -> around.heartbeat().isHeld(epoch),
                pause::notStarted,
                System.nanoTime());
        List<Run> runs = new ArrayList<>(claimed.size());
        for (ClaimedJob job : claimed) {
            runs.add(new Run(job, workshop, book));
        }
        book.open(runs);
        boolean hasThread = open && employ(runs);
        if (!open) {
            runs.forEach(Run::giveBack);
        }
        if (!hasThread && crew.waiting() > 0) {
            patience.setNoLaterThan(PATIENCE);
        }
    }

    /** A single job is run by the thread that has claimed it, if a worker is free; tells whether it will be. */
    private boolean employ(List<Run> runs) {
        if (runs.size() == 1) {
            return crew.start(runs.get(0), around.threads().exchanges()::afterwards);
        }
        crew.start(runs);
        return false;
    }

    private void failed(Throwable failure) {
        watch.lookIn(pause.failed(failure, open));
    }

    private final class Hosting implements Holding.Host {
        @Override
        public void start(List<ClaimedJob> claimed, long epoch, Book book) {
            Dispatcher.this.start(claimed, epoch, book);
        }

        @Override
        public void claimed(int jobs, long sent) {
            Dispatcher.this.claimed(jobs, sent);
        }

        @Override
        public void recovered() {
            pause.recovered();
        }

        @Override
        public void failed(Throwable failure) {
            Dispatcher.this.failed(failure);
        }
    }

    private final class Looking implements Holding.Look {

        private Optional<Look> look = Optional.empty();

        @Override
        public void begin() {
            look = Optional.of(watch.begin());
        }

        @Override
        public void found(List<ClaimedJob> jobs) {
            look.ifPresent(begun -> watch.foundAll(begun, ids(jobs)));
        }
    }
}
