package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.NodeLostException;
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

/** Keeps the leases of nodes, and gives back what those hold that are gone. Thread-safe. */
final class Nodes {

    private final Database database;
    private final NotifyQueue notifyQueue;
    private final String beat;
    private final String provingBeat;
    private final String leave;
    private final String rescue;
    private final String cancelRequests;

    Nodes(Statements statements, Database database) {
        this.database = database;
        notifyQueue = new NotifyQueue(database);
        beat = statements.fill(NodeSql.BEAT);
        provingBeat = statements.fill(NodeSql.PROVING_BEAT);
        leave = statements.fill(NodeSql.LEAVE);
        rescue = statements.fill(NodeSql.RESCUE);
        cancelRequests = statements.fill(NodeSql.CANCEL_REQUESTS);
    }

    Beat beat(String attempt, String node, Duration lease, Optional<Ring> proof) {
        AnswerLimit limit = AnswerLimit.of(lease);
        return notifyQueue.notifying(() -> database.statement(
                attempt, handle -> limit.within(handle.getConnection(), () -> beat(handle, node, lease, proof))));
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

    void leave(String attempt, String node) {
        database.statement(attempt, handle -> {
            try (Update update = handle.createUpdate(leave)) {
                return update.bind("node", node).execute();
            }
        });
    }

    Map<String, Integer> rescue(String attempt) {
        return database.statement(attempt, handle -> {
            Map<String, Integer> rescued = new HashMap<>();
            try (Query query = handle.createQuery(rescue)) {
                query.bind("type", NodeLostException.class.getName())
                        .map((row, context) -> rescued.put(row.getString("queue_name"), row.getInt("jobs")))
                        .list();
            }
            return rescued;
        });
    }

    List<Fence> cancelRequests(String attempt, String node) {
        return database.statement(attempt, handle -> {
            try (Query query = handle.createQuery(cancelRequests)) {
                return query.bind("node", node)
                        .map((row, context) ->
                                new Fence(row.getLong("id"), row.getInt("attempt"), row.getLong("claim")))
                        .list();
            }
        });
    }
}
