package io.github.pgqueue.jdbc.internal.push;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.Wake;
import io.github.pgqueue.jdbc.internal.schema.Hush;
import io.github.pgqueue.jdbc.internal.text.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds jobs that say nothing but payload and priority, by one statement, through JDBC alone, as this is the path that
 * nearly all pushes take. Thread-safe.
 */
final class PlainInsert {

    private static final Short[] NO_PRIORITIES = {};
    private static final String[] NO_QUEUES = {};

    private final String one;
    private final String alike;
    private final String many;

    /**
     * Makes the statements.
     *
     * @param wake whether those who listen hear of the jobs by the transaction that adds them
     */
    PlainInsert(Statements statements, Wake wake) {
        boolean rings = wake == Wake.TRANSACTIONAL;
        one = statements.fill(Hush.ofPlain(rings ? InsertSql.ONE_PLAIN_RINGING : InsertSql.ONE_PLAIN, true, false));
        alike = statements.fill(Hush.ofPlain(InsertSql.MANY_ALIKE, !rings, true));
        many = statements.fill(Hush.ofPlain(InsertSql.MANY_PLAIN, !rings, true));
    }

    /** Jobs of one queue. Their numbers, in their order. */
    List<Long> insert(Connection connection, String queueName, List<NewJob> jobs) throws SQLException {
        return jobs.size() == 1
                ? insert(connection, queueName, jobs.get(0))
                : insert(connection, queueName, null, jobs);
    }

    /** Jobs of several queues. */
    List<Long> insert(Connection connection, List<String> queueNames, List<NewJob> jobs) throws SQLException {
        String first = queueNames.get(0);
        boolean differ = false;
        for (String name : queueNames) {
            differ |= !name.equals(first);
        }
        return insert(connection, first, differ ? queueNames.toArray(String[]::new) : null, jobs);
    }

    private List<Long> insert(Connection connection, String queueName, NewJob job) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(one)) {
            bind(statement, queueName, job);
            return ids(statement);
        }
    }

    /** What all statements for one plain job begin with. */
    static void bind(PreparedStatement statement, String queueName, NewJob job) throws SQLException {
        statement.setString(1, queueName);
        byte[] payload = job.payload();
        if (payload == null) {
            statement.setNull(2, Types.BINARY);
        } else {
            statement.setBytes(2, payload);
        }
        statement.setShort(3, (short) job.priority());
    }

    private List<Long> insert(
            Connection connection, String queueName, String @Nullable [] queueNames, List<NewJob> jobs)
            throws SQLException {
        int priority = jobs.get(0).priority();
        boolean differ = false;
        for (NewJob job : jobs) {
            differ |= job.priority() != priority;
        }
        boolean areAlike = queueNames == null && !differ;
        try (PreparedStatement statement = connection.prepareStatement(areAlike ? alike : many)) {
            Slices slices = Slices.of(jobs);
            statement.setString(1, queueName);
            statement.setBytes(2, slices.whole());
            statement.setShort(3, (short) priority);
            // As objects: an SQL array from createArrayOf leaks memory in one of the drivers.
            statement.setObject(4, slices.places());
            if (!areAlike) {
                statement.setObject(
                        5,
                        differ
                                ? jobs.stream()
                                        .map(job -> (short) job.priority())
                                        .toArray(Short[]::new)
                                : NO_PRIORITIES);
                statement.setObject(6, queueNames == null ? NO_QUEUES : queueNames);
            }
            return ids(statement);
        }
    }

    /** Numbers are drawn in the order of the jobs; they come back in whatever order. */
    private static List<Long> ids(PreparedStatement statement) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        Collections.sort(ids);
        return ids;
    }
}
