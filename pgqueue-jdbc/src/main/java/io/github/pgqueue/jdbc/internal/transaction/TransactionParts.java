package io.github.pgqueue.jdbc.internal.transaction;

import io.github.pgqueue.jdbc.internal.connect.AnswerLimit;
import io.github.pgqueue.jdbc.internal.connect.Joined;
import io.github.pgqueue.jdbc.internal.retention.Forgetting;
import io.github.pgqueue.jdbc.internal.text.Statements;

/**
 * What the transactions of one table have in common. Immutable and thread-safe.
 *
 * @param joined runs the statements
 * @param limit how long its begin and its end may take
 * @param mark marks the transaction
 * @param settle ends the job
 * @param forgetting deletes it if it is to be kept for no time
 */
public record TransactionParts(Joined joined, AnswerLimit limit, String mark, String settle, Forgetting forgetting) {

    public static TransactionParts of(Statements statements, Joined joined, AnswerLimit limit, Forgetting forgetting) {
        return new TransactionParts(
                joined,
                limit,
                statements.fill(TransactionSql.MARK),
                statements.fill(TransactionSql.SETTLE),
                forgetting);
    }
}
