package io.github.pgqueue.spi;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as a store hands it out. Immutable, as long as nobody writes to the payload's array.
 *
 * @param fence what settles it
 * @param queueName the queue it was claimed from
 * @param payload the bytes, or {@code null}
 * @param headers what travels beside the payload, an immutable map
 * @param priority its priority
 * @param runAt when it was due
 * @param createdAt when it was pushed
 * @param handling how it is to be handled
 */
@SuppressWarnings("ArrayRecordComponent")
public record ClaimedJob(
        Fence fence,
        String queueName,
        byte @Nullable [] payload,
        Map<String, String> headers,
        int priority,
        Instant runAt,
        Instant createdAt,
        Handling handling) {

    /**
     * The job's number.
     *
     * @return that of the fence
     */
    public long id() {
        return fence.id();
    }

    /**
     * The attempt that the claim began.
     *
     * @return that of the fence
     */
    public int attempt() {
        return fence.attempt();
    }

    /**
     * The payload read as UTF-8.
     *
     * @return the text; {@code null} if there is no payload
     */
    public @Nullable String text() {
        return payload == null ? null : new String(payload, StandardCharsets.UTF_8);
    }

    /** Names the job, without payload and headers. */
    @Override
    public String toString() {
        return "Job[" + queueName + " " + fence.id() + ", attempt " + fence.attempt() + "]";
    }
}
