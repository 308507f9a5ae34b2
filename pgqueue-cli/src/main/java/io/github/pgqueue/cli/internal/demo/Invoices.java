package io.github.pgqueue.cli.internal.demo;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.RetryPolicy;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Prints invoices, of which one cannot be printed and one needs three attempts. Thread-safe. */
final class Invoices {

    static final RetryPolicy POLICY = RetryPolicy.delays(Duration.ofMillis(50), Duration.ofMillis(100));

    private static final int ATTEMPTS = 3;
    private static final String BAD = "invoice 750";
    private static final String UNLUCKY = "invoice 751";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Tally tally;
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong badJob = new AtomicLong();

    Invoices(Tally tally) {
        this.tally = tally;
    }

    void print(Job job) {
        if (BAD.equals(job.text())) {
            badJob.set(job.id());
            if (job.attempt() == ATTEMPTS) {
                tally.addFailed();
                ended.incrementAndGet();
            }
            throw new IllegalStateException(BAD + " has no address");
        }
        if (UNLUCKY.equals(job.text()) && job.attempt() < ATTEMPTS) {
            throw new IllegalStateException("the printer is out of paper");
        }
        tally.addDone();
        ended.incrementAndGet();
    }

    /** How many are printed, or given up. */
    long ended() {
        return ended.get();
    }

    void tell(PgQueue queue, PrintWriter out) throws TimeoutException {
        long id = badJob.get();
        Waiting.until(
                "the table showed the failed job",
                LIMIT,
                () -> info(queue, id).state().isFinal());
        JobInfo job = info(queue, id);
        out.println("  " + UNLUCKY + " failed twice and was done at its third attempt");
        out.println("  " + BAD + " was given up after attempt " + job.attempt() + ", as planned; the table says of job "
                + id + ":");
        out.println("    " + job.state().status() + ", " + job.error().orElse(""));
    }

    private static JobInfo info(PgQueue queue, long id) {
        return queue.find(id).orElseThrow();
    }
}
