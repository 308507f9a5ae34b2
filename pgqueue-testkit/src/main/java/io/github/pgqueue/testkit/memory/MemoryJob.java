package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Fence;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One job. Its states are drawn in {@link JobState}. Guarded by its table. */
final class MemoryJob {

    private final long id;
    private final String queueName;
    private final byte @Nullable [] payload;
    private final int priority;
    private final Instant createdAt;
    private JobState state = JobState.NEW;
    private int attempt;
    private long claim;
    private Optional<String> error = Optional.empty();
    private Instant runAt;
    private Instant updatedAt;

    MemoryJob(long id, String queueName, NewJob job, Instant now) {
        this.id = id;
        this.queueName = queueName;
        this.payload = copy(job.payload());
        this.priority = job.priority();
        this.createdAt = now;
        this.runAt = now;
        this.updatedAt = now;
    }

    long id() {
        return id;
    }

    int priority() {
        return priority;
    }

    Instant runAt() {
        return runAt;
    }

    JobState state() {
        return state;
    }

    boolean isHeldBy(Fence fence) {
        return isHeldBy(fence.claim()) && attempt == fence.attempt();
    }

    boolean isHeldBy(long number) {
        return state == JobState.RUNNING && claim == number;
    }

    ClaimedJob claim(long number, Instant now) {
        attempt++;
        claim = number;
        change(JobState.RUNNING, now);
        return new ClaimedJob(new Fence(id, attempt, number), queueName, copy(payload), priority, runAt, createdAt);
    }

    void end(JobState outcome, Optional<String> message, Instant now) {
        error = message.or(() -> error);
        change(outcome, now);
    }

    void retry(Optional<String> message, Instant due, Instant now) {
        error = message.or(() -> error);
        runAt = due;
        change(JobState.NEW, now);
    }

    /** The claim's attempt did not happen. */
    void release(Instant now) {
        attempt--;
        change(JobState.NEW, now);
    }

    private void change(JobState next, Instant now) {
        state = next;
        updatedAt = now;
    }

    JobInfo info() {
        return new JobInfo(id, queueName, state, priority, attempt, error, runAt, createdAt, updatedAt);
    }

    private static byte @Nullable [] copy(byte @Nullable [] bytes) {
        return bytes == null ? null : bytes.clone();
    }
}
