package io.github.pgqueue.benchmarks.contender;

import java.util.Locale;

/**
 * The limit: no more than the statements that a queue cannot do without, on connections that are kept. Loses jobs with
 * the process, knows no retries, priorities or times, and wakes nobody.
 */
public final class RawSql implements Contender {

    /** How a batch that is done gets out of the way. */
    public enum Completion {
        /** Its rows go. */
        DELETE("delete from raw_jobs where id = any (?)"),
        /** Its rows stay, as done. */
        UPDATE("update raw_jobs set status = 'done' where id = any (?)");

        private final RawClaims.Sql sql;

        Completion(String complete) {
            sql = new RawClaims.Sql(CLAIM, complete);
        }

        RawClaims.Sql sql() {
            return sql;
        }
    }

    private static final String CLAIM = """
            update raw_jobs set status = 'running'
            where id = any (array(
              select id from raw_jobs where queue_name = 'work' and status = 'new'
              order by id limit ? for update skip locked))
            returning id, payload
            """;

    private static final String TABLE = """
            create table raw_jobs (
              id bigserial primary key,
              queue_name text not null,
              payload bytea,
              status text not null default 'new',
              created_at timestamptz not null default now());
            create index raw_jobs_new on raw_jobs (queue_name, id) where status = 'new'
            """;

    private final int batch;
    private final Completion completion;

    private RawSql(int batch, Completion completion) {
        this.batch = batch;
        this.completion = completion;
    }

    /**
     * Claims by UPDATE, completes by DELETE or UPDATE, a transaction each.
     *
     * @param batch jobs a claim
     * @param completion how they are completed
     */
    public static RawSql batches(int batch, Completion completion) {
        return new RawSql(batch, completion);
    }

    /** Where nothing is claimed. */
    public static RawSql inserts() {
        return batches(1, Completion.DELETE);
    }

    @Override
    public String name() {
        return "raw-" + batch
                + (completion == Completion.DELETE
                        ? ""
                        : "-" + completion.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public String version() {
        return "pgjdbc " + Versions.of("pgjdbc");
    }

    @Override
    public String settings() {
        return "bare statements on connections that are kept: one INSERT a commit without NOTIFY, or one of 1000 rows by"
                + " unnest; claims of " + batch + " by UPDATE ... SKIP LOCKED, completed by " + completion
                + ", a commit each";
    }

    @Override
    public void bootstrap(Arena arena) {
        arena.execute(TABLE);
    }

    @Override
    public Entrant open(Arena arena) {
        return new RawEntrant(arena, batch, completion);
    }
}
