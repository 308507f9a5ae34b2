package io.github.pgqueue.chaos.pusher;

import io.github.pgqueue.PgQueue;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Recorder;
import io.github.pgqueue.chaos.plan.JobSpec;
import io.github.pgqueue.chaos.plan.Way;
import io.github.pgqueue.chaos.process.Place;
import io.github.pgqueue.chaos.process.Tables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Pushes in transactions of its own, beside a row.
 *
 * @param place where it gets connections
 * @param recorder where it writes
 */
record Bookings(Place place, Recorder recorder) {

    void push(PgQueue queue, JobSpec spec) {
        recorder.record(new Event.Intended(Instant.now(), spec.token(), spec.format()));
        try (Connection connection = place.connect()) {
            connection.setAutoCommit(false);
            write(connection, spec);
            long id = queue.push(connection, spec.job());
            if (spec.way() == Way.ROLLBACK) {
                connection.rollback();
                never(spec, "rolled back");
            } else {
                commit(connection, spec, id);
            }
        } catch (SQLException | RuntimeException failure) {
            // The commit was not sent, or has been answered: then this is the second word, and has no weight.
            never(spec, failure.toString());
        }
    }

    private static void write(Connection connection, JobSpec spec) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Tables.BOOKING)) {
            statement.setString(1, spec.token());
            statement.executeUpdate();
        }
    }

    private void commit(Connection connection, JobSpec spec, long id) {
        try {
            connection.commit();
            recorder.record(new Event.Acked(Instant.now(), spec.token(), List.of(id), false));
        } catch (SQLException | RuntimeException unknown) {
            recorder.record(new Event.NotAcked(Instant.now(), spec.token(), false, unknown.toString()));
        }
    }

    private void never(JobSpec spec, String why) {
        recorder.record(new Event.NotAcked(Instant.now(), spec.token(), true, why));
    }
}
