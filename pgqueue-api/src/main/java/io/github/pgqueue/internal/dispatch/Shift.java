package io.github.pgqueue.internal.dispatch;

import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.internal.claim.Ledger;
import io.github.pgqueue.internal.claim.RunAhead;
import io.github.pgqueue.internal.job.Book;
import io.github.pgqueue.internal.job.Crew;
import io.github.pgqueue.internal.job.Run;
import io.github.pgqueue.internal.job.Verdicts;
import io.github.pgqueue.internal.job.Work;
import io.github.pgqueue.internal.job.Workshop;
import io.github.pgqueue.internal.threads.Alarm;
import io.github.pgqueue.spi.ClaimedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Has a subscription's crew run what it has claimed, and gives back what would have to wait for a worker for too long.
 * Thread-safe.
 */
final class Shift {

    /** How long a job that was claimed ahead waits for a worker at most. */
    private static final Duration PATIENCE = RunAhead.TIME.multipliedBy(10);

    private final SubscribeOptions options;
    private final Work work;
    private final Verdicts verdicts;
    private final Surroundings around;
    private final Pause pause;
    private final Crew crew;
    private final RunAhead ahead;
    private final Ledger ledger;
    private final BooleanSupplier open;
    private final Alarm patience;

    /**
     * For one subscription.
     *
     * @param open whether anything is to be begun at all
     */
    Shift(
            SubscribeOptions options,
            Work work,
            Surroundings around,
            Pause pause,
            Crew crew,
            RunAhead ahead,
            Ledger ledger,
            BooleanSupplier open) {
        this.options = options;
        this.work = work;
        this.verdicts = new Verdicts(options);
        this.around = around;
        this.pause = pause;
        this.crew = crew;
        this.ahead = ahead;
        this.ledger = ledger;
        this.open = open;
        this.patience = around.threads().alarm(this::giveBackLate);
    }

    /** Whether there is little left for the workers, so that it is time for more. */
    boolean isShortOfWork() {
        int jobs = ahead.jobs();
        return jobs == 0 || crew.waiting() <= jobs / 2;
    }

    /**
     * Has these run.
     *
     * @param epoch the number of the lease that they were claimed under
     */
    void start(List<ClaimedJob> claimed, long epoch, Book book) {
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
        boolean hasThread = open.getAsBoolean() && employ(runs);
        if (!open.getAsBoolean()) {
            runs.forEach(Run::giveBack);
        }
        if (!hasThread && crew.waiting() > 0) {
            patience.setNoLaterThan(PATIENCE);
        }
    }

    /** A single job is run by the thread that has claimed it, if a worker is free; tells whether it will be. */
    private boolean employ(List<Run> runs) {
        if (runs.size() == 1) {
            return crew.start(runs.get(0), around.threads()::afterwards);
        }
        crew.start(runs);
        return false;
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
}
