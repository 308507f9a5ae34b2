package io.github.pgqueue.benchmarks.contender;

import io.github.pgqueue.benchmarks.shared.Opened;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One statement, prepared on as many connections as use it at once, which are kept for it as long as this is open.
 * Thread-safe.
 */
final class KeptStatements implements AutoCloseable {

    private final Arena arena;
    private final String sql;
    private final Opened kept = new Opened();
    private final Queue<PreparedStatement> idle = new ConcurrentLinkedQueue<>();

    KeptStatements(Arena arena, String sql) {
        this.arena = arena;
        this.sql = sql;
    }

    /** What is done with it. */
    @FunctionalInterface
    interface Use {
        void run(PreparedStatement statement) throws SQLException;
    }

    /** Has nobody else use the same one meanwhile. */
    void use(Use use) throws SQLException {
        PreparedStatement found = idle.poll();
        PreparedStatement statement = found == null ? prepare() : found;
        use.run(statement);
        idle.add(statement);
    }

    private synchronized PreparedStatement prepare() throws SQLException {
        return kept.keep(kept.keep(arena.pool().getConnection()).prepareStatement(sql));
    }

    @Override
    public synchronized void close() {
        kept.close();
    }
}
