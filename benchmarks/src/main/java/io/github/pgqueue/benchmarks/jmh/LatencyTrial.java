package io.github.pgqueue.benchmarks.jmh;

import io.github.pgqueue.JobState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.benchmarks.process.Starts;
import io.github.pgqueue.benchmarks.process.WorkerProcess;
import io.github.pgqueue.benchmarks.server.Schema;
import io.github.pgqueue.benchmarks.shared.Opened;
import io.github.pgqueue.benchmarks.shared.Waiting;
import io.github.pgqueue.benchmarks.worker.Backend;
import io.github.pgqueue.benchmarks.worker.DrainAndSleep;
import io.github.pgqueue.benchmarks.worker.WorkerMain;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One backend with one worker on a fresh table, where jobs are pushed one at a time. For one thread.
 */
final class LatencyTrial implements AutoCloseable {

    private static final byte[] PAYLOAD = "x".repeat(100).getBytes(StandardCharsets.UTF_8);

    private final Starts starts = new Starts();
    private final Opened opened = new Opened();
    private final Schema schema;
    private final PgQueues queues;
    private final PgQueue queue;
    private long pushed;

    LatencyTrial(Backend backend, WorkerPlace place, String url) {
        try {
            schema = opened.keep(new Schema(url));
            queues = opened.keep(PgQueues.create(backend.config(url, schema.table())));
            queues.bootstrap();
            queue = queues.queue(WorkerMain.QUEUE);
            switch (place) {
                case SAME_PROCESS -> workHere(backend, url);
                case OTHER_PROCESS ->
                    opened.keep(WorkerProcess.start(
                            WorkerMain.class, url, starts::add, backend.toString(), schema.table()));
            }
        } catch (RuntimeException e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private void workHere(Backend backend, String url) {
        if (backend.drainsAndSleeps()) {
            opened.keep(new DrainAndSleep(url, schema.table(), WorkerMain.QUEUE, starts::add));
            return;
        }
        queue.subscribe(job -> starts.add(job.id(), System.nanoTime()));
        if (backend.listens()) {
            Waiting.untilListening(queues);
        }
    }

    /** Brings the code on both sides to the speed that it has in a process that runs for long. */
    void warmUp(int jobs) {
        for (int i = 0; i < jobs; i++) {
            queue.push(PAYLOAD);
        }
        pushed += jobs;
        starts.awaitAny(jobs);
        untilAllSucceeded();
        schema.settle();
    }

    /** Pushes a job and waits until its handler has started. */
    Latency once() {
        long before = System.nanoTime();
        long id = queue.push(PAYLOAD);
        long returned = System.nanoTime();
        pushed++;
        long started = starts.await(id);
        // A handler that wakes before push has returned to its caller has waited for nothing.
        return new Latency(started - before, Math.max(0, started - returned));
    }

    /** A figure for jobs of which some were lost would be worth nothing. */
    void untilAllSucceeded() {
        Waiting.until(pushed + " jobs are done", () -> isAllDone(queues.stats()));
    }

    private boolean isAllDone(List<QueueStats> stats) {
        return stats.size() == 1
                && stats.get(0).state() == JobState.SUCCESS
                && stats.get(0).jobs() == pushed;
    }

    @Override
    public void close() {
        opened.close();
    }
}
