package io.github.pgqueue.benchmarks.contender;

/**
 * The limit of pgqueue's own table: bare statements on connections that are kept, without pgqueue's engine. What is
 * between this and the limit of {@link RawSql} is what the table's columns, indexes and rules cost, and what is between
 * pgqueue and this is the engine.
 *
 * @param variant how jobs are kept and claimed
 */
public record OwnTable(Variant variant) implements Contender {

    private static final int BATCH = 500;

    /** How jobs are kept and claimed. */
    public enum Variant {
        /** As pgqueue does: a claim is written, and so is its end. */
        CLAIMED("table", "jobs", "claimed by UPDATE and ended by another one, a commit each"),
        /** Claims write nothing: rows are locked in a transaction, and ended in the same. */
        LOCKED("table-lock", "jobs", "locked by SELECT ... SKIP LOCKED and ended by UPDATE, in one transaction"),
        /** The same where what is done goes. */
        DELETED(
                "table-lock-delete",
                "jobs",
                "locked by SELECT ... SKIP LOCKED and ended by DELETE, in one transaction"),
        /** In a copy of the table that has its columns and the indexes that a new job enters, and nothing else. */
        WITHOUT_RULES(
                "table without rules",
                "bare_jobs",
                "into a copy of the table that has neither triggers nor checks, and of the indexes those that a new job"
                        + " enters");

        private final String title;
        private final String table;
        private final String text;

        Variant(String title, String table, String text) {
            this.title = title;
            this.table = table;
            this.text = text;
        }

        String table() {
            return table;
        }
    }

    /** The copy's defaults and not-null constraints are the table's own; one row tells which indexes it enters. */
    private static final String COPY = """
            create table bare_jobs (like jobs including defaults);
            alter table bare_jobs alter status type text, alter attempt type integer, alter updated_at type timestamptz,
                alter node type text;
            insert into jobs (queue_name) values ('any');
            do $$ declare each record; enters boolean; begin
                for each in select pg_get_indexdef(indexrelid) as definition,
                                   coalesce(pg_get_expr(indpred, indrelid), 'true') as condition
                            from pg_index where indrelid = 'jobs'::regclass loop
                    execute 'select exists (select from jobs where ' || each.condition || ')' into enters;
                    if enters then
                        execute regexp_replace(each.definition, 'INDEX .* ON \\S+ USING', 'INDEX ON bare_jobs USING');
                    end if;
                end loop;
            end $$;
            truncate jobs
            """;

    @Override
    public String name() {
        return variant.title;
    }

    @Override
    public String version() {
        return Pgqueue.byPgjdbc().version();
    }

    @Override
    public String settings() {
        return "pgqueue's own statement that adds jobs, without its engine, on connections that are kept; "
                + (variant == Variant.WITHOUT_RULES
                        ? variant.text
                        : "jobs are " + variant.text + ", " + BATCH + " at once");
    }

    @Override
    public void bootstrap(Arena arena) {
        Pgqueue.byPgjdbc().bootstrap(arena);
        if (variant == Variant.WITHOUT_RULES) {
            arena.execute(COPY);
        }
    }

    @Override
    public Entrant open(Arena arena) {
        return new OwnTableEntrant(arena, variant, BATCH);
    }

    /** What a client of it does again and again. */
    static RawClaims.Sql claims(Variant variant) {
        String table = variant.table();
        return switch (variant) {
            case LOCKED -> new RawClaims.Sql(TableSql.lock(table), TableSql.end(table), true);
            case DELETED -> new RawClaims.Sql(TableSql.lock(table), TableSql.delete(table), true);
            case CLAIMED, WITHOUT_RULES -> new RawClaims.Sql(TableSql.claim(table), TableSql.end(table), false);
        };
    }
}
