package io.github.pgqueue.benchmarks.contender;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** clj-pgqueue's loop at work on one queue. */
final class CljPgqueueEntrant implements Entrant {

    private static final String INSERT = """
            insert into clj_jobs (queue_name, payload, run_at, status, created_at, updated_at)
            values ('work', ?, localtimestamp, 'new', now(), now())
            """;

    private final Arena arena;

    CljPgqueueEntrant(Arena arena) {
        this.arena = arena;
    }

    @Override
    public void push(byte[] payload) throws SQLException {
        try (Connection connection = arena.pool().getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setBytes(1, payload);
            insert.executeUpdate();
        }
    }

    /** By plain SQL, to fill it: nobody would wait for one after the other. */
    @Override
    public void pushAll(byte[] payload, int jobs) throws SQLException {
        try (Connection connection = arena.pool().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        INSERT.replace("values (", "select ").replace("now())", "now() from generate_series(1, ?)"))) {
            insert.setBytes(1, payload);
            insert.setInt(2, jobs);
            insert.executeUpdate();
        }
    }

    @Override
    public Workers work(int workers, Handler handler) {
        return Loops.start("clj-runner", 1, () -> new CljPgqueueLoop(arena.pool(), workers, handler));
    }

    @Override
    public long unfinished() {
        return arena.count("select count(*) from clj_jobs where status <> 'success'");
    }

    @Override
    public void close() {}
}
