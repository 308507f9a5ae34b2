package io.github.pgqueue.spi;

import io.github.pgqueue.Job;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as a store hands it out: what the handler sees, and the fence that settles it.
 *
 * @param fence what settles it
 * @param queueName the queue it was claimed from
 * @param payload the bytes, or {@code null}
 * @param priority its priority
 * @param runAt when it was due
 * @param createdAt when it was pushed
 */
@SuppressWarnings("ArrayRecordComponent")
public record ClaimedJob(
        Fence fence, String queueName, byte @Nullable [] payload, int priority, Instant runAt, Instant createdAt)
        implements Job {

    @Override
    public long id() {
        return fence.id();
    }

    @Override
    public int attempt() {
        return fence.attempt();
    }

    @Override
    public @Nullable String text() {
        return payload == null ? null : new String(payload, StandardCharsets.UTF_8);
    }

    /** Names the job, without its payload. */
    @Override
    public String toString() {
        return "Job[" + queueName + " " + fence.id() + ", attempt " + fence.attempt() + "]";
    }
}
