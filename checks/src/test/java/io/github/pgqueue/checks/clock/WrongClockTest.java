package io.github.pgqueue.checks.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.Job;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The database's clock is right, and so is that of the node in this process. */
@DisplayName("A node whose own clock is an hour off")
@Execution(ExecutionMode.CONCURRENT)
class WrongClockTest {

    private static final long PATIENCE_SECONDS = 60;

    /** Late by more than this is late: machines that build are busy. */
    private static final double MOST_LATE = 1.5;

    private static final double LEASE = ClockWorker.LEASE.toSeconds();

    private final BlockingQueue<String> here = new LinkedBlockingQueue<>();
    private TestDatabase database;
    private PgQueues queues;
    private PgQueue timed;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        database.execute("create table starts"
                + " (job bigint, attempt integer, at timestamptz not null default clock_timestamp())");
    }

    @AfterEach
    void close() {
        if (queues != null) {
            queues.close();
        }
        database.close();
    }

    private void open(String backend) {
        queues = PgQueues.create(
                ClockWorker.config(new String[] {database.url(), database.user(), database.password(), backend}));
        queues.bootstrap();
        timed = queues.queue(ClockWorker.QUEUE);
    }

    private void handle(Job job) {
        database.execute("insert into starts (job, attempt) values (" + job.id() + ", " + job.attempt() + ")");
        here.add(job.text() + " " + job.attempt());
    }

    @ParameterizedTest(name = "by {0}, with the backend {1}")
    @CsvSource({"PT1H,pgjdbc", "PT-1H,pgjdbc", "PT1H,pgjdbc-ng", "PT-1H,pgjdbc-ng"})
    @DisplayName("starts, retries, leases, rescues and prunes as every other")
    void behavesTheSame(Duration off, String backend) throws Exception {
        open(backend);
        try (ClockProcess worker = ClockProcess.start(library(), off, database, backend)) {
            isOff(worker, off);
            startsOnTime(worker);
            retriesOnTime(worker);
            prunesByTheDatabasesClock(worker);
            rescues(worker);
            keepsItsLease(worker);
            isRescued(worker);
        }
    }

    private static Path library() throws IOException {
        Optional<Path> library = FakeTime.library();
        Assumptions.assumeTrue(library.isPresent(), "libfaketime is not installed: no clock can be set wrong");
        return library.orElseThrow();
    }

    /** Else all that follows would say nothing. */
    private static void isOff(ClockProcess worker, Duration off) throws InterruptedException {
        String[] words = worker.next().split(" ");
        assertThat(words[0]).isEqualTo("clock");
        Duration shown = Duration.ofMillis(Long.parseLong(words[1]) - System.currentTimeMillis());
        assertThat(shown.minus(off)).isBetween(Duration.ofMinutes(-1), Duration.ofMinutes(1));
    }

    private void startsOnTime(ClockProcess worker) throws Exception {
        // Once this is done, the process has loaded and connected what it needs.
        timed.push("quick");
        assertThat(worker.next()).isEqualTo("start quick 1");

        long pushedHere = timed.push(NewJob.of("quick").withDelay(Duration.ofSeconds(2)));
        assertThat(worker.next()).isEqualTo("start quick 1");
        assertThat(late(pushedHere)).isBetween(0.0, MOST_LATE);

        worker.tell("push PT2S");
        assertThat(worker.next()).isEqualTo("start quick 1");
        long pushedThere = (long) number("select max(id) from jobs");
        assertThat(number("select extract(epoch from run_at - created_at) from jobs where id = " + pushedThere))
                .as("the delay, by the database's clock, since the row was begun")
                .isBetween(2.0, 2.0 + MOST_LATE);
        assertThat(late(pushedThere)).isBetween(0.0, MOST_LATE);
    }

    private double late(long job) throws SQLException {
        return number("select extract(epoch from at - run_at) from starts join jobs on id = job where id = " + job);
    }

    private void retriesOnTime(ClockProcess worker) throws Exception {
        long job = timed.push("fail");
        assertThat(worker.next()).isEqualTo("start fail 1");
        assertThat(worker.next()).isEqualTo("start fail 2");

        double pause = number("select extract(epoch from max(at) - min(at)) from starts where job = " + job);
        assertThat(pause).isBetween(1.0 * ClockWorker.PAUSE.toSeconds(), ClockWorker.PAUSE.toSeconds() + MOST_LATE);
        assertThat(
                        number(
                                "select count(*) from jobs, starts where id = job and starts.attempt = 1 and id = "
                                        + job
                                        + " and cast(errors -> 0 ->> 'at' as timestamptz) between at - interval '1 second' and at + interval '1 second'"))
                .isEqualTo(1);
    }

    private void prunesByTheDatabasesClock(ClockProcess worker) throws Exception {
        database.execute("""
                insert into jobs (queue_name, status, updated_at) values
                    ('old', 'success', now() - interval '90 minutes'), ('young', 'success', now() - interval '30 minutes')""");
        worker.tell("prune");

        assertThat(worker.next()).startsWith("pruned ");
        assertThat(number("select count(*) from jobs where queue_name = 'old'")).isZero();
        assertThat(number("select count(*) from jobs where queue_name = 'young'"))
                .isEqualTo(1);
    }

    /** A node that beats no more: its lease ends, and then its job runs. */
    private void rescues(ClockProcess worker) throws Exception {
        // In one statement, so that the lease is from the very moment in which the job was made.
        database.execute("""
                with gone as (
                    insert into jobs_nodes (node, lease_until) values ('gone', now() + interval '%s seconds'))
                insert into jobs (queue_name, payload, status, attempt, node, claim)
                values ('timed', 'left', 'running', 1, 'gone', 1)""".formatted(LEASE));

        assertThat(worker.next()).isEqualTo("start left 2");
        double after = number("""
                select extract(epoch from at - created_at) from starts join jobs on id = job
                where convert_from(payload, 'UTF8') = 'left'""");
        assertThat(after).isBetween(LEASE, 2 * LEASE + MOST_LATE);
    }

    /** Two nodes, each with a job that takes longer than a lease, leave each other's alone. */
    private void keepsItsLease(ClockProcess worker) throws Exception {
        long there = timed.push("hold");
        assertThat(worker.next()).isEqualTo("start hold 1");
        queues.queue("here").subscribe(this::hold);
        long own = queues.queue("here").push("hold");
        assertThat(nextHere()).isEqualTo("hold 1");

        // Three leases later somebody would have taken one of them.
        queues.queue("later").subscribe(this::handle);
        queues.queue("later").push(NewJob.of("later").withDelay(ClockWorker.LEASE.multipliedBy(3)));
        assertThat(nextHere()).isEqualTo("later 1");

        assertThat(number("select count(*) from jobs where status = 'running' and attempt = 1 and id in (" + there + ","
                        + own + ")"))
                .isEqualTo(2);
        assertThat(number(
                        "select count(*) from jobs_nodes where lease_until > now() and lease_until <= now() + interval '"
                                + LEASE + " seconds'"))
                .isEqualTo(2);
    }

    private void hold(Job job) throws InterruptedException {
        handle(job);
        new CountDownLatch(1).await();
    }

    private void isRescued(ClockProcess worker) throws Exception {
        timed.subscribe(this::handle);
        worker.kill();
        double killed = number("select extract(epoch from clock_timestamp())");

        assertThat(nextHere()).isEqualTo("hold 2");
        double started = number("select extract(epoch from max(at)) from starts");
        assertThat(started - killed).isBetween(0.0, 2 * LEASE + MOST_LATE);
    }

    private String nextHere() throws InterruptedException {
        return here.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private double number(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getDouble(1);
        }
    }
}
