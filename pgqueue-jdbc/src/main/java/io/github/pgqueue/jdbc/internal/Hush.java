package io.github.pgqueue.jdbc.internal;

/**
 * How a statement that adds jobs keeps the table's triggers from ringing, in the same round trip.
 *
 * <p>It leaves its own time in a setting, and the triggers are still where that is the time of the statement that
 * they are of. So nothing else is silenced: neither the rest of the transaction, if it is part of a larger one,
 * nor the session, which may serve others next; nor what somebody else's trigger adds on the way.
 */
final class Hush {

    /** What the triggers ask. Frozen with {@link Version2}. */
    static final String IS_LOUD = """
            (pg_trigger_depth() > 0
             or current_setting('pgqueue.quiet', true) is distinct from cast(statement_timestamp() as text))""";

    /** Always true. A subquery without a reference is run once, before the first row. */
    private static final String QUIETLY =
            "(select set_config('pgqueue.quiet', cast(statement_timestamp() as text), true)) is not null";

    private static final String RUNG = "cast(pg_notify('{channel}', ',,' || queue_name) as text)";

    private Hush() {}

    /** Fills in {@code {quietly}}, a condition, and {@code {rung}}, what a statement sends by itself. */
    static String of(String template, boolean quiet) {
        return template.replace("{quietly}", quiet ? QUIETLY : "true")
                .replace("{rung}", quiet ? "cast(null as text)" : RUNG);
    }
}
