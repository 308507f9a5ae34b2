package io.github.pgqueue.jdbc.internal.node;

import io.github.pgqueue.NodeLostException;
import io.github.pgqueue.jdbc.internal.connect.AnswerLimit;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.jdbc.internal.text.Values;
import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Ring;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Keeps the leases of nodes, and gives back what those hold that are gone. Thread-safe. */
public final class Nodes {

    private final Database database;
    private final AnswerLimit limit;
    private final NotifyQueue notifyQueue;
    private final String beat;
    private final String provingBeat;
    private final String leave;
    private final String rescue;
    private final String turnIntoClaims;
    private final String cancelRequests;

    /**
     * For one table.
     *
     * @param statements its statements
     * @param database where it is
     * @param limit how long a look for cancelled jobs may take; a beat has a limit by its own lease, and to give jobs
     *     back takes as long as there are many
     */
    public Nodes(Statements statements, Database database, AnswerLimit limit) {
        this.database = database;
        this.limit = limit;
        notifyQueue = new NotifyQueue(database);
        beat = statements.fill(NodeSql.BEAT);
        provingBeat = statements.fill(NodeSql.PROVING_BEAT);
        leave = statements.fill(NodeSql.LEAVE);
        rescue = statements.fill(NodeSql.RESCUE);
        turnIntoClaims = statements.fill(NodeSql.TURN_INTO_CLAIMS);
        cancelRequests = statements.fill(NodeSql.CANCEL_REQUESTS);
    }

    public Beat beat(String attempt, String node, Duration lease, Optional<Ring> proof) {
        AnswerLimit own = AnswerLimit.of(lease);
        return notifyQueue.notifying(() -> database.statement(
                attempt, handle -> own.within(handle.getConnection(), () -> beat(handle, node, lease, proof))));
    }

    private Beat beat(Handle handle, String node, Duration lease, Optional<Ring> proof) {
        try (Query query = handle.createQuery(proof.isPresent() ? provingBeat : beat)) {
            query.bind("node", node).bind("lease", Values.millis(lease));
            proof.map(Ring::format).ifPresent(text -> query.bind("proof", text));
            return query.map((row, context) -> beat(row)).one();
        }
    }

    private static Beat beat(ResultSet row) throws SQLException {
        long millis = row.getLong("next_lapse");
        Optional<Duration> nextLapse =
                row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(Math.max(0, millis)));
        return new Beat(row.getBoolean("lapsed"), nextLapse);
    }

    public void leave(String attempt, String node) {
        database.statement(attempt, handle -> {
            try (Update update = handle.createUpdate(leave)) {
                return update.bind("node", node).execute();
            }
        });
    }

    public Map<String, Integer> rescue(String attempt) {
        Map<String, Integer> rescued = new HashMap<>();
        if (isMore(attempt, rescued)) {
            database.statement(attempt, this::turnIntoClaims);
            isMore(attempt, rescued);
        }
        return rescued;
    }

    /** Whether there was more, that has to become claims first. */
    private boolean isMore(String attempt, Map<String, Integer> rescued) {
        return database.statement(attempt, handle -> {
            boolean more = false;
            try (Query query = handle.createQuery(rescue).bind("type", NodeLostException.class.getName())) {
                for (Rescued each :
                        query.map((row, context) -> Rescued.read(row)).list()) {
                    more |= each.queueName() == null;
                    if (each.queueName() != null) {
                        rescued.merge(each.queueName(), each.jobs(), Integer::sum);
                    }
                }
            }
            return more;
        });
    }

    private int turnIntoClaims(Handle handle) {
        try (Update update = handle.createUpdate(turnIntoClaims)) {
            return update.execute();
        }
    }

    /** How many jobs of a queue. */
    private record Rescued(@Nullable String queueName, int jobs) {
        static Rescued read(ResultSet row) throws SQLException {
            return new Rescued(row.getString("queue_name"), row.getInt("jobs"));
        }
    }

    public List<Fence> cancelRequests(String attempt, String node) {
        return database.statement(
                attempt, handle -> limit.within(handle.getConnection(), () -> cancelRequests(handle, node)));
    }

    private List<Fence> cancelRequests(Handle handle, String node) {
        try (Query query = handle.createQuery(cancelRequests)) {
            return query.bind("node", node)
                    .map((row, context) -> new Fence(row.getLong("id"), row.getInt("attempt"), row.getLong("claim")))
                    .list();
        }
    }
}
