package io.github.pgqueue.checks.hostile;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobExit;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A table where somebody writes by hand, and a node that works on its one queue. */
final class HostileTable implements AutoCloseable {

    static final String QUEUE = "hostile";

    private static final long PATIENCE_SECONDS = 30;
    private static final Duration LATER = Duration.ofHours(1);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final TestDatabase database = TestDatabases.shared().newDatabase();
    private final Connection connection;
    private final PgQueues queues;
    private final PgQueue queue;
    private final BlockingQueue<String> good = new LinkedBlockingQueue<>();
    private final Semaphore held = new Semaphore(0);
    private final Semaphore released = new Semaphore(0);
    private int pushed;

    HostileTable(String backend) throws SQLException {
        connection = database.connect();
        queues = PgQueues.create(PgQueuesConfig.builder(database.url())
                .credentials(database.user(), database.password())
                .backend(backend)
                .lease(Duration.ofSeconds(1))
                .closeTimeout(Duration.ofSeconds(1))
                .build());
        queues.bootstrap();
        queue = queues.queue(QUEUE);
        queue.subscribe(SubscribeOptions.parallel(4).withRetryPolicy(RetryPolicy.fixed(LATER, 3)), this::handle);
    }

    PgQueues queues() {
        return queues;
    }

    PgQueue queue() {
        return queue;
    }

    /** Ends as its number has it, in all ways that there are. */
    private void handle(Job job) throws InterruptedException {
        String text = String.valueOf(job.text());
        if (text.startsWith("good")) {
            good.add(text);
            return;
        }
        if (text.equals("hold")) {
            held.release();
            released.acquire();
        }
        switch ((int) Math.floorMod(job.id(), 7L)) {
            case 0 -> throw new IllegalStateException("no\0good");
            case 1 -> throw JobExit.snooze(LATER);
            case 2 -> throw JobExit.retryAt(Instant.parse("9999-12-31T23:59:59.999999999Z"), null);
            case 3 -> throw JobExit.giveUp("no\uD800use", null);
            case 4 -> throw JobExit.cancel("");
            case 5 -> job.setResult(new byte[] {0});
            default -> throw new StackOverflowError();
        }
    }

    /** Writes a row; tells what refused it. */
    Optional<SQLException> insert(Map<String, String> row) {
        String columns = String.join(", ", row.keySet());
        String values = String.join(", ", row.values());
        return execute("insert into jobs (queue_name, " + columns + ") values ('" + QUEUE + "', " + values + ")");
    }

    /** Changes a row that is there; tells what refused it. */
    Optional<SQLException> update(long id, Map<String, String> row) {
        StringBuilder changes = new StringBuilder();
        row.forEach((column, value) -> changes.append(changes.isEmpty() ? "" : ", ")
                .append(column)
                .append(" = ")
                .append(value));
        return execute("update jobs set " + changes + " where id = " + id);
    }

    private Optional<SQLException> execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return Optional.empty();
        } catch (SQLException refused) {
            return Optional.of(refused);
        }
    }

    /** A job that waits in its handler. */
    long hold() throws InterruptedException {
        long id = queue.push("hold");
        if (!held.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the job was not started");
        }
        return id;
    }

    void release() {
        released.release();
    }

    /** A good job is done, whatever else is there. */
    void doAGoodJob() throws InterruptedException {
        String text = "good " + pushed++;
        queue.push(NewJob.of(text));
        assertDone(text);
    }

    /** The same for one that somebody else pushed, so that it must be rung for. */
    void doAGoodJobOfAnother() throws InterruptedException {
        String text = "good " + pushed++;
        run("insert into jobs (queue_name, payload) values ('" + QUEUE + "', '" + text + "')");
        assertDone(text);
    }

    private void assertDone(String text) throws InterruptedException {
        String done = good.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!text.equals(done)) {
            throw new AssertionError("a good job was not done beside bad rows, but " + done);
        }
    }

    /** Makes nodes look for lost jobs at their next beat, and not only when they look by themselves. */
    void loseANode() {
        run("insert into jobs_nodes (node, lease_until) values ('lost', now()) on conflict do nothing");
    }

    /** Nothing is passed over for ever, and nothing is left in hand. */
    void awaitIdle() throws SQLException, InterruptedException {
        String left = "";
        for (long start = System.nanoTime();
                isWithin(start, PATIENCE_SECONDS);
                NEVER.await(20, TimeUnit.MILLISECONDS)) {
            left = text("""
                    select string_agg(concat_ws(' ', id, status, attempt, run_at, node, claim), '; ') from jobs
                    where status = 'running' or status = 'new' and run_at <= now()""");
            if (left == null) {
                return;
            }
        }
        throw new AssertionError("these are not taken up, or not ended: " + left);
    }

    private static boolean isWithin(long start, long seconds) {
        return System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds);
    }

    String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    void awaitListening() throws InterruptedException {
        for (long start = System.nanoTime(); queues.listenerState() != ListenerState.PROVEN; ) {
            if (!isWithin(start, PATIENCE_SECONDS)) {
                throw new AssertionError("not listening, but " + queues.listenerState());
            }
            NEVER.await(20, TimeUnit.MILLISECONDS);
        }
    }

    void clear() {
        execute("delete from jobs");
    }

    void run(String sql) {
        database.execute(sql);
    }

    @Override
    public void close() throws SQLException {
        released.release(1_000);
        queues.close();
        connection.close();
        database.close();
    }
}
