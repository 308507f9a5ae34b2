package io.github.pgqueue.jdbc.internal.schema;

/**
 * How a statement that adds jobs keeps the table's triggers from ringing, in the same round trip.
 *
 * <p>It leaves its own time in a setting, and the triggers are still where that is the time of the statement that
 * they are of. So nothing else is silenced: neither the rest of the transaction, if it is part of a larger one,
 * nor the session, which may serve others next; nor what somebody else's trigger adds on the way.
 */
public final class Hush {

    /**
     * What the trigger asks that looks at rows that are added, and rings: for the statements that say nothing but queue,
     * payload and priority, there is nothing to look at either. The same on any search path. Frozen with {@link Version2}.
     */
    static final String IS_PLAIN_AND_QUIET = """
            pg_catalog.pg_trigger_depth() operator(pg_catalog.=) 1
                   and pg_catalog.current_setting('pgqueue.quiet', true)
                       operator(pg_catalog.=) pg_catalog.concat(pg_catalog.statement_timestamp(), ' plain')""";

    /** And for others, which are looked at. */
    static final String IS_QUIET =
            "pg_trigger_depth() = 1 and current_setting('pgqueue.quiet', true) = cast(statement_timestamp() as text)";

    private static final String SET = "set_config('pgqueue.quiet', cast(statement_timestamp() as text)%s, true)";
    private static final String PLAINLY = SET.formatted(" || ' plain'");

    /** A subquery without a reference is run once, before the first row. */
    private static final String ONCE = "(select %s) is not null";

    private static final String RUNG = "cast(pg_notify('{channel}', ',,' || queue_name) as text)";

    private Hush() {}

    /** Fills in {@code {quietly}}, a condition, and {@code {rung}}, what a statement sends by itself. */
    public static String of(String template, boolean quiet) {
        return template.replace("{quietly}", quiet ? ONCE.formatted(SET.formatted("")) : "true")
                .replace("{rung}", quiet ? "cast(null as text)" : RUNG);
    }

    /** Fills in {@code {quietly}} for statements of one row, or of many, that say only what they cannot say wrong. */
    public static String ofPlain(String template, boolean quiet, boolean many) {
        String quietly = many ? ONCE.formatted(PLAINLY) : PLAINLY + " is not null";
        return template.replace("{quietly}", quiet ? quietly : "true");
    }
}
