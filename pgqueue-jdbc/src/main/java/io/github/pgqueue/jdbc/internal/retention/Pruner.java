package io.github.pgqueue.jdbc.internal.retention;

import io.github.pgqueue.JobState;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.jdbc.internal.text.Values;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** Deletes finished jobs that have been kept long enough. Thread-safe. */
public final class Pruner {

    private final Statements statements;
    private final Database database;
    private final Database upkeep;
    private final Function<JobState, Duration> retention;

    public Pruner(Statements statements, Database database, Database upkeep, Function<JobState, Duration> retention) {
        this.statements = statements;
        this.database = database;
        this.upkeep = upkeep;
        this.retention = retention;
    }

    /** Where something is to be deleted. */
    private record Place(String queueName, JobState state) {}

    /** Small transactions, one for each queue and state, and one for each thousand. */
    public int prune(String attempt, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more: " + limit);
        }
        int left = limit;
        for (Place place : find(attempt, limit)) {
            left -= prune(attempt, place, left);
            if (left == 0) {
                break;
            }
        }
        return limit - left;
    }

    private int prune(String attempt, Place place, int limit) {
        int all = 0;
        int step = PruneSql.STEP;
        while (step == PruneSql.STEP && all < limit) {
            step = delete(attempt, place, limit - all);
            all += step;
        }
        return all;
    }

    private List<Place> find(String attempt, int limit) {
        return upkeep.statement(attempt, handle -> {
            try (Query query = handle.createQuery(statements.fill(PruneSql.FIND))) {
                return bindAges(query)
                        .bind("limit", limit)
                        .map((row, context) ->
                                new Place(row.getString("queue_name"), JobState.ofStatus(row.getString("status"))))
                        .list();
            }
        });
    }

    private int delete(String attempt, Place place, int limit) {
        String sql = PruneSql.DELETE.formatted(place.state().status());
        return database.statement(attempt, handle -> {
            try (Update update = handle.createUpdate(statements.fill(sql))) {
                return update.bind("queue", place.queueName())
                        .bind("age", age(place.state()))
                        .bind("limit", limit)
                        .execute();
            }
        });
    }

    public long count(String attempt) {
        return database.statement(attempt, handle -> {
            try (Query query = handle.createQuery(statements.fill(PruneSql.COUNT))) {
                return bindAges(query)
                        .map((row, context) -> row.getLong("jobs"))
                        .one();
            }
        });
    }

    private Query bindAges(Query query) {
        return query.bind("success", age(JobState.SUCCESS))
                .bind("error", age(JobState.ERROR))
                .bind("cancelled", age(JobState.CANCELLED));
    }

    private long age(JobState state) {
        return Values.millis(retention.apply(state));
    }
}
