package io.github.pgqueue.benchmarks.contender;

import io.github.pgqueue.benchmarks.Opened;
import io.github.pgqueue.benchmarks.contender.RawSql.Completion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/** The bare statements. */
final class RawEntrant implements Entrant {

    private static final String INSERT = "insert into raw_jobs (queue_name, payload) values ('work', ?)";
    private static final String INSERT_MANY =
            "insert into raw_jobs (queue_name, payload) select 'work', p from unnest(?::bytea[]) as p";

    private final Arena arena;
    private final int batch;
    private final Completion completion;
    private final Opened kept = new Opened();
    private final ThreadLocal<PreparedStatement> insert = ThreadLocal.withInitial(() -> prepare(INSERT));
    private final ThreadLocal<PreparedStatement> insertMany = ThreadLocal.withInitial(() -> prepare(INSERT_MANY));

    RawEntrant(Arena arena, int batch, Completion completion) {
        this.arena = arena;
        this.batch = batch;
        this.completion = completion;
    }

    /** On a connection of the thread's own, for as long as this is open. */
    private synchronized PreparedStatement prepare(String sql) {
        try {
            return kept.keep(kept.keep(arena.pool().getConnection()).prepareStatement(sql));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void push(byte[] payload) throws SQLException {
        PreparedStatement statement = insert.get();
        statement.setBytes(1, payload);
        statement.executeUpdate();
    }

    @Override
    public void pushAll(byte[] payload, int jobs) throws SQLException {
        byte[][] all = new byte[jobs][];
        Arrays.fill(all, payload);
        PreparedStatement statement = insertMany.get();
        statement.setObject(1, all);
        statement.executeUpdate();
    }

    @Override
    public Workers work(int workers, Handler handler) {
        return Loops.start("raw-worker", workers, () -> new RawClaims(connection(), completion.sql(), batch, handler));
    }

    private Connection connection() {
        try {
            return arena.pool().getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long unfinished() {
        return arena.count("select count(*) from raw_jobs where status <> 'done'");
    }

    @Override
    public void close() {
        kept.close();
    }
}
