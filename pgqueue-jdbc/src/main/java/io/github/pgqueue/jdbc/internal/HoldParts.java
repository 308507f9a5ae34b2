package io.github.pgqueue.jdbc.internal;

import java.time.Duration;

/**
 * What all that is held of one table has in common. Immutable and thread-safe.
 *
 * @param database where it is
 * @param joined runs statements in a transaction
 * @param limit how long the server may take
 * @param end ends jobs in the transaction that holds them
 * @param endUnkept the same where they are not to be kept
 * @param keep turns what was held into claims
 * @param forgetting deletes what is not to be kept
 */
record HoldParts(
        Database database,
        Joined joined,
        AnswerLimit limit,
        String end,
        String endUnkept,
        String keep,
        Forgetting forgetting) {

    static HoldParts of(
            Statements statements, Database database, Joined joined, AnswerLimit limit, Forgetting forgetting) {
        return new HoldParts(
                database,
                joined,
                limit,
                statements.fill(HoldSql.END),
                statements.fill(HoldSql.END_UNKEPT),
                statements.fill(HoldSql.KEEP.replace("{patience}", millis(limit.waitForLock()))),
                forgetting);
    }

    /** How long the server keeps what a process holds that is cut off. */
    String patience() {
        return millis(limit.waitForLock());
    }

    private static String millis(Duration time) {
        return time.toMillis() + "ms";
    }
}
