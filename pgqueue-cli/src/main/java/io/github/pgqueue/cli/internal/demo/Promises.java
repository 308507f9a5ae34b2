package io.github.pgqueue.cli.internal.demo;

import io.github.pgqueue.JobHandle;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.Subscription;
import io.github.pgqueue.UniqueKey;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** What a queue promises beside speed: due times, unique keys, effects that are committed with their job. */
final class Promises {

    private static final Duration DELAY = Duration.ofMillis(250);
    private static final int PUSHES = 20;
    private static final long LIMIT_SECONDS = 60;

    private final PgQueues pushers;
    private final PgQueues workers;
    private final DemoTable jobs;
    private final Tally tally;
    private final PrintWriter out;

    Promises(PgQueues pushers, PgQueues workers, DemoTable jobs, Tally tally, PrintWriter out) {
        this.pushers = pushers;
        this.workers = workers;
        this.jobs = jobs;
        this.tally = tally;
        this.out = out;
    }

    void run() throws Exception {
        beOnTime();
        beUnique();
        commitTogether();
    }

    /** Counted from before the push, so that the lateness is rather told too long than too short. */
    private void beOnTime() throws Exception {
        PgQueue queue = pushers.queue("reminders");
        AtomicLong begun = new AtomicLong();
        Subscription worker = workers.queue(queue.name()).subscribe(job -> begun.set(System.nanoTime()));
        try (worker) {
            long called = System.nanoTime();
            awaitSuccess(queue.submit(NewJob.of("call back").withDelay(DELAY)));
            out.println("  a job that was due " + DELAY.toMillis() + " ms after its push began "
                    + Texts.millis(begun.get() - called - DELAY.toNanos()) + " ms late");
        }
    }

    private void beUnique() throws Exception {
        PgQueue queue = pushers.queue("reports");
        NewJob job = NewJob.of("report").withUniqueKey(UniqueKey.of("third quarter"));
        long added = IntStream.range(0, PUSHES)
                .parallel()
                .filter(push -> !queue.submit(job).wasThere())
                .count();
        check(added == 1, "of pushes with one unique key, " + added + " added a job");
        // Before there is a worker: once the report is done, its key is free for another one.
        JobHandle report = queue.submit(job);
        try (Subscription worker = workers.queue(queue.name()).subscribe(done -> {})) {
            awaitSuccess(report);
            out.println("  of " + PUSHES + " pushes with one unique key, from several threads, " + added
                    + " added a job to " + worker.queueName());
        }
    }

    private void commitTogether() throws Exception {
        String bookings = jobs.sibling("bookings");
        jobs.execute("create table " + bookings + " (attempt int)");
        PgQueue queue = pushers.queue("bookings");
        SubscribeOptions options = SubscribeOptions.parallel(1).withRetryPolicy(RetryPolicy.fixed(Duration.ZERO, 2));
        Subscription worker = workers.queue(queue.name()).subscribe(options, (job, connection) -> {
            book(connection, bookings, job.attempt());
            if (job.attempt() == 1) {
                throw new IllegalStateException("something breaks after the booking");
            }
        });
        try (worker) {
            awaitSuccess(queue.submit(NewJob.of("one seat")));
        }
        long rows = jobs.count(bookings);
        check(rows == 1, "a transactional handler left " + rows + " rows");
        out.println("  a handler booked in its job's transaction and failed, then booked again: " + rows
                + " booking is there");
    }

    private static void book(Connection connection, String bookings, int attempt) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into " + bookings + " values (" + attempt + ")");
        }
    }

    private void awaitSuccess(JobHandle handle) throws Exception {
        JobState state = handle.outcome().get(LIMIT_SECONDS, TimeUnit.SECONDS).state();
        check(state == JobState.SUCCESS, "job " + handle.id() + " is " + state);
        tally.addPushed(1);
        tally.addDone();
    }

    private static void check(boolean kept, String otherwise) {
        if (!kept) {
            throw new IllegalStateException(otherwise);
        }
    }
}
