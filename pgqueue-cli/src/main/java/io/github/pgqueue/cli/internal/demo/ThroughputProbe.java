package io.github.pgqueue.cli.internal.demo;

import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.Subscription;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** How fast jobs without any work in them are pushed in batches, and worked off when all are there. */
final class ThroughputProbe {

    static final int BATCH = 1_000;
    static final int WORKERS = 10;
    static final int PAYLOAD_BYTES = 100;

    private static final String QUEUE = "throughput";
    private static final int TRIAL_JOBS = 500;
    private static final int MOST_JOBS = 20_000;
    private static final double SECONDS = 2.5;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final PgQueues pushers;
    private final PgQueues workers;
    private final Tally tally;
    private int inTable;

    ThroughputProbe(PgQueues pushers, PgQueues workers, Tally tally) {
        this.pushers = pushers;
        this.workers = workers;
        this.tally = tally;
    }

    /** A trial first, which also warms up: then as many jobs as take a few seconds on this machine. */
    Throughput run(Progress progress) throws TimeoutException {
        Throughput trial = run(TRIAL_JOBS, progress);
        long jobs = Math.round(trial.donePerSecond() * SECONDS / BATCH) * BATCH;
        return run((int) Math.max(BATCH, Math.min(MOST_JOBS, jobs)), progress);
    }

    private Throughput run(int jobs, Progress progress) throws TimeoutException {
        Duration pushing = push(jobs);
        inTable += jobs;
        return new Throughput(jobs, pushing, work(jobs, progress));
    }

    private Duration push(int jobs) {
        PgQueue queue = pushers.queue(QUEUE);
        NewJob job = NewJob.of("x".repeat(PAYLOAD_BYTES));
        long start = System.nanoTime();
        for (int pushed = 0; pushed < jobs; pushed += BATCH) {
            List<NewJob> batch = Collections.nCopies(Math.min(BATCH, jobs - pushed), job);
            tally.addPushed(queue.pushAll(batch).size());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Duration work(int jobs, Progress progress) throws TimeoutException {
        AtomicLong handled = new AtomicLong();
        long start = System.nanoTime();
        Subscription subscription = workers.queue(QUEUE).subscribe(SubscribeOptions.parallel(WORKERS), job -> {
            tally.addDone();
            handled.incrementAndGet();
        });
        try (subscription) {
            Waiting.until(
                    "all jobs were handled",
                    LIMIT,
                    () -> handled.get() >= jobs,
                    Waiting.LOOK_INTERVAL,
                    () -> progress.show(() -> "  throughput: " + handled + " of " + jobs + " jobs"));
            Waiting.until("the table showed all jobs as done", LIMIT, this::allDone);
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    /** A handler's end is not yet a job's end: that is when the table knows of it. */
    private boolean allDone() {
        return pushers.stats().stream()
                        .filter(some -> some.queueName().equals(QUEUE) && some.state() == JobState.SUCCESS)
                        .mapToLong(QueueStats::jobs)
                        .sum()
                == inTable;
    }
}
