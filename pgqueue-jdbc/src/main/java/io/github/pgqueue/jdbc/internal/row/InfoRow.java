package io.github.pgqueue.jdbc.internal.row;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads what is told of a job, by the names of its columns. */
public final class InfoRow {

    /** What a statement returns of a row. */
    public static final String COLUMNS = """
            id, queue_name, status, priority, attempt, error, run_at, created_at, updated_at, node,
            cancel_requested, cast(errors as text) as errors, cast(headers as text) as headers""";

    private InfoRow() {}

    /** Reads one. */
    public static JobInfo read(ResultSet row) throws SQLException {
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

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
