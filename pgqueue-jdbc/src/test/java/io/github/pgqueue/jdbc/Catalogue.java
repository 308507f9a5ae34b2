package io.github.pgqueue.jdbc;

import io.github.pgqueue.testkit.database.TestDatabase;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** All that a database consists of, but for what PostgreSQL brings along. */
final class Catalogue {

    private static final String ALL = """
            with mine as (select oid, nspname from pg_namespace where nspname !~ '^pg_(catalog|toast|temp)')
            select 'schema ' || nspname from mine
            union all
            select concat_ws(' ', 'relation', nspname, relname, relkind, relnatts, relowner)
            from pg_class join mine on mine.oid = relnamespace where nspname <> 'information_schema'
            union all
            select concat_ws(' ', 'column', nspname, relname, attname, atttypid, attnotnull)
            from pg_attribute join pg_class on pg_class.oid = attrelid join mine on mine.oid = relnamespace
            where nspname <> 'information_schema' and attnum > 0
            union all
            select concat_ws(' ', 'constraint', nspname, conname, pg_get_constraintdef(pg_constraint.oid))
            from pg_constraint join mine on mine.oid = connamespace where nspname <> 'information_schema' and contype <> 'n'
            union all
            select concat_ws(' ', 'function', nspname, proname, md5(prosrc))
            from pg_proc join mine on mine.oid = pronamespace where nspname <> 'information_schema'
            union all
            select concat_ws(' ', 'type', nspname, typname, typtype)
            from pg_type join mine on mine.oid = typnamespace where nspname <> 'information_schema' and typcategory <> 'A'
            union all
            select concat_ws(' ', 'trigger', tgrelid::regclass, tgname) from pg_trigger
            union all
            select concat_ws(' ', 'role', rolname) from pg_roles""";

    private Catalogue() {}

    static Set<String> of(TestDatabase database) throws SQLException {
        return new TreeSet<>(Stores.query(database, ALL));
    }
}
