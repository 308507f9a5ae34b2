package io.github.pgqueue.jdbc.internal.row;

import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Handling;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Optional;

/**
 * Reads a claimed job, by the places of its columns: the drivers look names up one by one, for each value, which takes as
 * long as all the rest of it.
 */
public final class ClaimedRow {

    /** What a claim returns of the row {@code job}, in this order. */
    public static final String COLUMNS = """
            job.id, job.attempt, job.payload, job.priority, job.run_at, job.created_at,
            cast(job.headers as text) as headers, job.retry_policy, job.time_limit, job.excused,
            job.rescued""";

    /** As the rule has it; the server returns rows of a statement that writes as they come. */
    public static final Comparator<ClaimedJob> ORDER = Comparator.comparingInt(ClaimedJob::priority)
            .thenComparing(ClaimedJob::runAt)
            .thenComparingLong(ClaimedJob::id);

    private static final int ATTEMPT = 1;
    private static final int PAYLOAD = 2;
    private static final int PRIORITY = 3;
    private static final int RUN_AT = 4;
    private static final int CREATED_AT = 5;
    private static final int HEADERS = 6;
    private static final int RETRY_POLICY = 7;
    private static final int TIME_LIMIT = 8;
    private static final int EXCUSED = 9;
    private static final int RESCUED = 10;

    private ClaimedRow() {}

    /**
     * Reads one.
     *
     * @param row stands at it
     * @param first the place of the job's id, from 1 on; the others follow
     */
    public static ClaimedJob read(ResultSet row, int first, Exchange exchange) throws SQLException {
        long id = row.getLong(first);
        String job = "queue " + exchange.queueName() + ": job " + id;
        return new ClaimedJob(
                new Fence(id, row.getInt(first + ATTEMPT), exchange.claim()),
                exchange.queueName(),
                row.getBytes(first + PAYLOAD),
                OddTexts.headers(job, row.getString(first + HEADERS)),
                row.getInt(first + PRIORITY),
                row.getObject(first + RUN_AT, OffsetDateTime.class).toInstant(),
                row.getObject(first + CREATED_AT, OffsetDateTime.class).toInstant(),
                handling(job, row, first));
    }

    private static Handling handling(String job, ResultSet row, int first) throws SQLException {
        long limit = row.getLong(first + TIME_LIMIT);
        Optional<Duration> timeLimit = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(limit));
        Optional<RetryPolicy> policy = OddTexts.retryPolicy(job, row.getString(first + RETRY_POLICY));
        return new Handling(policy, timeLimit, row.getInt(first + EXCUSED), row.getBoolean(first + RESCUED));
    }
}
