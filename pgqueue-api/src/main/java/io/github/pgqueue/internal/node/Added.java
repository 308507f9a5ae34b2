package io.github.pgqueue.internal.node;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.Ring;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Jobs that were added here, and what became of them. Immutable.
 *
 * @param queueName the queue
 * @param jobs what was pushed
 * @param inserted what became of each, in their order
 */
record Added(String queueName, List<NewJob> jobs, List<Inserted> inserted) {

    /** What others are to hear; empty if nothing has changed for them. */
    Optional<Ring> ring() {
        return jobs.size() == 1 ? ringOfOne(jobs.get(0)) : ringOfAll();
    }

    /** Between the commit of a single job and its ring: by no stream, which costs more than what it does. */
    private Optional<Ring> ringOfOne(NewJob job) {
        if (!isChange(0)) {
            return Optional.empty();
        }
        Instant due = due(job);
        return Optional.of(new Ring(queueName, id(0), due.equals(Instant.MIN) ? Optional.empty() : Optional.of(due)));
    }

    private Optional<Ring> ringOfAll() {
        int[] changed = IntStream.range(0, jobs.size()).filter(this::isChange).toArray();
        return changed.length == 0 ? Optional.empty() : Optional.of(new Ring(queueName, id(changed), due(changed)));
    }

    /** A job that was there and is kept is no news. One that was replaced may be due earlier than it was. */
    private boolean isChange(int place) {
        return !inserted.get(place).wasThere()
                || jobs.get(place)
                        .uniqueKey()
                        .filter(key -> key.conflict() != UniqueKey.Conflict.KEEP)
                        .isPresent();
    }

    /** Not of one that is due after a delay: who looks for it does not find it yet, and all are to learn when it is. */
    private OptionalLong id(int... places) {
        return places.length == 1 && !isDelayed(jobs.get(places[0]))
                ? OptionalLong.of(inserted.get(places[0]).id())
                : OptionalLong.empty();
    }

    private static boolean isDelayed(NewJob job) {
        return !job.delay().isZero() || isDebounced(job);
    }

    /** Of times only: when a delay is over is for the database's clock to say. */
    private Optional<Instant> due(int... places) {
        return IntStream.of(places)
                .mapToObj(place -> due(jobs.get(place)))
                .min(Instant::compareTo)
                .filter(first -> !first.equals(Instant.MIN));
    }

    private static Instant due(NewJob job) {
        return isDebounced(job) ? Instant.MIN : job.runAt().orElse(Instant.MIN);
    }

    private static boolean isDebounced(NewJob job) {
        return job.uniqueKey()
                .filter(key -> key.conflict() == UniqueKey.Conflict.DEBOUNCE)
                .isPresent();
    }
}
