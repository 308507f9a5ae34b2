package io.github.pgqueue.benchmarks.pickup;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.benchmarks.contender.TableSql;
import io.github.pgqueue.benchmarks.server.Schema;
import io.github.pgqueue.benchmarks.worker.Backend;

/** What the floor has its rows in, and how one is taken. */
enum FloorTable {
    /** A number, a state and the payload, with one index. Nothing of it is what a queue must promise. */
    SMALL("bare wire and one fetch", "insert into %s (payload) values (?) returning id", """
            update %1$s set status = 'running'
            where id = (select id from %1$s where status = 'new' order by id limit 1 for update skip locked)
            returning id, payload""") {
        @Override
        void make(Schema schema, String url) {
            schema.execute("create table " + schema.table()
                    + " (id bigserial primary key, status text not null default 'new', payload bytea)");
            schema.execute("create index on " + schema.table() + " (id) where status = 'new'");
        }
    },

    /** pgqueue's. */
    OWN(
            "bare wire and one claim",
            "insert into %s (queue_name, payload) values ('" + TableSql.QUEUE + "', ?) returning id",
            TableSql.claim("%1$s").replace("limit ?", "limit 1")) {
        @Override
        void make(Schema schema, String url) {
            Backend silent = new Backend("pgjdbc", "none");
            try (PgQueues queues = PgQueues.create(silent.config(url, schema.table()))) {
                queues.bootstrap();
            }
            // Who inserts rings by himself, as at the other one.
            schema.execute("alter table " + schema.table() + " disable trigger jobs_notify_trigger");
        }
    };

    private final String title;
    private final String insert;
    private final String fetch;

    FloorTable(String title, String insert, String fetch) {
        this.title = title;
        this.insert = insert;
        this.fetch = fetch;
    }

    /** What is measured. */
    String title() {
        return title;
    }

    abstract void make(Schema schema, String url);

    /** Adds a row, and returns its number. */
    String insert(String table) {
        return insert.formatted(table);
    }

    /** Takes the first row. */
    String fetch(String table) {
        return fetch.formatted(table);
    }
}
