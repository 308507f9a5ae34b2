package io.github.pgqueue.benchmarks.crowd;

import io.github.pgqueue.benchmarks.server.Schema;
import java.util.Locale;

/** What a table can hold beside the jobs that are claimed, and that is to cost a claim nothing. */
public enum Crowd {
    /** The measure for the others. */
    NONE("nothing", ""),

    /** Of the same queue, kept by the default retention. */
    FINISHED("finished jobs, kept", """
            insert into {table} (queue_name, payload, status, attempt, node)
            select 'work', '\\x00', 'success', 1, 'earlier' from generate_series(1, {rows})"""),

    /** Of the same queue, and due for deletion while others are claimed. */
    EXPIRED("finished jobs, being pruned", """
            insert into {table} (queue_name, payload, status, attempt, node, updated_at)
            select 'work', '\\x00', 'success', 1, 'earlier', now() - interval '2 days'
            from generate_series(1, {rows})"""),

    /** Of the same queue, due before those that are pushed later: they are done first, and most of them wait. */
    WAITING("due jobs of the same queue", """
            insert into {table} (queue_name, payload)
            select 'work', decode(repeat('00', 100), 'hex') from generate_series(1, {rows})"""),

    /** Of the same queue. */
    LATER("jobs due later", """
            insert into {table} (queue_name, payload, run_at)
            select 'work', '\\x00', now() + interval '1 day' + i * interval '1 millisecond'
            from generate_series(1, {rows}) as i"""),

    /** Due, in a hundred queues that nobody works on. */
    ELSEWHERE("jobs due in other queues", """
            insert into {table} (queue_name, payload)
            select 'other' || i % 100, '\\x00' from generate_series(1, {rows}) as i""");

    private final String title;
    private final String insert;

    Crowd(String title, String insert) {
        this.title = title;
        this.insert = insert;
    }

    /** How it is called on the command line. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How it is called in what is printed. */
    public String title() {
        return title;
    }

    /** Adds the rows, without a ring for each. */
    void fill(Schema schema, long rows) {
        if (this == NONE) {
            return;
        }
        schema.execute("alter table " + schema.table() + " disable trigger user");
        schema.execute(insert.replace("{table}", schema.table()).replace("{rows}", String.valueOf(rows)));
        schema.execute("alter table " + schema.table() + " enable trigger user");
    }
}
