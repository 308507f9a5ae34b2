package io.github.pgqueue.benchmarks.contender;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.benchmarks.shared.Opened;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Bare statements on pgqueue's table. */
final class OwnTableEntrant implements Entrant {

    /** For what pgqueue itself has put into its table. */
    private static final String MOVE =
            "with moved as (delete from jobs returning *) insert into bare_jobs select * from moved";

    private final Arena arena;
    private final OwnTable.Variant variant;
    private final int batch;
    private final Opened kept = new Opened();

    /** By the number of jobs. */
    private final Map<Integer, Push> pushes = new ConcurrentHashMap<>();

    OwnTableEntrant(Arena arena, OwnTable.Variant variant, int batch) {
        this.arena = arena;
        this.variant = variant;
        this.batch = batch;
    }

    /** How the same jobs are added again. */
    private record Push(byte[] payload, RecordedInsert insert, KeptStatements statements) {}

    @Override
    public void push(byte[] payload) throws SQLException {
        add(payload, 1, queue -> queue.push(payload));
    }

    @Override
    public void pushAll(byte[] payload, int jobs) throws SQLException {
        add(payload, jobs, queue -> queue.pushAll(Collections.nCopies(jobs, NewJob.of(payload))));
    }

    private void add(byte[] payload, int jobs, Consumer<PgQueue> byPgqueue) throws SQLException {
        Push push = pushes.get(jobs);
        if (push == null || push.payload() != payload) {
            push = known(payload, jobs, byPgqueue);
        }
        if (push != null) {
            push.statements().use(push.insert()::execute);
        }
    }

    /** Null if it was not: then pgqueue itself has now added the jobs, and was watched. */
    private synchronized @Nullable Push known(byte[] payload, int jobs, Consumer<PgQueue> byPgqueue) {
        Push push = pushes.get(jobs);
        if (push != null && push.payload() == payload) {
            return push;
        }
        RecordedInsert insert = RecordedInsert.of(arena, byPgqueue);
        String sql = insert.sql();
        if (variant == OwnTable.Variant.WITHOUT_RULES) {
            sql = insert.sqlInto(variant.table());
            arena.execute(MOVE);
        }
        pushes.put(jobs, new Push(payload, insert, kept.keep(new KeptStatements(arena, sql))));
        return null;
    }

    @Override
    public Workers work(int workers, Handler handler) {
        return Loops.start(
                "table-worker",
                workers,
                () -> new RawClaims(arena.pool().getConnection(), OwnTable.claims(variant), batch, handler));
    }

    @Override
    public long unfinished() {
        return arena.count("select count(*) from " + variant.table() + " where status in ('new', 'running')");
    }

    @Override
    public void close() {
        kept.close();
    }
}
