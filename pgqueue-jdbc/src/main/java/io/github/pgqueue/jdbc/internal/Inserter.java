package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.Wake;
import io.github.pgqueue.spi.Inserted;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;

/** Adds jobs. Thread-safe. */
final class Inserter {

    /** What one statement carries at most, unless a single job is larger, in bytes. */
    private static final long CHUNK_BYTES = 32L * 1024 * 1024;

    /** And in jobs. */
    private static final int CHUNK_JOBS = 50_000;

    private final Database database;
    private final DraftInserter drafts;
    private final UniqueInserter unique;
    private final PlainInsert plain;
    private final GroupedInserter grouped;

    /**
     * Makes the statements.
     *
     * @param wake whether those who listen hear of the jobs by the transaction that adds them
     */
    Inserter(Statements statements, Database database, Wake wake) {
        this.database = database;
        drafts = new DraftInserter(statements, wake);
        unique = new UniqueInserter(statements, drafts, wake);
        plain = new PlainInsert(statements, wake);
        grouped = new GroupedInserter(database, plain);
    }

    List<Inserted> insert(String attempt, String queueName, List<NewJob> jobs) {
        if (isOnePlainStatement(jobs)) {
            return grouped.insert(attempt, queueName, jobs);
        }
        return isOneStatement(jobs)
                ? database.statement(attempt, handle -> insert(handle, queueName, jobs))
                : database.transaction(attempt, handle -> insert(handle, queueName, jobs));
    }

    /**
     * Adds jobs through a handle, in its transaction if it is in one. A single job needs none; with more than one,
     * all or none are added only in a transaction.
     */
    List<Inserted> insert(Handle handle, String queueName, List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        if (anyUnique(jobs)) {
            return unique.insert(handle, queueName, jobs);
        }
        Function<List<NewJob>, List<Long>> insert = jobs.stream().allMatch(Draft::isPlain)
                ? chunk -> insertPlain(handle, queueName, chunk)
                : chunk -> drafts.insert(handle, queueName, DraftInserter.drafts(chunk));
        return chunks(jobs, Inserter::size).stream()
                .map(insert)
                .flatMap(ids -> ids.stream().sorted())
                .map(id -> new Inserted(id, false))
                .toList();
    }

    /** Adds jobs that are {@linkplain #isOnePlainStatement one plain statement}, in the connection's transaction. */
    List<Inserted> insertPlain(Connection connection, String queueName, List<NewJob> jobs) throws SQLException {
        return GroupedInserter.inserted(plain.insert(connection, queueName, jobs));
    }

    /** Whether one statement adds them that knows nothing but payload and priority. */
    static boolean isOnePlainStatement(List<NewJob> jobs) {
        if (jobs.isEmpty() || jobs.size() > CHUNK_JOBS) {
            return false;
        }
        long bytes = 0;
        for (NewJob job : jobs) {
            if (!Draft.isPlain(job)) {
                return false;
            }
            bytes += size(job);
        }
        return jobs.size() == 1 || bytes <= CHUNK_BYTES;
    }

    /** Whether all or none are added without a transaction around. */
    static boolean isOneStatement(List<NewJob> jobs) {
        return jobs.size() <= 1 || chunks(jobs, Inserter::size).size() == 1 && !anyUnique(jobs);
    }

    /** What one statement carries each, in order. */
    static <T> List<List<T>> chunks(List<T> all, ToLongFunction<T> bytesOf) {
        List<List<T>> chunks = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int to = 0; to < all.size(); to++) {
            long size = bytesOf.applyAsLong(all.get(to));
            if (to > from && (bytes + size > CHUNK_BYTES || to - from == CHUNK_JOBS)) {
                chunks.add(all.subList(from, to));
                from = to;
                bytes = 0;
            }
            bytes += size;
        }
        chunks.add(all.subList(from, all.size()));
        return chunks;
    }

    static long size(NewJob job) {
        byte[] payload = job.payload();
        long bytes = payload == null ? 0 : payload.length;
        if (!job.headers().isEmpty()) {
            bytes += job.headers().entrySet().stream()
                    .mapToLong(header ->
                            header.getKey().length() + header.getValue().length())
                    .sum();
        }
        return bytes;
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
