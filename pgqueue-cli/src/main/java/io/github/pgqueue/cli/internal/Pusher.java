package io.github.pgqueue.cli.internal;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import java.util.ArrayList;
import java.util.List;

/** Pushes to one queue in batches, and remembers what it has pushed. Not thread-safe. */
final class Pusher {

    static final int MAX_JOBS = 1_000;
    private static final long MAX_BYTES = 8 * 1024 * 1024;

    private final PgQueue queue;
    private final int priority;
    private final List<NewJob> batch = new ArrayList<>();
    private long batchBytes;
    private long pushed;
    private long firstId;
    private long lastId;

    Pusher(PgQueue queue, int priority) {
        this.queue = queue;
        this.priority = priority;
    }

    void add(byte[] payload) {
        batch.add(NewJob.of(payload).withPriority(priority));
        batchBytes += payload.length;
        if (batch.size() == MAX_JOBS || batchBytes >= MAX_BYTES) {
            flush();
        }
    }

    void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<Long> ids = queue.pushAll(batch);
        firstId = pushed == 0 ? ids.get(0) : firstId;
        lastId = ids.get(ids.size() - 1);
        pushed += ids.size();
        batch.clear();
        batchBytes = 0;
    }

    long pushed() {
        return pushed;
    }

    long firstId() {
        return firstId;
    }

    long lastId() {
        return lastId;
    }
}
