package io.github.pgqueue.jdbc.internal.admin;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.connect.Failure;
import io.github.pgqueue.jdbc.internal.key.Keys;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.jdbc.internal.text.Values;
import io.github.pgqueue.spi.JobAdmin.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Retries, cancels and discards jobs, many in a step. Thread-safe.
 *
 * <p>Where a step begins is told by a number: for finished jobs the time of the last change, in microseconds
 * since 1970, from which the step before has not seen all; for running ones the number of the last job. New ones
 * leave their state when they are touched, so each step begins with the first.
 */
final class Bulk {

    /** Each time somebody has taken one of the keys in the last moment. */
    private static final int MOST_COLLISIONS = 10;

    private final Statements statements;
    private final Database database;
    private final Keys uniqueKeys;

    Bulk(Statements statements, Database database) {
        this.statements = statements;
        this.database = database;
        uniqueKeys = new Keys(statements, false);
    }

    /** A job that is locked. */
    private record Picked(long id, @Nullable String key, long place) {}

    boolean retry(String attempt, String queueName, long id) {
        try {
            return database.transaction(attempt, handle -> {
                try (Query query = handle.createQuery(statements.fill(BulkSql.PICK_ONE))) {
                    query.bind("queue", queueName).bind("id", id);
                    return retry(handle, queueName, picked(query)) == 1;
                }
            });
        } catch (StoreException refused) {
            if (Failure.isDuplicate(refused)) {
                return false;
            }
            throw refused;
        }
    }

    boolean discard(String attempt, String queueName, long id) {
        Long[] ids = {id};
        return database.statement(attempt, handle -> update(handle, BulkSql.DISCARD, queueName, ids)) == 1;
    }

    long preview(String attempt, String queueName, BulkAction action, JobFilter filter) {
        if (!action.touches(filter.state())) {
            return 0;
        }
        return database.statement(attempt, handle -> {
            try (Query query = handle.createQuery(statements.fill(BulkSql.count(action, filter.state())))) {
                bind(query, queueName, filter, TimeRange.of(filter));
                return query.map((row, context) -> row.getLong("jobs")).one();
            }
        });
    }

    Step apply(String attempt, String queueName, BulkAction action, JobFilter filter, OptionalLong from) {
        if (!action.touches(filter.state())) {
            return new Step(0, OptionalLong.empty());
        }
        for (int tries = 1; ; tries++) {
            try {
                return database.transaction(attempt, handle -> step(handle, queueName, action, filter, from));
            } catch (StoreException refused) {
                if (tries == MOST_COLLISIONS || !Failure.isDuplicate(refused)) {
                    throw refused;
                }
            }
        }
    }

    private Step step(Handle handle, String queueName, BulkAction action, JobFilter filter, OptionalLong from) {
        List<Picked> picked = pick(handle, queueName, action, filter, from);
        long touched = picked.isEmpty() ? 0 : act(handle, queueName, action, filter.state(), picked);
        OptionalLong next = picked.size() < BulkSql.STEP
                ? OptionalLong.empty()
                : OptionalLong.of(picked.get(picked.size() - 1).place());
        return new Step(touched, next);
    }

    private List<Picked> pick(Handle handle, String queueName, BulkAction action, JobFilter filter, OptionalLong from) {
        TimeRange times = TimeRange.of(filter);
        try (Query query = handle.createQuery(statements.fill(BulkSql.pick(action, filter.state())))) {
            if (filter.state().isFinal() && from.isPresent()) {
                times = times.upTo(Instant.EPOCH.plus(from.getAsLong(), ChronoUnit.MICROS));
            }
            bind(query, queueName, filter, times);
            if (filter.state() == JobState.RUNNING) {
                query.bind("from", from.isPresent() ? from.getAsLong() : null);
            }
            return picked(query);
        }
    }

    private static void bind(SqlStatement<?> query, String queueName, JobFilter filter, TimeRange times) {
        query.bind("queue", queueName)
                .bind("first", TimeRange.text(times.first()))
                .bind("last", TimeRange.text(times.last()));
        if (filter.state() == JobState.NEW) {
            query.bind("priority", NewJob.FIRST_PRIORITY);
        }
    }

    private static List<Picked> picked(Query query) {
        return query.map((row, context) ->
                        new Picked(row.getLong("id"), row.getString("unique_key"), row.getLong("place")))
                .list();
    }

    private long act(Handle handle, String queueName, BulkAction action, JobState state, List<Picked> picked) {
        if (action == BulkAction.RETRY) {
            return retry(handle, queueName, picked);
        }
        Long[] ids = picked.stream().map(Picked::id).toArray(Long[]::new);
        return action == BulkAction.CANCEL && state == JobState.RUNNING
                ? ask(handle, queueName, ids)
                : update(handle, action == BulkAction.CANCEL ? BulkSql.CANCEL : BulkSql.DISCARD, queueName, ids);
    }

    private long retry(Handle handle, String queueName, List<Picked> picked) {
        String[] keys = picked.stream()
                .map(Picked::key)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(String[]::new);
        if (keys.length > 0) {
            uniqueKeys.free(handle, queueName, keys);
        }
        // Of those that share a key only one can take it.
        Set<String> taken = new HashSet<>();
        Long[] ids = picked.stream()
                .filter(each -> each.key() == null || taken.add(each.key()))
                .map(Picked::id)
                .toArray(Long[]::new);
        return update(handle, BulkSql.RETRY, queueName, ids);
    }

    private long ask(Handle handle, String queueName, Long[] ids) {
        try (Query query = handle.createQuery(statements.fill(BulkSql.ASK))) {
            return query.bind("queue", queueName)
                    .bind("ids", Values.array(ids))
                    .map((row, context) -> row.getLong("touched"))
                    .one();
        }
    }

    private int update(Handle handle, String sql, String queueName, Long[] ids) {
        try (Update update = handle.createUpdate(statements.fill(sql))) {
            return update.bind("queue", queueName)
                    .bind("ids", Values.array(ids))
                    .execute();
        }
    }
}
