package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.QueueStats;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Looks jobs up and counts them. Thread-safe. */
final class Reader {

    /** In Java, as the database sorts text by rules of its own. */
    private static final Comparator<QueueStats> ORDER =
            Comparator.comparing(QueueStats::queueName).thenComparing(QueueStats::state);

    private final Database database;
    private final String find;
    private final String stats;

    Reader(Statements statements, Database database) {
        this.database = database;
        find = statements.fill(JobSql.FIND);
        stats = statements.fill(JobSql.STATS);
    }

    Optional<JobInfo> find(String attempt, String queueName, long id) {
        return database.statement(attempt, handle -> {
            try (Query query = handle.createQuery(find)) {
                return query.bind("queue", queueName)
                        .bind("id", id)
                        .map((row, context) -> jobInfo(row))
                        .findOne();
            }
        });
    }

    List<QueueStats> stats(String attempt) {
        return database.statement(attempt, this::readStats).stream()
                .sorted(ORDER)
                .toList();
    }

    private List<QueueStats> readStats(Handle handle) {
        try (Query query = handle.createQuery(stats)) {
            return query.map((row, context) -> queueStats(row)).list();
        }
    }

    /** A row of {@link JobSql#FIND}, or of a statement with the same columns. */
    static JobInfo jobInfo(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        String queueName = row.getString("queue_name");
        String job = "queue " + queueName + ": job " + id;
        return new JobInfo(
                id,
                queueName,
                JobState.ofStatus(row.getString("status")),
                row.getInt("priority"),
                row.getInt("attempt"),
                Optional.ofNullable(row.getString("error")),
                instant(row, "run_at"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                Optional.ofNullable(row.getString("node")),
                row.getBoolean("cancel_requested"),
                OddTexts.errors(job, row.getString("errors")),
                OddTexts.headers(job, row.getString("headers")));
    }

    private static QueueStats queueStats(ResultSet row) throws SQLException {
        long millis = row.getLong("oldest_due");
        Optional<Duration> oldestDue = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
        return new QueueStats(
                row.getString("queue_name"),
                JobState.ofStatus(row.getString("status")),
                row.getLong("jobs"),
                oldestDue);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
