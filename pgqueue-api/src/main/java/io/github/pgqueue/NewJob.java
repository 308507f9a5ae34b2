package io.github.pgqueue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job that is about to be pushed. Immutable, as long as nobody writes to the payload's array.
 *
 * <pre>{@code
 * queue.push(NewJob.of("text").withPriority(-10).withDelay(Duration.ofMinutes(5)));
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

    /** The most headers that a job can have. */
    public static final int MAX_HEADERS = 64;

    /** The longest name of a header, in characters. */
    public static final int MAX_HEADER_NAME = 255;

    /** The longest value of a header, in characters. */
    public static final int MAX_HEADER_VALUE = 4_096;

    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Duration SHORTEST_LIMIT = Duration.ofMillis(1);

    private final byte @Nullable [] payload;
    private final Draft draft;

    private NewJob(byte @Nullable [] payload, Draft draft) {
        this.payload = payload;
        this.draft = draft;
    }

    /** All but the payload. */
    private record Draft(
            int priority,
            @Nullable Instant runAt,
            Duration delay,
            Map<String, String> headers,
            @Nullable RetryPolicy retryPolicy,
            @Nullable Duration timeLimit,
            @Nullable UniqueKey uniqueKey) {

        static final Draft DEFAULT = new Draft(DEFAULT_PRIORITY, null, Duration.ZERO, Map.of(), null, null, null);

        Draft withPriority(int next) {
            return new Draft(next, runAt, delay, headers, retryPolicy, timeLimit, uniqueKey);
        }

        Draft withDue(@Nullable Instant nextRunAt, Duration nextDelay) {
            return new Draft(priority, nextRunAt, nextDelay, headers, retryPolicy, timeLimit, uniqueKey);
        }

        Draft withHeaders(Map<String, String> next) {
            return new Draft(priority, runAt, delay, next, retryPolicy, timeLimit, uniqueKey);
        }

        Draft withRetryPolicy(RetryPolicy next) {
            return new Draft(priority, runAt, delay, headers, next, timeLimit, uniqueKey);
        }

        Draft withTimeLimit(Duration next) {
            return new Draft(priority, runAt, delay, headers, retryPolicy, next, uniqueKey);
        }

        Draft withUniqueKey(UniqueKey next) {
            return new Draft(priority, runAt, delay, headers, retryPolicy, timeLimit, next);
        }
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
        return new NewJob(payload, Draft.DEFAULT);
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
        return new NewJob(null, Draft.DEFAULT);
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
        return new NewJob(payload, draft.withPriority(priority));
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
        return draft.priority();
    }

    /**
     * The same job, due at a time by the database's clock. Default: at once.
     *
     * @param runAt from the years 1 to 9999, kept to the microsecond; one that is over means at once
     * @return a new instance; a delay that was set before does not count any more
     * @throws IllegalArgumentException if the time is out of range
     */
    public NewJob withRunAt(Instant runAt) {
        return new NewJob(payload, draft.withDue(checkRunAt(runAt), Duration.ZERO));
    }

    /**
     * The same job, due so long after it is pushed, by the database's clock. Default: zero.
     *
     * @param delay from zero to 36,500 days, kept to the millisecond, rounded up
     * @return a new instance; a due time that was set before does not count any more
     * @throws IllegalArgumentException if the delay is out of range
     */
    public NewJob withDelay(Duration delay) {
        return new NewJob(payload, draft.withDue(null, checkDelay(delay)));
    }

    /**
     * The same job with one header more: a small text that travels from push to handler. A header that has
     * the name already is replaced.
     *
     * @param name 1 to {@value #MAX_HEADER_NAME} characters, none of them NUL
     * @param value at most {@value #MAX_HEADER_VALUE} characters, none of them NUL
     * @return a new instance
     * @throws IllegalArgumentException if the header breaks the rule, or there are more than {@value
     *     #MAX_HEADERS}
     */
    public NewJob withHeader(String name, String value) {
        Texts.check("header name", name, MAX_HEADER_NAME);
        Texts.checkWellFormed("header value", value);
        if (value.codePointCount(0, value.length()) > MAX_HEADER_VALUE) {
            throw new IllegalArgumentException("header value must have at most " + MAX_HEADER_VALUE
                    + " characters: it has " + value.codePointCount(0, value.length()));
        }
        Map<String, String> all = new LinkedHashMap<>(draft.headers());
        all.put(name, value);
        if (all.size() > MAX_HEADERS) {
            throw new IllegalArgumentException("headers must be at most " + MAX_HEADERS + ": " + all.size());
        }
        return new NewJob(payload, draft.withHeaders(Map.copyOf(all)));
    }

    /**
     * The same job with a retry policy of its own, which goes before that of the subscription.
     *
     * @param policy one of the kinds that {@link RetryPolicy} makes
     * @return a new instance
     * @throws IllegalArgumentException if it is a function of the user's own, which cannot be kept
     */
    public NewJob withRetryPolicy(RetryPolicy policy) {
        RetryPolicy.format(policy);
        return new NewJob(payload, draft.withRetryPolicy(policy));
    }

    /**
     * The same job with a time limit for each attempt, which goes before that of the subscription: when it is
     * over, the handler is interrupted and the attempt has failed.
     *
     * @param limit from 1 ms to 36,500 days
     * @return a new instance
     * @throws IllegalArgumentException if the limit is out of range
     */
    public NewJob withTimeLimit(Duration limit) {
        return new NewJob(payload, draft.withTimeLimit(checkTimeLimit(limit)));
    }

    /**
     * The same job, the only one in its queue that holds this key.
     *
     * @param key the key, and when it counts
     * @return a new instance
     */
    public NewJob withUniqueKey(UniqueKey key) {
        return new NewJob(payload, draft.withUniqueKey(key));
    }

    /**
     * When it is due.
     *
     * @return empty if {@link #delay()} says it
     */
    public Optional<Instant> runAt() {
        return Optional.ofNullable(draft.runAt());
    }

    /**
     * How long after the push it is due.
     *
     * @return zero or more
     */
    public Duration delay() {
        return draft.delay();
    }

    /**
     * The headers.
     *
     * @return an immutable map
     */
    public Map<String, String> headers() {
        return draft.headers();
    }

    /**
     * The job's own retry policy.
     *
     * @return empty for that of the subscription
     */
    public Optional<RetryPolicy> retryPolicy() {
        return Optional.ofNullable(draft.retryPolicy());
    }

    /**
     * The job's own time limit.
     *
     * @return empty for that of the subscription
     */
    public Optional<Duration> timeLimit() {
        return Optional.ofNullable(draft.timeLimit());
    }

    /**
     * The key that it holds.
     *
     * @return empty for none
     */
    public Optional<UniqueKey> uniqueKey() {
        return Optional.ofNullable(draft.uniqueKey());
    }

    static Instant checkRunAt(Instant time) {
        if (time.isBefore(FIRST_TIME) || !time.isBefore(END_OF_TIME)) {
            throw new IllegalArgumentException("time must be from the years 1 to 9999: " + time);
        }
        return time;
    }

    static Duration checkDelay(Duration delay) {
        if (delay.isNegative() || delay.compareTo(RetryPolicy.LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "delay must be from " + Duration.ZERO + " to " + RetryPolicy.LONGEST_DELAY + ": " + delay);
        }
        return delay;
    }

    static Duration checkTimeLimit(Duration limit) {
        if (limit.compareTo(SHORTEST_LIMIT) < 0 || limit.compareTo(RetryPolicy.LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "timeLimit must be from " + SHORTEST_LIMIT + " to " + RetryPolicy.LONGEST_DELAY + ": " + limit);
        }
        return limit;
    }

    @Override
    public String toString() {
        String size = payload == null ? "no payload" : payload.length + " bytes";
        return "NewJob[" + size + ", priority " + priority() + "]";
    }
}
