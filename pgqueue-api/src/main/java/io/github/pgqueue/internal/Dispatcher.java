package io.github.pgqueue.internal;

import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.Settlement;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Brings the jobs of one queue to the workers of one subscription.
 *
 * <p>It has no thread of its own. A ring, a push of this process, a job that ended or the alarm gives
 * it a turn; a turn is at most one exchange with the store: all ends that have gathered, and a claim
 * for all free workers. Ends never wait for anything but the exchange before them. The alarm is set
 * for the next due time that the store told, or for the next look in case nobody rings.
 *
 * <p>Only {@link #turn} touches the store, and {@link Turns} lets only one of them run at a time.
 */
final class Dispatcher {

    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** While closing, time is short and a server that comes back must be told at once. */
    private static final Duration CLOSING_PAUSE = Duration.ofMillis(50);
    /** After a handler could not be called, so that its job does not go round in circles. */
    private static final Duration NOT_STARTED_PAUSE = Duration.ofMillis(500);

    private final Source source;
    private final SubscribeOptions options;
    private final Work work;
    private final Verdicts verdicts;
    private final Surroundings around;
    private final Executor workers;
    private final Turns turns;
    private final Watch watch;
    private final Ledger ledger;
    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);

    private volatile boolean open = true;
    /** Set before it is no longer open. */
    private volatile Runnable onDrained = () -> {};
    /** The last exchange failed, so that the next one may say again what was heard already. */
    private volatile boolean repeating;
    /** Why a handler could not be called, until a turn has seen it. */
    private final AtomicReference<@Nullable Throwable> notStarted = new AtomicReference<>();
    /** Until then the store is left alone, because it failed. */
    private volatile Deadline pausedUntil = Deadline.in(Duration.ZERO);

    Dispatcher(Source source, SubscribeOptions options, Work work, Surroundings around) {
        this.source = source;
        this.options = options;
        this.work = work;
        this.verdicts = new Verdicts(options);
        this.around = around;
        this.workers = options.executor().orElse(around.threads().workers());
        this.turns = new Turns(around.threads().exchanges(), around.threads()::alarm, this::turn);
        this.watch = new Watch(source.queueName(), around, this::canClaim, turns::signal);
        this.ledger = new Ledger(turns::signal);
    }

    String queueName() {
        return source.queueName();
    }

    Ledger ledger() {
        return ledger;
    }

    /** When it looks for jobs. */
    Watch watch() {
        return watch;
    }

    /** Looks at once although the store failed a moment ago: someone has seen it alive. */
    void wakeFromPause() {
        pausedUntil = Deadline.in(Duration.ZERO);
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
        tellWritten();
        pauseIfNotStarted();
        if (!pausedUntil.isOver()) {
            watch.lookIn(pausedUntil.left());
            return;
        }
        // Taken before it is asked whether it may claim: whoever stops this waits for what was taken.
        List<End> ends = ledger.take();
        try {
            source.takeBackLost();
            // Before it is asked whether the lease is held: what is claimed after that one's end must not count.
            long epoch = around.heartbeat().epoch();
            int limit = freeWorkers();
            if (limit > 0 || !ends.isEmpty()) {
                exchange(ends, limit, epoch);
            }
            ledger.confirm();
            source.untilNextTakeBack().ifPresent(watch::lookNoLaterThan);
        } catch (RuntimeException | Error failure) {
            ledger.putBack(source.owesClaims());
            repeating = true;
            failed(failure);
        }
        if (isDrained()) {
            onDrained.run();
        }
    }

    private void pauseIfNotStarted() {
        Throwable failure = notStarted.getAndSet(null);
        if (failure != null && open) {
            LOG.log(
                    Level.WARNING,
                    "queue " + queueName() + ": a handler could not be called; its job is given back",
                    failure);
            pausedUntil = Deadline.in(NOT_STARTED_PAUSE);
        }
    }

    /** Without a lease nothing is claimed; when there is one again, somebody wakes this. */
    private int freeWorkers() {
        return watch.isLooking() && canClaim() ? options.parallel() - ledger.inHand() : 0;
    }

    private boolean canClaim() {
        return open && around.heartbeat().isHeld() && ledger.inHand() < options.parallel();
    }

    private void exchange(List<End> ends, int limit, long epoch) {
        Optional<SingleJobs.Look> look = limit > 0 ? Optional.of(watch.begin()) : Optional.empty();
        List<Settlement> settlements = ends.stream().map(End::settlement).toList();
        long cancelHints = around.heartbeat().upkeep().cancelHints();
        long sent = System.nanoTime();
        ExchangeResult result = source.exchange(settlements, limit);
        // Before all else: nobody but this knows of what was claimed.
        start(result.claimed(), epoch);
        recovered();
        report(result, ends);
        claimed(result.claimed().size(), sent);
        around.heartbeat().upkeep().checkCancelsSince(cancelHints);
        look.ifPresent(each -> looked(each, result, limit));
        if (settlements.stream().anyMatch(Dispatcher::isWaitingAgain)) {
            // The store need not have seen them when it looked for the next due time.
            watch.look();
        }
    }

    private void looked(SingleJobs.Look look, ExchangeResult result, int limit) {
        List<Long> claimed =
                result.claimed().stream().map(job -> job.fence().id()).toList();
        if (claimed.size() < limit) {
            watch.foundRest(look, claimed, result.nextDue());
        } else {
            watch.foundAll(look, claimed);
        }
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

    private void start(List<ClaimedJob> claimed, long epoch) {
        Workshop workshop = new Workshop(
                work,
                verdicts,
                around.threads(),
                epoch,
                () -> around.heartbeat().isHeld(epoch),
                notStarted::set);
        for (ClaimedJob job : claimed) {
            Run run = new Run(job, workshop, ledger);
            ledger.add(run);
            if (!open) {
                run.giveBack();
                continue;
            }
            try {
                workers.execute(run);
            } catch (RuntimeException | Error rejected) {
                notStarted.set(rejected);
                run.giveBack();
            }
        }
    }

    private void report(ExchangeResult result, List<End> ends) {
        Set<Fence> lost = new HashSet<>(result.lost());
        List<Fence> tooLate = new ArrayList<>();
        for (End end : ends) {
            Fence fence = end.settlement().fence();
            if (!lost.contains(fence)) {
                tell(end);
            } else if (!mayHaveCounted(end)) {
                tooLate.add(fence);
                around.events().tell(() -> new QueueEvent.AckLost(queueName(), fence.id(), fence.attempt()));
            }
        }
        if (!tooLate.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "queue {0}: {1} of {2} ends came too late and changed nothing: {3}",
                    queueName(),
                    tooLate.size(),
                    ends.size(),
                    tooLate);
        }
        repeating = false;
    }

    /** After a failure ends are sent again, and the first time may have counted; unless the lease was lost. */
    private boolean mayHaveCounted(End end) {
        return repeating && end.epoch() == around.heartbeat().epoch();
    }

    private void tellWritten() {
        ledger.takeWritten().forEach(this::tell);
    }

    /** An end is durable. */
    private void tell(End end) {
        if (around.events().isObserved()) {
            Ended.event(queueName(), end).ifPresent(event -> around.events().tell(() -> event));
        }
        around.awaits().hint(queueName(), end.settlement().fence().id());
    }

    private void recovered() {
        if (!backoff.isFresh()) {
            backoff.reset();
            LOG.log(Level.INFO, "queue {0}: goes on", queueName());
        }
    }

    private void failed(Throwable failure) {
        if (backoff.isFresh()) {
            LOG.log(Level.WARNING, "queue " + queueName() + ": failed, and will be tried again", failure);
        }
        Duration pause = backoff.next();
        pausedUntil = Deadline.in(open ? pause : CLOSING_PAUSE);
        watch.lookIn(pausedUntil.left());
    }
}
