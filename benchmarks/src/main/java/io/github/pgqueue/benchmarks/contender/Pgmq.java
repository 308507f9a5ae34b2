package io.github.pgqueue.benchmarks.contender;

/** What pgmq's functions do for a queue, written anew as plain SQL: it needs no extension, and is not slower for that. */
public final class Pgmq implements Contender {

    private static final int BATCH = 100;

    private static final String TABLE = """
            create table pgmq_work (
              msg_id bigint generated always as identity primary key,
              read_ct integer not null default 0,
              enqueued_at timestamptz not null default now(),
              vt timestamptz not null,
              message jsonb,
              headers jsonb);
            create index pgmq_work_vt on pgmq_work (vt)
            """;

    private static final String READ = """
            with next as (
              select msg_id from pgmq_work where vt <= clock_timestamp() order by msg_id limit ? for update skip locked)
            update pgmq_work m set vt = clock_timestamp() + interval '30 seconds', read_ct = read_ct + 1
            from next where m.msg_id = next.msg_id
            returning m.msg_id as id, decode(m.message ->> 'payload', 'base64') as payload
            """;

    private static final String DELETE = "delete from pgmq_work where msg_id = any (?)";

    static final RawClaims.Sql CLAIMS = new RawClaims.Sql(READ, DELETE, false);

    @Override
    public String name() {
        return "pgmq";
    }

    @Override
    public String version() {
        return "its SQL, as of 1.5.1";
    }

    @Override
    public String settings() {
        return "rebuilt from what its functions do; a client a worker, which reads " + BATCH
                + " with a timeout of 30 s and deletes them at once; many at once as by send_batch; payloads in base64,"
                + " as messages are JSON";
    }

    @Override
    public void bootstrap(Arena arena) {
        arena.execute(TABLE);
    }

    @Override
    public Entrant open(Arena arena) {
        return new PgmqEntrant(arena, BATCH);
    }
}
