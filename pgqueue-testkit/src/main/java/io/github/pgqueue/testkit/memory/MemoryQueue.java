package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.JobState;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.spi.Ring;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jobs of one queue; what depends on them follows each change. Guarded by its table. */
final class MemoryQueue {

    private final String name;
    private final Map<Long, MemoryJob> jobs = new HashMap<>();
    private final MemoryWaiting waiting = new MemoryWaiting();
    private final MemoryKeys keys = new MemoryKeys();
    private boolean paused;

    MemoryQueue(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean isPaused() {
        return paused;
    }

    void pause(boolean pausing, MemoryCall call) {
        if (paused && !pausing) {
            call.ring(Ring.of(name));
        }
        paused = pausing;
    }

    MemoryWaiting waiting() {
        return waiting;
    }

    /** How long until one can be claimed, if one waits at all. */
    Optional<Duration> untilDue(Instant now) {
        return paused ? Optional.empty() : waiting.untilDue(now);
    }

    MemoryKeys keys() {
        return keys;
    }

    Collection<MemoryJob> jobs() {
        return jobs.values();
    }

    Optional<MemoryJob> find(long id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** A list of its own, for who changes what it finds. */
    List<MemoryJob> findAll(Predicate<MemoryJob> condition) {
        return jobs.values().stream().filter(condition).toList();
    }

    void add(MemoryJob job, Instant now) {
        jobs.put(job.id(), job);
        waiting.add(job);
        keys.take(job, now);
    }

    /** Changes a job. Who is to hear of it hears, whatever the change was. */
    void change(MemoryJob job, MemoryCall call, Runnable step) {
        JobState before = job.state();
        Instant due = job.runAt();
        waiting.remove(job);
        step.run();
        if (job.state() == JobState.NEW) {
            waiting.add(job);
            keys.take(job, call.now());
            if (before != JobState.NEW || job.runAt().isBefore(due)) {
                call.ringForWork(name, OptionalLong.of(job.id()), job.runAt());
            }
        } else if (job.state().isFinal()) {
            tellEnd(job, before, call);
        }
    }

    void remove(MemoryJob job, MemoryCall call) {
        waiting.remove(job);
        keys.forget(job);
        jobs.remove(job.id());
        tellEnd(job, job.state(), call);
    }

    private void tellEnd(MemoryJob job, JobState before, MemoryCall call) {
        if (job.isAwaited() && !before.isFinal()) {
            call.ring(Ring.of(Ring.Kind.DONE, name, job.id()));
        }
    }

    Stream<QueueStats> stats(Instant now) {
        Map<JobState, Long> counts = jobs.values().stream()
                .collect(Collectors.groupingBy(
                        MemoryJob::state, () -> new EnumMap<>(JobState.class), Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> new QueueStats(
                        name,
                        count.getKey(),
                        count.getValue(),
                        count.getKey() == JobState.NEW ? waiting.oldestDue(now) : Optional.empty()));
    }
}
