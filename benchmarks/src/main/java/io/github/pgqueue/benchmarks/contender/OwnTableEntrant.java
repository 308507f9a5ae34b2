package io.github.pgqueue.benchmarks.contender;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.benchmarks.Opened;
import java.sql.SQLException;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReference;
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
    private final AtomicReference<@Nullable Push> last = new AtomicReference<>();

    OwnTableEntrant(Arena arena, OwnTable.Variant variant, int batch) {
        this.arena = arena;
        this.variant = variant;
        this.batch = batch;
    }

    /** How the same jobs are added again. */
    private record Push(byte[] payload, int jobs, RecordedInsert insert, KeptStatements statements) {

        boolean adds(byte[] samePayload, int sameJobs) {
            return payload == samePayload && jobs == sameJobs;
        }
    }

    @Override
    public void push(byte[] payload) throws SQLException {
        add(payload, 1, queue -> queue.push(payload));
    }

    @Override
    public void pushAll(byte[] payload, int jobs) throws SQLException {
        add(payload, jobs, queue -> queue.pushAll(Collections.nCopies(jobs, NewJob.of(payload))));
    }

    private void add(byte[] payload, int jobs, Consumer<PgQueue> byPgqueue) throws SQLException {
        Push push = last.get();
        if ((push == null || !push.adds(payload, jobs)) && !isRecordedNow(payload, jobs, byPgqueue)) {
            return;
        }
        Push known = last.get();
        if (known != null) {
            known.statements().use(known.insert()::execute);
        }
    }

    /** The first time pgqueue itself adds the jobs, and is watched. */
    private synchronized boolean isRecordedNow(byte[] payload, int jobs, Consumer<PgQueue> byPgqueue) {
        Push push = last.get();
        if (push != null && push.adds(payload, jobs)) {
            return true;
        }
        RecordedInsert insert = RecordedInsert.of(arena, byPgqueue);
        String sql = variant == OwnTable.Variant.WITHOUT_RULES ? insert.sqlInto(variant.table()) : insert.sql();
        if (variant == OwnTable.Variant.WITHOUT_RULES) {
            arena.execute(MOVE);
        }
        last.set(new Push(payload, jobs, insert, kept.keep(new KeptStatements(arena, sql))));
        return false;
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
