package io.github.pgqueue.benchmarks.contender;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.Subscription;
import io.github.pgqueue.benchmarks.shared.Waiting;
import java.sql.Connection;
import java.time.Instant;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** pgqueue at work on one queue. */
public final class PgqueueEntrant implements Entrant {

    private final Arena arena;
    private final PgQueues queues;
    private final PgQueue queue;

    PgqueueEntrant(Arena arena, PgQueues queues) {
        this.arena = arena;
        this.queues = queues;
        queue = queues.queue("work");
    }

    /** For what only pgqueue is measured in. */
    public PgQueues queues() {
        return queues;
    }

    @Override
    public void push(byte[] payload) {
        queue.push(payload);
    }

    /**
     * Adds a job in a transaction of the caller.
     *
     * @param connection has it open
     * @param payload the job's
     */
    public void push(Connection connection, byte[] payload) {
        queue.push(connection, NewJob.of(payload));
    }

    @Override
    public void pushAll(byte[] payload, int jobs) {
        queue.pushAll(Collections.nCopies(jobs, NewJob.of(payload)));
    }

    @Override
    public void pushAll(byte[] payload, int jobs, Instant due) {
        queue.pushAll(Collections.nCopies(jobs, NewJob.of(payload).withRunAt(due)));
    }

    @Override
    public Workers work(int workers, Handler handler) {
        Subscription subscription =
                queue.subscribe(SubscribeOptions.parallel(workers), job -> handler.handle(payload(job.payload())));
        return subscription::close;
    }

    private static byte[] payload(byte @Nullable [] payload) {
        return payload == null ? new byte[0] : payload;
    }

    @Override
    public void awaitReady() {
        Waiting.untilListening(queues);
    }

    @Override
    public long unfinished() {
        return arena.count("select count(*) from jobs where status in ('new', 'running', 'error')");
    }

    @Override
    public void close() {
        queues.close();
    }
}
