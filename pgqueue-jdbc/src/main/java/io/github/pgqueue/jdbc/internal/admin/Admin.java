package io.github.pgqueue.jdbc.internal.admin;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobPage;
import io.github.pgqueue.JobState;
import io.github.pgqueue.TableName;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.retention.Pruner;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.jdbc.internal.text.Values;
import io.github.pgqueue.spi.JobAdmin;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** What operators do, for one table. Thread-safe. */
public final class Admin implements JobAdmin {

    private final TableName table;
    private final Statements statements;
    private final Database database;
    private final Database upkeep;
    private final Listing listing;
    private final Bulk bulk;
    private final Pruner pruner;

    /**
     * For one table.
     *
     * @param table the table
     * @param database where it is
     * @param upkeep the same, for what a node asks again and again
     * @param retention how long finished jobs are kept
     */
    public Admin(TableName table, Database database, Database upkeep, Function<JobState, Duration> retention) {
        this.table = table;
        this.database = database;
        this.upkeep = upkeep;
        statements = new Statements(table);
        listing = new Listing(statements, database);
        bulk = new Bulk(statements, database);
        pruner = new Pruner(statements, database, upkeep, retention);
    }

    @Override
    public boolean retry(String queueName, long id) {
        return bulk.retry(attempt("retry job " + id + " of", queueName), queueName, id);
    }

    @Override
    public boolean discard(String queueName, long id) {
        return bulk.discard(attempt("discard job " + id + " of", queueName), queueName, id);
    }

    @Override
    public JobPage list(String queueName, JobFilter filter, int limit, Optional<String> from) {
        return listing.list(attempt("list jobs of", queueName), queueName, filter, limit, from);
    }

    @Override
    public long preview(String queueName, BulkAction action, JobFilter filter) {
        return bulk.preview(attempt("count jobs of", queueName), queueName, action, filter);
    }

    @Override
    public Step apply(String queueName, BulkAction action, JobFilter filter, OptionalLong from) {
        String what = "do " + action + " to jobs of";
        return bulk.apply(attempt(what, queueName), queueName, action, filter, from);
    }

    @Override
    public void pause(String queueName, boolean paused) {
        if (paused) {
            database.statement(attempt("pause", queueName), handle -> {
                try (Update update = handle.createUpdate(statements.fill(AdminSql.PAUSE))) {
                    return update.bind("queue", queueName).execute();
                }
            });
        } else {
            database.statement(attempt("resume", queueName), handle -> {
                try (Query query = handle.createQuery(statements.fill(AdminSql.RESUME))) {
                    return query.bind("queue", queueName)
                            .map((row, context) -> row.getLong("rung"))
                            .one();
                }
            });
        }
    }

    @Override
    public Set<String> paused() {
        return database.statement("look up the paused queues of table " + table, handle -> {
            try (Query query = handle.createQuery(statements.fill(AdminSql.PAUSED))) {
                return query.map((row, context) -> row.getString("queue_name")).set();
            }
        });
    }

    @Override
    public long prunable() {
        return pruner.count("count the jobs to prune in table " + table);
    }

    @Override
    public int prune(int limit) {
        return pruner.prune("prune table " + table, limit);
    }

    @Override
    public boolean takeDuty(String duty, String node, Duration time) {
        return upkeep.statement("take a duty in table " + table, handle -> {
            try (Query query = handle.createQuery(statements.fill(AdminSql.TAKE_DUTY))) {
                return query.bind("duty", duty)
                        .bind("node", node)
                        .bind("time", Values.millis(time))
                        .map((row, context) -> row.getString("node"))
                        .findOne()
                        .isPresent();
            }
        });
    }

    private String attempt(String what, String queueName) {
        return what + " queue '" + queueName + "' in table " + table;
    }
}
