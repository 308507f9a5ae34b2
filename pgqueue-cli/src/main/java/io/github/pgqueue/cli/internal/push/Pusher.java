package io.github.pgqueue.cli.internal.push;

import io.github.pgqueue.JobHandle;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Pushes to one queue in batches, and remembers what it has pushed. Not thread-safe. */
final class Pusher {

    static final int MAX_JOBS = 1_000;
    private static final long MAX_BYTES = 8 * 1024 * 1024;

    private final PgQueue queue;
    private final JobOptions options;
    private final boolean keepsIds;
    private final List<NewJob> batch = new ArrayList<>();
    private final List<Long> ids = new ArrayList<>();
    private long batchBytes;
    private long pushed;
    private long firstId;
    private long lastId;
    private OptionalLong holder = OptionalLong.empty();

    /** Keeps ids only if somebody is going to ask for them: there may be millions. */
    Pusher(PgQueue queue, JobOptions options, boolean keepsIds) {
        this.queue = queue;
        this.options = options;
        this.keepsIds = keepsIds;
    }

    void add(byte[] payload) {
        batch.add(options.describe(NewJob.of(payload)));
        batchBytes += payload.length;
        if (batch.size() == MAX_JOBS || batchBytes >= MAX_BYTES) {
            flush();
        }
    }

    void flush() {
        if (options.isUnique()) {
            batch.forEach(this::submit);
        } else if (!batch.isEmpty()) {
            count(queue.pushAll(batch));
        }
        batch.clear();
        batchBytes = 0;
    }

    private void submit(NewJob job) {
        JobHandle handle = queue.submit(job);
        if (handle.wasThere()) {
            holder = OptionalLong.of(handle.id());
            keep(List.of(handle.id()));
        } else {
            count(List.of(handle.id()));
        }
    }

    private void count(List<Long> added) {
        firstId = pushed == 0 ? added.get(0) : firstId;
        lastId = added.get(added.size() - 1);
        pushed += added.size();
        keep(added);
    }

    private void keep(List<Long> found) {
        if (keepsIds) {
            ids.addAll(found);
        }
    }

    /** All that were pushed, and the one that was there already; in the order of the pushes. */
    List<Long> ids() {
        return ids;
    }

    /** The job that held the unique key. */
    OptionalLong holder() {
        return holder;
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
