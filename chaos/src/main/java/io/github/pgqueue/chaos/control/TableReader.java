package io.github.pgqueue.chaos.control;

import io.github.pgqueue.JobState;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Recorder;
import io.github.pgqueue.testkit.database.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Writes down what stands in the tables: as any client reads it, not as pgqueue does.
 *
 * @param database where they are
 * @param recorder where it is written
 */
record TableReader(TestDatabase database, Recorder recorder) {

    private static final String JOBS = """
            select id, queue_name, status, attempt, excused, created_at, updated_at, cancel_requested, payload
            from jobs order by id""";

    private static final String ERRORS = """
            select job.id, cast(failure ->> 'attempt' as integer) as attempt, cast(failure ->> 'at' as timestamptz) as at,
                   coalesce(failure ->> 'node', '') as node, failure ->> 'type' as type
            from jobs job cross join lateral jsonb_array_elements(job.errors) failure order by job.id""";

    private interface Reader {
        Event read(ResultSet row) throws SQLException;
    }

    void read() throws SQLException {
        read(JOBS, TableReader::job);
        read(ERRORS, TableReader::error);
        read("select job_id, attempt from effects", row -> new Event.Effect(row.getLong(1), row.getInt(2)));
        read("select token from bookings", row -> new Event.Booking(row.getString(1)));
    }

    private void read(String sql, Reader reader) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                recorder.record(reader.read(rows));
            }
        }
    }

    private static Event job(ResultSet row) throws SQLException {
        return new Event.Row(
                row.getLong("id"),
                row.getString("queue_name"),
                JobState.ofStatus(row.getString("status")),
                row.getInt("attempt"),
                row.getInt("excused"),
                time(row, "created_at"),
                time(row, "updated_at"),
                row.getBoolean("cancel_requested"),
                new String(row.getBytes("payload"), StandardCharsets.UTF_8));
    }

    private static Event error(ResultSet row) throws SQLException {
        return new Event.Kept(
                row.getLong("id"),
                row.getInt("attempt"),
                time(row, "at"),
                row.getString("node"),
                row.getString("type"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
