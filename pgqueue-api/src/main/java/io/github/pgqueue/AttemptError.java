package io.github.pgqueue;

import java.time.Instant;
import java.util.Optional;

/**
 * One failure of a job, as it is kept in the table. Immutable.
 *
 * @param attempt which attempt failed
 * @param at when, by the database's clock
 * @param node where: the node that ran it
 * @param type the class of what was thrown
 * @param message its message, cut to 4,000 characters
 * @param trace its stack trace, cut to 8,000 characters
 */
public record AttemptError(
        int attempt, Instant at, String node, String type, Optional<String> message, Optional<String> trace) {

    /** How many of a job's failures are kept: the last ones. */
    public static final int MOST_KEPT = 10;

    /** Without message and trace, which may hold secrets of the application. */
    @Override
    public String toString() {
        return "AttemptError[attempt " + attempt + " at " + at + " on " + node + ", " + type + "]";
    }
}
