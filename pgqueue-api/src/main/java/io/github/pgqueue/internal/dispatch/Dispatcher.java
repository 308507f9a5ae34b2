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
import io.github.pgqueue.internal.job.Work;
import io.github.pgqueue.internal.threads.Alarm;
import io.github.pgqueue.internal.threads.Turns;
import io.github.pgqueue.internal.watch.Look;
import io.github.pgqueue.internal.watch.Watch;
import io.github.pgqueue.spi.ClaimedJob;
import java.time.Duration;
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

    private final Source source;
    private final Work work;
    private final Surroundings around;
    private final RunAhead ahead;
    private final Alarm lingering;
    private final Turns turns;
    private final Turns beside;
    private final Hold hold;
    private final Hold holdBeside;
    private final Holding holding;
    private final Exchanging exchanging;
    private final Shift shift;
    private final Handoff handoff;
    private final Receipts receipts;
    private final Watch watch;
    private final Ledger ledger;
    private final Pause pause;

    private volatile boolean open = true;
    /** Set before it is no longer open. */
    private volatile Runnable onDrained = () -> {};

    public Dispatcher(Source source, SubscribeOptions options, Work work, Surroundings around) {
        this.source = source;
        this.work = work;
        this.around = around;
        this.pause = new Pause(source.queueName());
        Crew crew = new Crew(
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
        this.shift = new Shift(options, work, around, pause, crew, ahead, ledger, () -> open);
        Room room = new Room(
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
        Holding.Host host = new Hosting();
        this.holding = new Holding(source, ledger, room, ahead, crew, receipts, around.heartbeat()::epoch, host);
        this.exchanging = new Exchanging(source, ledger, room, ahead, receipts, around.heartbeat(), watch, host);
        this.handoff =
                new Handoff(source, ledger, room, around.heartbeat(), watch, host, this::handedOff, around.threads());
        this.lingering = around.threads().alarm(turns::signal);
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

    private void handedOff() {
        signalIfLooking();
        tellIfDrained();
    }

    /** While room was reserved for something else, a turn may have found none where there is some now. */
    private void signalIfLooking() {
        if (watch.isLooking()) {
            turns.signal();
        }
    }

    private boolean signalIfFew() {
        boolean areFew = shift.isShortOfWork();
        if (areFew) {
            turns.signal();
        }
        return areFew;
    }

    String queueName() {
        return source.queueName();
    }

    Ledger ledger() {
        return ledger;
    }

    /** For pushes of this process. */
    Handoff handoff() {
        return handoff;
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
            boolean holds = isHolding() && holdInstead();
            if (!hold.isFree()) {
                beside.signal();
            }
            if (!holds) {
                exchanging.exchange(true);
            }
            tellIfDrained();
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
        if (isHolding()) {
            boolean holds = hold(holdBeside, Holding.Look.NONE);
            signalIfLooking();
            if (holds) {
                return;
            }
        }
        if (hasPlentyForAnother()) {
            exchanging.exchangeBeside();
            tellIfDrained();
            // What it has claimed may have ended while it still counted as asked for: then nobody has asked for more.
            signalIfFew();
        }
    }

    /** Whether jobs are held rather than claimed, as they take no time. */
    private boolean isHolding() {
        return ahead.isForMoments() && !work.writesItsJob();
    }

    /**
     * Writes what has ended, and only then holds: a store that locks what it holds may have locked jobs of ours besides,
     * which became running as it looked, and who waits for them here would wait for himself.
     *
     * @return whether nothing is to be claimed by an exchange
     */
    private boolean holdInstead() {
        exchanging.exchange(false);
        return !pause.isOver() || !watch.isLooking() || hold(hold, new Looking());
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

    private void tellIfDrained() {
        if (isDrained()) {
            onDrained.run();
        }
    }

    private final class Hosting implements Holding.Host {
        @Override
        public void start(List<ClaimedJob> claimed, long epoch, Book book) {
            shift.start(claimed, epoch, book);
        }

        @Override
        public void claimed(int jobs, long sent) {
            if (jobs > 0) {
                around.events()
                        .tell(() ->
                                new QueueEvent.Claimed(queueName(), jobs, Duration.ofNanos(System.nanoTime() - sent)));
            }
        }

        @Override
        public void recovered() {
            pause.recovered();
        }

        @Override
        public void failed(Throwable failure) {
            watch.lookIn(pause.failed(failure, open));
        }

        @Override
        public void gaveBack() {
            watch.look();
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
            look.ifPresent(begun -> watch.foundAll(begun, Exchanging.ids(jobs)));
        }
    }
}
