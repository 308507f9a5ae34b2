package io.github.pgqueue;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A job that is about to be pushed. Immutable, as long as nobody writes to the payload's array.
 *
 * <pre>{@code
 * queue.push(NewJob.of("text").withPriority(-10));
 * }</pre>
 */
public final class NewJob {

    /**
     * The largest payload, in bytes: 500 MiB. PostgreSQL ends at 1 GB for a row in the form in which
     * it travels, which can take two characters a byte.
     */
    public static final int MAX_PAYLOAD_BYTES = 500 * 1024 * 1024;

    /** The priority that runs before all others. */
    public static final int FIRST_PRIORITY = Short.MIN_VALUE;

    /** The priority that runs after all others. */
    public static final int LAST_PRIORITY = Short.MAX_VALUE;

    /** The priority of a job that says nothing about it. */
    public static final int DEFAULT_PRIORITY = 0;

    private final byte @Nullable [] payload;
    private final int priority;

    private NewJob(byte @Nullable [] payload, int priority) {
        this.payload = payload;
        this.priority = priority;
    }

    /**
     * A job with these bytes.
     *
     * @param payload the bytes, not copied
     * @return the job, with the default priority
     * @throws IllegalArgumentException if there are more than {@value #MAX_PAYLOAD_BYTES} bytes
     */
    public static NewJob of(byte[] payload) {
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "payload must have at most " + MAX_PAYLOAD_BYTES + " bytes: " + payload.length);
        }
        return new NewJob(payload, DEFAULT_PRIORITY);
    }

    /**
     * A job with this text as UTF-8.
     *
     * @param payload the text
     * @return the job, with the default priority
     * @throws IllegalArgumentException if it takes more than {@value #MAX_PAYLOAD_BYTES} bytes
     */
    public static NewJob of(String payload) {
        return of(payload.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A job without a payload, which is not the same as one with an empty payload.
     *
     * @return the job, with the default priority
     */
    public static NewJob withoutPayload() {
        return new NewJob(null, DEFAULT_PRIORITY);
    }

    /**
     * The same job with another priority. Default: {@value #DEFAULT_PRIORITY}.
     *
     * @param priority lower runs first; {@value #FIRST_PRIORITY} to {@value #LAST_PRIORITY}
     * @return a new instance
     * @throws IllegalArgumentException if the priority is out of range
     */
    public NewJob withPriority(int priority) {
        if (priority < FIRST_PRIORITY || priority > LAST_PRIORITY) {
            throw new IllegalArgumentException(
                    "priority must be from " + FIRST_PRIORITY + " to " + LAST_PRIORITY + ": " + priority);
        }
        return new NewJob(payload, priority);
    }

    /**
     * The bytes to keep.
     *
     * @return the array itself, or {@code null} for a job without a payload
     */
    public byte @Nullable [] payload() {
        return payload;
    }

    /**
     * The priority.
     *
     * @return lower runs first
     */
    public int priority() {
        return priority;
    }

    @Override
    public String toString() {
        String size = payload == null ? "no payload" : payload.length + " bytes";
        return "NewJob[" + size + ", priority " + priority + "]";
    }
}
