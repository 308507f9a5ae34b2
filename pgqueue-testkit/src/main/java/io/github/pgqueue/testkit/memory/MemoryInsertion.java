package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.Inserted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Adds jobs to a queue in one call. Guarded by its table. */
final class MemoryInsertion {

    private final MemoryRows rows;
    private final MemoryQueue queue;
    private final MemoryCall call;
    private final List<MemoryJob> fresh = new ArrayList<>();

    MemoryInsertion(MemoryRows rows, String queueName, MemoryCall call) {
        this.rows = rows;
        this.queue = rows.queue(queueName);
        this.call = call;
    }

    List<Inserted> insert(List<NewJob> jobs) {
        List<Inserted> all = new ArrayList<>();
        jobs.forEach(job -> all.add(insert(job)));
        ring();
        return all;
    }

    /** Those that were added. */
    List<MemoryJob> fresh() {
        return fresh;
    }

    private Inserted insert(NewJob job) {
        Optional<MemoryJob> holder = job.uniqueKey().flatMap(key -> queue.keys().holder(key.key(), call.now()));
        if (holder.isEmpty()) {
            return new Inserted(add(job).id(), false);
        }
        if (replaces(job) && holder.get().state() == JobState.NEW) {
            queue.change(holder.get(), call, () -> holder.get().replace(job, call.now()));
        }
        return new Inserted(holder.get().id(), true);
    }

    private static boolean replaces(NewJob job) {
        return job.uniqueKey()
                .filter(key -> key.conflict() != UniqueKey.Conflict.KEEP)
                .isPresent();
    }

    private MemoryJob add(NewJob job) {
        MemoryJob added = new MemoryJob(rows.nextId(), queue.name(), job, call.now());
        queue.add(added, call.now());
        fresh.add(added);
        return added;
    }

    /** Once for all, as a statement does. */
    private void ring() {
        OptionalLong single = fresh.size() == 1 ? OptionalLong.of(fresh.get(0).id()) : OptionalLong.empty();
        fresh.stream()
                .map(MemoryJob::runAt)
                .min(Comparator.naturalOrder())
                .ifPresent(due -> call.ringForWork(queue.name(), single, due));
    }
}
