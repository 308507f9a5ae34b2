package io.github.pgqueue.benchmarks.contender;

import io.github.pgqueue.benchmarks.contender.RawSql.Completion;
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
    private final KeptStatements insert;
    private final KeptStatements insertMany;

    RawEntrant(Arena arena, int batch, Completion completion) {
        this.arena = arena;
        this.batch = batch;
        this.completion = completion;
        insert = new KeptStatements(arena, INSERT);
        insertMany = new KeptStatements(arena, INSERT_MANY);
    }

    @Override
    public void push(byte[] payload) throws SQLException {
        insert.use(statement -> {
            statement.setBytes(1, payload);
            statement.executeUpdate();
        });
    }

    @Override
    public void pushAll(byte[] payload, int jobs) throws SQLException {
        byte[][] all = new byte[jobs][];
        Arrays.fill(all, payload);
        insertMany.use(statement -> {
            statement.setObject(1, all);
            statement.executeUpdate();
        });
    }

    @Override
    public Workers work(int workers, Handler handler) {
        return Loops.start(
                "raw-worker",
                workers,
                () -> new RawClaims(arena.pool().getConnection(), completion.sql(), batch, handler));
    }

    @Override
    public long unfinished() {
        return arena.count("select count(*) from raw_jobs where status <> 'done'");
    }

    @Override
    public void close() {
        insert.close();
        insertMany.close();
    }
}
