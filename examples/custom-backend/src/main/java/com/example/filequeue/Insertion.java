package com.example.filequeue;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.UniqueKey.Conflict;
import io.github.pgqueue.spi.Inserted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds jobs to one queue. Not thread-safe. */
final class Insertion {

    private final String queueName;
    private final Draft draft;
    private final Instant now;

    Insertion(String queueName, Draft draft) {
        this.queueName = queueName;
        this.draft = draft;
        this.now = draft.now();
    }

    List<Inserted> insert(List<NewJob> jobs) {
        List<Inserted> all = new ArrayList<>();
        for (NewJob job : jobs) {
            all.add(insert(job));
        }
        return all;
    }

    /** Rule S8.1. */
    private Inserted insert(NewJob job) {
        Optional<Row> holder = job.uniqueKey().flatMap(this::holder);
        if (holder.isEmpty()) {
            Row row = Row.of(draft.nextId(), queueName, job, now);
            draft.put(row);
            return new Inserted(row.id(), false);
        }
        holder.filter(row -> row.waits() && replaces(job)).ifPresent(row -> draft.put(row.replaced(job, now)));
        return new Inserted(holder.get().id(), true);
    }

    private Optional<Row> holder(UniqueKey key) {
        return draft.ofQueue(queueName).filter(row -> row.holds(key.key(), now)).findFirst();
    }

    private static boolean replaces(NewJob job) {
        return job.uniqueKey().filter(key -> key.conflict() != Conflict.KEEP).isPresent();
    }
}
