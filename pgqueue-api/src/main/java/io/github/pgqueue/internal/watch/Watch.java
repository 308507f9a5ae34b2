package io.github.pgqueue.internal.watch;

import io.github.pgqueue.internal.threads.Alarm;
import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.spi.Ring;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says when a subscription looks into the table: when somebody rings or pushes, when a job is due, when workers are
 * free again and there may be more, and now and then in case nobody rang. Thread-safe.
 *
 * <pre>
 *   LOOKING ──begin──▶ asking ──rest──▶ RESTING ──ring, due time──▶ LOOKING
 *      ▲                  └───────more──────▶ LOOKING
 *      └── a ring meanwhile is remembered
 * </pre>
 */
public final class Watch {

    /** Until when it rests, and when the first job that is known of is due. */
    private record Rest(Deadline lookAt, Optional<Deadline> dueAt) {

        boolean isDue() {
            return dueAt.filter(Deadline::isOver).isPresent();
        }

        Duration left() {
            return dueAt.map(due -> Deadline.shorter(due.left(), lookAt.left())).orElseGet(lookAt::left);
        }

        /** After a look that need not have seen what was known. */
        Rest upTo(Duration interval, Optional<Deadline> due) {
            Optional<Deadline> first =
                    Stream.of(dueAt, due).flatMap(Optional::stream).min(Comparator.comparing(Deadline::left));
            return new Rest(Deadline.in(interval), first);
        }
    }

    /** A look that others were faster than, and what would have been without it. */
    private record Loss(Rest made, Rest without) {}

    private final String queueName;
    private final Neighbours neighbours;
    private final Lookout lookout;
    private final BooleanSupplier canClaim;
    private final Runnable turn;
    private final Alarm alarm;
    private final SingleJobs singles;
    private final AtomicReference<@Nullable Rest> rest = new AtomicReference<>();

    private @Nullable Rest before;
    private volatile @Nullable Loss loss;
    /** What the last look has found, if that was all there was; whenever the next look is to come. */
    private volatile @Nullable Rest last;

    /** There may be a job for a free worker. Cleared before the store is asked, so that no ring is lost. */
    private volatile boolean looking = true;

    /**
     * For one subscription.
     *
     * @param lookout looks instead of it, for others too
     * @param canClaim whether a look now could claim anything
     * @param turn has it look, if it {@linkplain #isLooking() is to}
     */
    public Watch(
            String queueName,
            Neighbours neighbours,
            Lookout lookout,
            Function<Runnable, Alarm> alarms,
            BooleanSupplier canClaim,
            Runnable turn) {
        this.queueName = queueName;
        this.neighbours = neighbours;
        this.lookout = lookout;
        this.canClaim = canClaim;
        this.turn = turn;
        this.alarm = alarms.apply(this::rang);
        this.singles = new SingleJobs(alarms, this::look);
    }

    String queueName() {
        return queueName;
    }

    public boolean isLooking() {
        return looking;
    }

    public boolean isResting() {
        return !looking && rest.get() != null;
    }

    /** Whether nothing is known to wait for a worker. */
    public boolean isQuiet() {
        Rest found = last;
        return !looking && found != null && !found.isDue();
    }

    /** Looks, now or as soon as a worker is free. */
    public void look() {
        looking = true;
        turn.run();
    }

    /** Somebody rang for the queue, and there is work for all or nobody knows how much. */
    public void heard() {
        singles.heardOfMore();
        look();
    }

    /** Somebody rang for a single job, which one will get. */
    public void heard(long id) {
        if (singles.heard(id, !neighbours.isAlone() && canClaim.getAsBoolean())) {
            look();
        }
    }

    /** This process has pushed a single job. */
    public void pushed(long id, boolean rung) {
        singles.pushed(id, rung);
        look();
    }

    /** Somebody else has the job. */
    public void taken(long id) {
        if (singles.taken(id)) {
            forgetLoss();
        }
    }

    /**
     * The job was locked when it was looked for, for which the store wants to be asked again soon. That is settled by
     * now, and what was known before the look is as true as if there had been none.
     */
    private void forgetLoss() {
        Loss last = loss;
        if (last != null) {
            rest.compareAndSet(last.made(), last.without());
        }
    }

    /** The store is about to be asked, by a turn. */
    public Look begin() {
        looking = false;
        loss = null;
        last = null;
        before = rest.getAndSet(null);
        return singles.take();
    }

    /** The store has given as many as were asked for: there may be more, for the next worker that is free. */
    public void foundAll(Look look, List<Long> claimed) {
        looking = true;
        found(look, claimed, true);
    }

    /** The store has given all that are due now. */
    public void foundRest(Look look, List<Long> claimed, Optional<Duration> nextDue) {
        Rest next = new Rest(Deadline.in(neighbours.lookInterval()), nextDue.map(Deadline::in));
        Rest known = before;
        if (look.byRing() && claimed.isEmpty() && known != null) {
            loss = new Loss(next, new Rest(next.lookAt(), known.dueAt()));
        }
        rest.set(next);
        last = next;
        alarm.set(next.left());
        found(look, claimed, false);
        if (singles.isInVain()) {
            forgetLoss();
        }
    }

    private void found(Look look, List<Long> claimed, boolean more) {
        singles.found(look, claimed, more);
        if (!neighbours.isAlone()) {
            look.among(claimed).forEach(id -> neighbours.tell(Ring.of(Ring.Kind.TAKEN, queueName, id)));
        }
    }

    /** After the time, whatever else comes: the store is left alone until then. */
    public void lookIn(Duration pause) {
        looking = true;
        rest.set(null);
        last = null;
        alarm.set(pause);
    }

    public void lookNoLaterThan(Duration time) {
        rest.set(null);
        alarm.setNoLaterThan(time);
    }

    /** Others were looked for too: what waits in this queue, if anything, is due after this time. */
    void looked(Optional<Duration> nextDue) {
        Rest now = rest.get();
        if (nextDue.filter(Duration::isZero).isPresent()) {
            look();
        } else if (now != null) {
            Rest next = now.upTo(neighbours.lookInterval(), nextDue.map(Deadline::in));
            // Else it has looked by itself meanwhile.
            if (rest.compareAndSet(now, next)) {
                alarm.setNoLaterThan(next.left());
            }
        }
    }

    /** The others could not be looked for. */
    void lookIfOver() {
        Rest now = rest.get();
        if (now != null && now.lookAt().isOver()) {
            look();
        }
    }

    private void rang() {
        Rest now = rest.get();
        if (now == null || now.isDue()) {
            look();
        } else if (now.lookAt().isOver()) {
            lookAround();
        } else {
            alarm.setNoLaterThan(now.left());
        }
    }

    /** Where it is rung nothing will be found, so that one question is enough. */
    private void lookAround() {
        if (neighbours.isRung() || lookout.isForMany()) {
            lookout.signal();
        } else {
            look();
        }
    }
}
