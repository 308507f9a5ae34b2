package io.github.pgqueue.jdbc.internal.hold;

import io.github.pgqueue.jdbc.internal.connect.AnswerLimit;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.connect.Joined;
import io.github.pgqueue.jdbc.internal.retention.Forgetting;
import io.github.pgqueue.jdbc.internal.text.Patience;
import io.github.pgqueue.jdbc.internal.text.Statements;

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
                statements.fill(Patience.fill(HoldSql.KEEP, limit.waitForLock())),
                forgetting);
    }
}
