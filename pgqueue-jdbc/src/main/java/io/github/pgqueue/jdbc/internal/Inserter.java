package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.NewJob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Adds jobs. Thread-safe. */
final class Inserter {

    /** What one statement carries at most, unless a single job is larger, in bytes. */
    private static final long CHUNK_BYTES = 32L * 1024 * 1024;

    /** And in jobs. */
    private static final int CHUNK_JOBS = 50_000;

    private static final HexFormat HEX = HexFormat.of();

    private final Database database;
    private final String insertOne;
    private final String insertMany;

    Inserter(Statements statements, Database database) {
        this.database = database;
        insertOne = statements.fill(Statements.INSERT_ONE);
        insertMany = statements.fill(Statements.INSERT_MANY);
    }

    List<Long> insert(String attempt, String queueName, List<NewJob> jobs) {
        List<List<NewJob>> chunks = chunks(jobs);
        if (chunks.size() == 1) {
            return database.statement(attempt, handle -> insertChunk(handle, queueName, jobs));
        }
        return database.transaction(attempt, handle -> {
            List<Long> ids = new ArrayList<>(jobs.size());
            chunks.forEach(chunk -> ids.addAll(insertChunk(handle, queueName, chunk)));
            return ids;
        });
    }

    private static List<List<NewJob>> chunks(List<NewJob> jobs) {
        List<List<NewJob>> chunks = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int to = 0; to < jobs.size(); to++) {
            long size = size(jobs.get(to));
            if (to > from && (bytes + size > CHUNK_BYTES || to - from == CHUNK_JOBS)) {
                chunks.add(jobs.subList(from, to));
                from = to;
                bytes = 0;
            }
            bytes += size;
        }
        chunks.add(jobs.subList(from, jobs.size()));
        return chunks;
    }

    private static int size(NewJob job) {
        byte[] payload = job.payload();
        return payload == null ? 0 : payload.length;
    }

    private List<Long> insertChunk(Handle handle, String queueName, List<NewJob> jobs) {
        try (Query query = handle.createQuery(jobs.size() == 1 ? insertOne : insertMany)) {
            query.bind("queue", queueName);
            if (jobs.size() == 1) {
                query.bind("payload", jobs.get(0).payload());
                query.bind("priority", (short) jobs.get(0).priority());
            } else {
                query.bind(
                        "payloads",
                        Values.array(jobs.stream().map(Inserter::hex).toArray(String[]::new)));
                query.bind(
                        "priorities",
                        Values.array(
                                jobs.stream().map(job -> (short) job.priority()).toArray(Short[]::new)));
            }
            List<Long> ids = new ArrayList<>(
                    query.map((row, context) -> row.getLong("id")).list());
            // Numbers are drawn in the order of the jobs; the rows come back in whatever order.
            Collections.sort(ids);
            return ids;
        }
    }

    private static @Nullable String hex(NewJob job) {
        byte[] payload = job.payload();
        return payload == null ? null : HEX.formatHex(payload);
    }
}
