package io.github.pgqueue.benchmarks.contender;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;

/** pgmq's statements at work on one queue. */
final class PgmqEntrant implements Entrant {

    private static final String SEND = """
            insert into pgmq_work (vt, message)
            select clock_timestamp(), ?::jsonb from generate_series(1, ?) returning msg_id
            """;

    private final Arena arena;
    private final int batch;

    PgmqEntrant(Arena arena, int batch) {
        this.arena = arena;
        this.batch = batch;
    }

    @Override
    public void push(byte[] payload) throws SQLException {
        pushAll(payload, 1);
    }

    @Override
    public void pushAll(byte[] payload, int jobs) throws SQLException {
        try (Connection connection = arena.pool().getConnection();
                PreparedStatement send = connection.prepareStatement(SEND)) {
            send.setString(1, "{\"payload\": \"" + Base64.getEncoder().encodeToString(payload) + "\"}");
            send.setInt(2, jobs);
            send.executeQuery().close();
        }
    }

    @Override
    public Workers work(int workers, Handler handler) {
        return Loops.start(
                "pgmq-reader", workers, () -> new RawClaims(arena.pool().getConnection(), Pgmq.CLAIMS, batch, handler));
    }

    @Override
    public long unfinished() {
        return arena.count("select count(*) from pgmq_work");
    }

    @Override
    public void close() {}
}
