package io.github.pgqueue.jdbc.internal.schema;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The types of the columns that every claim and plain end writes: domains, each with the rule that no hand can write past.
 * Frozen with {@link Version2}.
 *
 * <p>As constraints of the table these rules were a sixth of what an insert of one row costs, its commit included: the
 * server reads and plans all constraints of a table anew for each statement that writes to it, and those of a type once
 * a session.
 *
 * <p>A type is made without its rule, is given to the column, and gets its rule then. In this order the table is not
 * written anew, however large it is, but read.
 */
final class ColumnTypes {

    private static final List<Type> TYPES = List.of(
            new Type("status", "text", "value in ('new', 'running', 'success', 'error', 'cancelled')"),
            new Type("attempt", "integer", "value between 0 and 2000000000"),
            new Type(
                    "updated_at",
                    "timestamptz",
                    "value >= '0001-01-01 00:00:00+00' and value < '10000-01-01 00:00:00+00'"),
            new Type("node", "text", "octet_length(value) <= 1024"));

    /** Of a VALUES: name, base and rule's name. */
    static final String ROWS = each(",\n", "('{jobs+_%1$s_type}', '%2$s', trim('{name+_%1$s_check}', '\"'))");

    static final String CREATE = block("""
            if to_regtype('{jobs+_%1$s_type}') is null then
                create domain {jobs+_%1$s_type} as %2$s;
            end if;
            """);

    /** Of an ALTER TABLE. */
    static final String TAKE = each(",\n", "alter column %1$s type {jobs+_%1$s_type}");

    static final String CHECK = block("""
            if not exists (select from pg_constraint where contypid = '{jobs+_%1$s_type}'::regtype) then
                alter domain {jobs+_%1$s_type}
                    add constraint {name+_%1$s_check} check (%3$s);
            end if;
            """);

    private ColumnTypes() {}

    private record Type(String column, String base, String rule) {}

    private static String block(String template) {
        return "do $$ begin\n" + each("", template).indent(4) + "end $$";
    }

    private static String each(String separator, String template) {
        return TYPES.stream()
                .map(type -> template.formatted(type.column, type.base, type.rule))
                .collect(Collectors.joining(separator));
    }
}
