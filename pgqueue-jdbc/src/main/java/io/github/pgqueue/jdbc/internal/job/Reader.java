package io.github.pgqueue.jdbc.internal.job;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.row.InfoRow;
import io.github.pgqueue.jdbc.internal.text.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Looks jobs up and counts them. Thread-safe. */
public final class Reader {

    /** In Java, as the database sorts text by rules of its own. */
    private static final Comparator<QueueStats> ORDER =
            Comparator.comparing(QueueStats::queueName).thenComparing(QueueStats::state);

    private final Database database;
    private final String find;
    private final String stats;

    public Reader(Statements statements, Database database) {
        this.database = database;
        find = statements.fill(JobSql.FIND);
        stats = statements.fill(JobSql.STATS);
    }

    public Optional<JobInfo> find(String attempt, String queueName, long id) {
        return database.statement(attempt, handle -> {
            try (Query query = handle.createQuery(find)) {
                return query.bind("queue", queueName)
                        .bind("id", id)
                        .map((row, context) -> InfoRow.read(row))
                        .findOne();
            }
        });
    }

    public List<QueueStats> stats(String attempt) {
        return database.statement(attempt, this::readStats).stream()
                .sorted(ORDER)
                .toList();
    }

    private List<QueueStats> readStats(Handle handle) {
        try (Query query = handle.createQuery(stats)) {
            return query.map((row, context) -> queueStats(row)).list();
        }
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
}
