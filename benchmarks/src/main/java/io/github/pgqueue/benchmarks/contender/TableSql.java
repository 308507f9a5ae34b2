package io.github.pgqueue.benchmarks.contender;

/**
 * Bare statements on pgqueue's table, as plain as they can be where it keeps its promises to nobody: they know one
 * queue, look at no pause and compare no fence.
 */
public final class TableSql {

    /** The one queue. */
    public static final String QUEUE = "work";

    private static final String FIRST = """
            select id from %%1$s
            where queue_name = '%s' and status = 'new' and run_at <= now()
            order by priority, run_at, id limit ? for update skip locked""".formatted(QUEUE);

    private static final String CLAIM = """
            update %%1$s set status = 'running', attempt = attempt + 1, node = 'bare', claim = 1, updated_at = now()
            where queue_name = '%s' and id = any (array(%s))
            returning id, payload""".formatted(QUEUE, FIRST);

    private static final String END = """
            update %%1$s set status = 'success', updated_at = now()
            where queue_name = '%s' and id = any (?)""".formatted(QUEUE);

    private static final String DELETE = "delete from %%1$s where queue_name = '%s' and id = any (?)".formatted(QUEUE);

    private TableSql() {}

    /**
     * Claims by an update, in their order; its parameter is how many.
     *
     * @param table its name
     */
    public static String claim(String table) {
        return CLAIM.formatted(table);
    }

    /**
     * Locks in their order, and writes nothing; its parameter is how many.
     *
     * @param table its name
     */
    public static String lock(String table) {
        return FIRST.replace("select id", "select id, payload").formatted(table);
    }

    /**
     * Ends jobs that were locked and are not to be kept; its parameter is an array of their numbers.
     *
     * @param table its name
     */
    public static String delete(String table) {
        return DELETE.formatted(table);
    }

    /**
     * Ends jobs that were claimed or locked; its parameter is an array of their numbers.
     *
     * @param table its name
     */
    public static String end(String table) {
        return END.formatted(table);
    }
}
