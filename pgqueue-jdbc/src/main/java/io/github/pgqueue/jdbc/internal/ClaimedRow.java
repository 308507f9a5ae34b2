package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Handling;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads a claimed job. */
final class ClaimedRow {

    private ClaimedRow() {}

    static ClaimedJob read(ResultSet row, Exchange exchange) throws SQLException {
        long id = row.getLong("id");
        String job = "queue " + exchange.queueName() + ": job " + id;
        return new ClaimedJob(
                new Fence(id, row.getInt("attempt"), exchange.claim()),
                exchange.queueName(),
                row.getBytes("payload"),
                OddTexts.headers(job, row.getString("headers")),
                row.getInt("priority"),
                row.getObject("run_at", OffsetDateTime.class).toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                handling(job, row));
    }

    private static Handling handling(String job, ResultSet row) throws SQLException {
        long limit = row.getLong("time_limit");
        Optional<Duration> timeLimit = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(limit));
        Optional<RetryPolicy> policy = OddTexts.retryPolicy(job, row.getString("retry_policy"));
        return new Handling(policy, timeLimit, row.getInt("excused"), row.getBoolean("rescued"));
    }
}
