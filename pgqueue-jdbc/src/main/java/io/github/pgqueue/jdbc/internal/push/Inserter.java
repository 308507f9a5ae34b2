package io.github.pgqueue.jdbc.internal.push;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.Wake;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.connect.RefusedException;
import io.github.pgqueue.jdbc.internal.text.Chunks;
import io.github.pgqueue.jdbc.internal.text.PlanSize;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.InsertedJobs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Adds jobs. Thread-safe. */
public final class Inserter {

    private final Database database;
    private final boolean isSilent;
    private final DraftInserter drafts;
    private final UniqueInserter unique;
    private final PlainInsert plain;
    private final GroupedInserter grouped;

    /**
     * Makes the statements.
     *
     * @param wake whether those who listen hear of the jobs by the transaction that adds them
     * @param size how large the table is known to be
     */
    public Inserter(Statements statements, Database database, Wake wake, PlanSize size) {
        this.database = database;
        isSilent = wake != Wake.TRANSACTIONAL;
        drafts = new DraftInserter(statements, wake);
        unique = new UniqueInserter(statements, drafts, wake);
        plain = new PlainInsert(statements, wake);
        grouped = new GroupedInserter(
                database, plain, new ClaimingInsert(statements, size), new RingingInsert(statements));
    }

    public List<Inserted> insert(String attempt, String queueName, List<NewJob> jobs) {
        if (isOnePlainStatement(jobs)) {
            return grouped.insert(attempt, queueName, jobs);
        }
        return isOneStatement(jobs)
                ? database.statement(attempt, handle -> insert(handle, queueName, jobs))
                : database.transaction(attempt, handle -> insert(handle, queueName, jobs));
    }

    /**
     * Adds jobs and claims them, if there is a worker for each, and they are plain. Not on a connection that may be in a
     * transaction of the caller's: they would begin before its commit.
     */
    public InsertedJobs insert(String attempt, Exchange exchange, List<NewJob> jobs) {
        return isSilent && database.isShareable() && jobs.size() <= exchange.limit() && isOnePlainStatement(jobs)
                ? grouped.insert(attempt, exchange, jobs)
                : new InsertedJobs(insert(attempt, exchange.queueName(), jobs), List.of());
    }

    /** Adds jobs, and rings for a plain one on the same way, where the driver can. Not where they ring by themselves. */
    public InsertedJobs insertAndRing(String attempt, String queueName, List<NewJob> jobs) {
        return isSilent && jobs.size() == 1 && isOnePlainStatement(jobs)
                ? grouped.insertAndRing(attempt, queueName, jobs)
                : new InsertedJobs(insert(attempt, queueName, jobs), List.of());
    }

    /**
     * Adds jobs through a handle, in its transaction if it is in one. A single job needs none; with more than one,
     * all or none are added only in a transaction.
     */
    public List<Inserted> insert(Handle handle, String queueName, List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        if (anyUnique(jobs)) {
            return unique.insert(handle, queueName, jobs);
        }
        Function<List<NewJob>, List<Long>> insert = jobs.stream().allMatch(Draft::isPlain)
                ? chunk -> insertPlain(handle, queueName, chunk)
                : chunk -> drafts.insert(handle, queueName, DraftInserter.drafts(chunk));
        return Chunks.of(jobs, Draft::size).stream()
                .map(insert)
                .flatMap(ids -> ids.stream().sorted())
                .map(id -> new Inserted(id, false))
                .toList();
    }

    /** Adds jobs that are {@linkplain #isOnePlainStatement one plain statement}, in the connection's transaction. */
    public List<Inserted> insertPlain(Connection connection, String queueName, List<NewJob> jobs) throws SQLException {
        return GroupedInserter.inserted(plain.insert(connection, queueName, jobs));
    }

    /** Whether one statement adds them that knows nothing but payload and priority. */
    public static boolean isOnePlainStatement(List<NewJob> jobs) {
        if (jobs.isEmpty() || jobs.size() > Chunks.MOST) {
            return false;
        }
        long bytes = 0;
        for (NewJob job : jobs) {
            if (!Draft.isPlain(job)) {
                return false;
            }
            bytes += Draft.size(job);
        }
        return jobs.size() == 1 || bytes <= Chunks.MOST_BYTES;
    }

    /** Whether all or none are added without a transaction around. */
    public static boolean isOneStatement(List<NewJob> jobs) {
        return jobs.size() <= 1 || Chunks.of(jobs, Draft::size).size() == 1 && !anyUnique(jobs);
    }

    private static boolean anyUnique(List<NewJob> jobs) {
        return jobs.stream().anyMatch(job -> job.uniqueKey().isPresent());
    }

    private List<Long> insertPlain(Handle handle, String queueName, List<NewJob> jobs) {
        try {
            return plain.insert(handle.getConnection(), queueName, jobs);
        } catch (SQLException refused) {
            throw new RefusedException(refused);
        }
    }
}
