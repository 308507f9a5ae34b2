package io.github.pgqueue.jdbc.internal.transaction;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.TableName;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.connect.Failure;
import io.github.pgqueue.jdbc.internal.connect.HeldConnection;
import io.github.pgqueue.jdbc.internal.push.Inserter;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Jobs in transactions of others, for one table. Thread-safe. */
public final class JdbcTransactions implements Transactions {

    private final TableName table;
    private final Database database;
    private final Inserter inserter;
    private final TransactionParts parts;
    private final Optional<Permits> permits;

    public JdbcTransactions(
            TableName table, Database database, Inserter inserter, TransactionParts parts, Optional<Permits> permits) {
        this.table = table;
        this.database = database;
        this.inserter = inserter;
        this.parts = parts;
        this.permits = permits;
    }

    @Override
    public List<Inserted> insert(Connection connection, String queueName, List<NewJob> jobs) {
        database.requireOpen();
        String attempt = attempt(jobs.size() == 1 ? "add a job to" : "add " + jobs.size() + " jobs to", queueName);
        if (jobs.isEmpty()) {
            return List.of();
        }
        if (Inserter.isOnePlainStatement(jobs)) {
            return insertPlain(connection, attempt, queueName, jobs);
        }
        Function<Handle, List<Inserted>> insert = handle -> inserter.insert(handle, queueName, jobs);
        return Inserter.isOneStatement(jobs)
                ? parts.joined().run(connection, attempt, insert)
                : parts.joined().together(connection, attempt, insert);
    }

    private List<Inserted> insertPlain(Connection connection, String attempt, String queueName, List<NewJob> jobs) {
        try {
            return inserter.insertPlain(connection, queueName, jobs);
        } catch (SQLException | RuntimeException | OutOfMemoryError thrown) {
            throw Failure.of(attempt, thrown);
        }
    }

    @Override
    public void check() {
        permits.ifPresent(Permits::check);
    }

    @Override
    public JobTransaction begin(String queueName, Fence fence) {
        database.requireOpen();
        String attempt = attempt("handle job " + fence.id() + " in a transaction, of", queueName);
        permits.ifPresent(each -> each.take(attempt));
        boolean begun = false;
        try {
            JobTransaction transaction = begin(attempt, queueName, fence);
            begun = true;
            return transaction;
        } finally {
            if (!begun) {
                permits.ifPresent(Permits::giveBack);
            }
        }
    }

    private JobTransaction begin(String attempt, String queueName, Fence fence) {
        HeldConnection held = take(attempt);
        HeldTransaction transaction =
                new HeldTransaction(parts, attempt, queueName, fence, held, () -> permits.ifPresent(Permits::giveBack));
        boolean marked = false;
        try {
            transaction.mark();
            marked = true;
            return transaction;
        } finally {
            if (!marked) {
                held.rollBack();
                held.giveBack();
            }
        }
    }

    private HeldConnection take(String attempt) {
        try {
            return HeldConnection.take(database);
        } catch (SQLException | RuntimeException | OutOfMemoryError none) {
            throw Failure.of(attempt, none);
        }
    }

    private String attempt(String what, String queueName) {
        return what + " queue '" + queueName + "' in table " + table;
    }
}
