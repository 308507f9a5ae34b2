package io.github.pgqueue;

import java.time.Duration;

/**
 * What makes a job the only one of its kind in a queue: while one holds the key, a push with the same key
 * adds none, returns the first one's id and says so. Immutable.
 *
 * <pre>{@code
 * NewJob.of("rebuild").withUniqueKey(UniqueKey.of("index 7"));
 * NewJob.of("mail").withUniqueKey(UniqueKey.of("ada@example.org").within(Duration.ofHours(1)));
 * NewJob.of("save").withUniqueKey(UniqueKey.of("doc 3").debounce(Duration.ofSeconds(2), Duration.ofMinutes(1)));
 * }</pre>
 *
 * @param key 1 to 255 characters, none of them NUL
 * @param scope in which states of the first job it counts
 * @param period for {@link Scope#PERIOD} how long it counts after the push, from 1 ms to 36,500 days; else zero
 * @param conflict what becomes of a later push while it counts
 * @param quiet for {@link Conflict#DEBOUNCE}: how long after the last push the job is due
 * @param longest for {@link Conflict#DEBOUNCE}: how long after the first push it is due at the latest
 */
public record UniqueKey(String key, Scope scope, Duration period, Conflict conflict, Duration quiet, Duration longest) {

    /** The longest key, in characters. */
    public static final int MAX_LENGTH = 255;

    /** In which states the first job holds its key. */
    public enum Scope {
        /** While it waits or runs. The default. */
        FINISHED,
        /** Until its handler is started for the first time. */
        STARTED,
        /** For a time after its push, whatever becomes of it. */
        PERIOD
    }

    /** What becomes of a push whose key is held. */
    public enum Conflict {
        /** Nothing: the first job stays as it is. The default. */
        KEEP,
        /**
         * While the first job waits, it takes over payload, headers, priority, retry policy, time limit and
         * due time of the second. One that runs or is finished stays as it is.
         */
        REPLACE,
        /**
         * As {@link #REPLACE}, but the due time is put off: to so long after this push, and not later than so
         * long after the first.
         */
        DEBOUNCE
    }

    /**
     * Checks all parts.
     *
     * @param key 1 to 255 characters, none of them NUL
     * @param scope in which states of the first job it counts
     * @param period for {@link Scope#PERIOD} how long it counts after the push, from 1 ms to 36,500 days; else zero
     * @param conflict what becomes of a later push while it counts
     * @param quiet for {@link Conflict#DEBOUNCE}: how long after the last push the job is due
     * @param longest for {@link Conflict#DEBOUNCE}: how long after the first push it is due at the latest
     * @throws IllegalArgumentException if one is out of its range
     */
    public UniqueKey {
        Texts.check("uniqueKey", key, MAX_LENGTH);
        if (scope == Scope.PERIOD) {
            checkTime("period", period);
        }
        if (conflict == Conflict.DEBOUNCE) {
            NewJob.checkDelay(quiet);
            NewJob.checkDelay(longest);
            if (longest.compareTo(quiet) < 0) {
                throw new IllegalArgumentException("longest must not be less than quiet, " + quiet + ": " + longest);
            }
        }
    }

    /**
     * A key that counts until the job is finished; a later push leaves the first job as it is.
     *
     * @param key 1 to 255 characters, none of them NUL
     * @return the key
     * @throws IllegalArgumentException if it breaks the rule
     */
    public static UniqueKey of(String key) {
        return new UniqueKey(key, Scope.FINISHED, Duration.ZERO, Conflict.KEEP, Duration.ZERO, Duration.ZERO);
    }

    /**
     * The same key, counting only until the job's handler is started for the first time.
     *
     * @return a new instance
     */
    public UniqueKey untilStarted() {
        return new UniqueKey(key, Scope.STARTED, Duration.ZERO, conflict, quiet, longest);
    }

    /**
     * The same key, counting for a time after the push, whatever becomes of the job.
     *
     * @param period from 1 ms to 36,500 days
     * @return a new instance
     * @throws IllegalArgumentException if it is out of range
     */
    public UniqueKey within(Duration period) {
        return new UniqueKey(key, Scope.PERIOD, period, conflict, quiet, longest);
    }

    /**
     * The same key; a later push replaces what waits.
     *
     * @return a new instance
     */
    public UniqueKey replacing() {
        return new UniqueKey(key, scope, period, Conflict.REPLACE, Duration.ZERO, Duration.ZERO);
    }

    /**
     * The same key; a later push replaces what waits and puts it off. The first push is due after {@code
     * quiet} too, whatever its own due time says.
     *
     * @param quiet how long after the last push the job is due, from zero to 36,500 days
     * @param longest how long after the first push it is due at the latest; not less than {@code quiet}
     * @return a new instance
     * @throws IllegalArgumentException if a time is out of range
     */
    public UniqueKey debounce(Duration quiet, Duration longest) {
        return new UniqueKey(key, scope, period, Conflict.DEBOUNCE, quiet, longest);
    }

    private static void checkTime(String setting, Duration value) {
        Duration least = Duration.ofMillis(1);
        if (value.compareTo(least) < 0 || value.compareTo(RetryPolicy.LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException(
                    setting + " must be from " + least + " to " + RetryPolicy.LONGEST_DELAY + ": " + value);
        }
    }

    /** Without the key, which may be a secret of the application. */
    @Override
    public String toString() {
        return "UniqueKey[" + key.length() + " characters, " + scope + ", " + conflict + "]";
    }
}
