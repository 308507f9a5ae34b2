package io.github.pgqueue.internal;

import io.github.pgqueue.JobHandler;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.Settlement;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

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

    private final Source source;
    private final SubscribeOptions options;
    private final JobHandler handler;
    private final Executor workers;
    private final Supplier<Duration> lookInterval;
    private final Turns turns;
    private final Alarm alarm;
    private final Ledger ledger;
    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);

    private volatile boolean open = true;
    /** There may be a job for a free worker. Cleared before the store is asked, so that no ring is lost. */
    private volatile boolean looking = true;
    /** The last exchange failed, so that the next one may say again what was heard already. */
    private volatile boolean repeating;
    /** Until then the store is left alone, because it failed. */
    private volatile Deadline pausedUntil = Deadline.in(Duration.ZERO);

    Dispatcher(
            Source source,
            SubscribeOptions options,
            JobHandler handler,
            EngineThreads threads,
            Supplier<Duration> lookInterval) {
        this.source = source;
        this.options = options;
        this.handler = handler;
        this.lookInterval = lookInterval;
        this.workers = options.executor().orElse(threads.workers());
        this.turns = new Turns(threads.exchanges(), this::turn);
        this.alarm = threads.alarm(this::wake);
        this.ledger = new Ledger(turns::signal);
    }

    String queueName() {
        return source.queueName();
    }

    Ledger ledger() {
        return ledger;
    }

    /** Looks for jobs, now or as soon as a worker is free. */
    void wake() {
        looking = true;
        turns.signal();
    }

    /** Looks at once although the store failed a moment ago: someone has seen it alive. */
    void wakeFromPause() {
        pausedUntil = Deadline.in(Duration.ZERO);
        wake();
    }

    /** Claims nothing from now on; ends are still written. */
    void stopClaiming() {
        open = false;
        wakeFromPause();
    }

    private void turn() {
        if (!pausedUntil.isOver()) {
            alarm.set(pausedUntil.left());
            return;
        }
        // Taken before it is asked whether it may claim: whoever stops this waits for what was taken.
        List<Settlement> settlements = ledger.take();
        try {
            source.takeBackLost();
            int limit = freeWorkers();
            if (limit > 0 || !settlements.isEmpty()) {
                exchange(settlements, limit);
            }
            ledger.confirm();
            source.untilNextTakeBack().ifPresent(alarm::setNoLaterThan);
        } catch (RuntimeException | Error failure) {
            ledger.putBack(source.owesClaims());
            looking = true;
            repeating = true;
            failed(failure);
        }
    }

    private int freeWorkers() {
        return open && looking ? options.parallel() - ledger.inHand() : 0;
    }

    private void exchange(List<Settlement> settlements, int limit) {
        if (limit > 0) {
            looking = false;
        }
        ExchangeResult result = source.exchange(settlements, limit);
        recovered();
        report(result, settlements);
        start(result.claimed());
        if (limit > 0 && result.claimed().size() < limit) {
            alarm.set(earlier(lookInterval.get(), result.nextDue()));
        } else if (limit > 0) {
            // There may be more, for the next worker that is free.
            looking = true;
        }
        if (settlements.stream().anyMatch(Dispatcher::isWaitingAgain)) {
            // The store need not have seen them when it looked for the next due time.
            wake();
        }
    }

    private static boolean isWaitingAgain(Settlement settlement) {
        return settlement.outcome() == Outcome.RETRY || settlement.outcome() == Outcome.RELEASE;
    }

    private static Duration earlier(Duration one, Optional<Duration> other) {
        return other.filter(time -> time.compareTo(one) < 0).orElse(one);
    }

    private void start(List<ClaimedJob> claimed) {
        for (ClaimedJob job : claimed) {
            Run run = new Run(job, handler, ledger);
            ledger.add(run);
            if (!open) {
                run.giveBack();
                continue;
            }
            try {
                workers.execute(run);
            } catch (RuntimeException | Error rejected) {
                run.giveBack();
                failed(rejected);
            }
        }
    }

    private void report(ExchangeResult result, List<Settlement> settlements) {
        if (!result.lost().isEmpty()) {
            // After a failure they are sent again, and the first time may have counted.
            LOG.log(
                    repeating ? Level.DEBUG : Level.WARNING,
                    "queue {0}: {1} of {2} ends came too late and changed nothing: {3}",
                    queueName(),
                    result.lost().size(),
                    settlements.size(),
                    result.lost());
        }
        repeating = false;
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
        alarm.set(pausedUntil.left());
    }
}
