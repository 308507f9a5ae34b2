package io.github.pgqueue.benchmarks.contender;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One client that claims a batch, hands it out and completes it, again and again. */
final class RawClaims implements Loops.Step {

    /**
     * What it does.
     *
     * @param claim takes the most rows, and returns each {@code id} and {@code payload}
     * @param complete takes an array of ids
     * @param isOneTransaction whether both are one, so that a lock alone is a claim; else each is
     */
    record Sql(String claim, String complete, boolean isOneTransaction) {}

    private final Connection connection;
    private final PreparedStatement claim;
    private final PreparedStatement complete;
    private final int batch;
    private final Handler handler;

    RawClaims(Connection connection, Sql sql, int batch, Handler handler) throws SQLException {
        this.connection = connection;
        this.batch = batch;
        this.handler = handler;
        connection.setAutoCommit(!sql.isOneTransaction());
        claim = connection.prepareStatement(sql.claim());
        complete = connection.prepareStatement(sql.complete());
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
        if (!ids.isEmpty()) {
            complete.setObject(1, ids.toArray(Long[]::new));
            complete.executeUpdate();
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
        return !ids.isEmpty();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
