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
        DELETE(
                new RawClaims.Sql(CLAIM, END_BY_DELETE, false),
                "claimed by UPDATE ... SKIP LOCKED, completed by DELETE, a commit each"),
        /** Its rows stay, as done. */
        UPDATE(
                new RawClaims.Sql(CLAIM, "update raw_jobs set status = 'done' where id = any (?)", false),
                "claimed by UPDATE ... SKIP LOCKED, completed by UPDATE, a commit each"),
        /** Nothing is written until then: its rows are locked in a transaction, go in it, and it is committed. */
        LOCK(
                new RawClaims.Sql(FIRST.replace("select id", "select id, payload"), END_BY_DELETE, true),
                "locked by SELECT ... SKIP LOCKED, completed by DELETE, in one transaction");

        private final RawClaims.Sql sql;
        private final String text;

        Completion(RawClaims.Sql sql, String text) {
            this.sql = sql;
            this.text = text;
        }

        RawClaims.Sql sql() {
            return sql;
        }
    }

    private static final String FIRST = """
            select id from raw_jobs where queue_name = 'work' and status = 'new'
            order by id limit ? for update skip locked""";

    private static final String CLAIM = """
            update raw_jobs set status = 'running'
            where id = any (array(%s))
            returning id, payload
            """.formatted(FIRST);

    private static final String END_BY_DELETE = "delete from raw_jobs where id = any (?)";

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
                + " unnest; " + batch + " at once are " + completion.text;
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
