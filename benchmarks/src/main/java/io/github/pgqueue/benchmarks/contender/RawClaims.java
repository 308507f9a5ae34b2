package io.github.pgqueue.benchmarks.contender;

import io.github.pgqueue.benchmarks.contender.RawSql.Completion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One client that claims a batch, hands it out and completes it, again and again. */
final class RawClaims implements Loops.Step {

    private static final String CLAIM = """
            update raw_jobs set status = 'running'
            where id = any (array(
              select id from raw_jobs where queue_name = 'work' and status = 'new'
              order by id limit ? for update skip locked))
            returning id, payload
            """;

    private final Connection connection;
    private final PreparedStatement claim;
    private final PreparedStatement complete;
    private final int batch;
    private final Handler handler;

    RawClaims(Connection connection, int batch, Completion completion, Handler handler) throws SQLException {
        this.connection = connection;
        this.batch = batch;
        this.handler = handler;
        claim = connection.prepareStatement(CLAIM);
        complete = connection.prepareStatement(
                completion == Completion.DELETE
                        ? "delete from raw_jobs where id = any (?)"
                        : "update raw_jobs set status = 'done' where id = any (?)");
    }

    @Override
    public boolean run() throws Exception {
        List<Long> ids = new ArrayList<>(batch);
        claim.setInt(1, batch);
        try (ResultSet row = claim.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong("id"));
                handler.handle(row.getBytes("payload"));
            }
        }
        if (ids.isEmpty()) {
            return false;
        }
        complete.setObject(1, ids.toArray(Long[]::new));
        complete.executeUpdate();
        return true;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
