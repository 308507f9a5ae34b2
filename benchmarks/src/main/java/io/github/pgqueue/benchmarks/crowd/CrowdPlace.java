package io.github.pgqueue.benchmarks.crowd;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.Subscription;
import io.github.pgqueue.benchmarks.server.Schema;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A table with its crowd, whose queue is filled and drained again and again. */
public final class CrowdPlace implements AutoCloseable {

    private static final String BACKEND = "pgjdbc";
    private static final int WORKERS = 10;
    private static final int PUSHED_AT_ONCE = 1000;
    private static final int MINUTES_AT_MOST = 10;

    private final Crowd crowd;
    private final Schema schema;
    private final PgQueues queues;
    private final PgQueue work;

    /**
     * Makes the table and fills it with the crowd.
     *
     * @param url the server
     * @param crowd what it holds beside the jobs that are done
     * @param rows how many of these
     */
    public CrowdPlace(String url, Crowd crowd, long rows) {
        this.crowd = crowd;
        schema = new Schema(url);
        queues = PgQueues.create(PgQueuesConfig.builder(url)
                .table(schema.table())
                .backend(BACKEND)
                .build());
        queues.bootstrap();
        crowd.fill(schema, rows);
        schema.settle();
        work = queues.queue("work");
    }

    /** What it holds. */
    public Crowd crowd() {
        return crowd;
    }

    /**
     * Pushes jobs, then has as many done.
     *
     * @param jobs how many
     * @return how many were done in a second
     * @throws InterruptedException if the process is told to stop
     */
    public double drain(int jobs) throws InterruptedException {
        push(jobs);
        return work(jobs);
    }

    /**
     * Adds jobs to the queue that is worked on.
     *
     * @param jobs how many
     */
    public void push(int jobs) {
        for (int pushed = 0; pushed < jobs; pushed += PUSHED_AT_ONCE) {
            List<NewJob> batch = Collections.nCopies(Math.min(PUSHED_AT_ONCE, jobs - pushed), NewJob.of(new byte[100]));
            work.pushAll(batch);
        }
    }

    /** VACUUM, ANALYZE and CHECKPOINT. */
    public void settle() {
        schema.settle();
    }

    /**
     * Has jobs done that are there.
     *
     * @param jobs how many, if not some more are under way by then
     * @return how many were done in a second, by the table
     * @throws InterruptedException if the process is told to stop
     */
    public double work(int jobs) throws InterruptedException {
        long before = unfinished();
        CountDownLatch left = new CountDownLatch(jobs);
        long start = System.nanoTime();
        Subscription workers = work.subscribe(SubscribeOptions.parallel(WORKERS), job -> left.countDown());
        boolean done = left.await(MINUTES_AT_MOST, TimeUnit.MINUTES);
        // Closing writes the last ends.
        workers.close();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!done) {
            throw new IllegalStateException(left.getCount() + " of " + jobs + " jobs were not done within "
                    + MINUTES_AT_MOST + " minutes, beside " + crowd.title());
        }
        long ended = before - unfinished();
        if (ended < jobs) {
            throw new IllegalStateException(jobs + " jobs were handled, and " + ended + " are done");
        }
        return ended / seconds;
    }

    private long unfinished() {
        return schema.count("select count(*) from " + schema.table()
                + " where queue_name = 'work' and status in ('new', 'running', 'error')");
    }

    @Override
    public void close() {
        queues.close();
        schema.close();
    }
}
