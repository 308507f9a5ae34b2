package io.github.pgqueue.jdbc.internal;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the second version of the table lets no hand write: what a handler could not be told, or a driver not
 * read, or what would make a statement fail that serves other jobs too. Frozen with {@link Version2}.
 *
 * <p>These stand in a trigger, and only those of columns that every claim and plain end writes are constraints:
 * the server reads and plans all constraints of a table anew for each statement that writes to it, which were a
 * third of what a claim costs; a trigger that is for some columns costs the others nothing. It comes before the
 * row is written, as JSON would be measured compressed afterwards. What it says is what a constraint would,
 * except for the row, which may have a secret in it.
 */
final class RowRules {

    /**
     * Each under the name of its column. Sizes are those of the largest that this library writes, and room: of
     * JSON as it is stored, which needs no reading.
     */
    private static final List<Rule> RULES = List.of(
            new Rule("excused", "new.excused between 0 and 2000000000"),
            new Rule("run_at", """
                    new.run_at >= '0001-01-01 00:00:00+00'
                    and (new.run_at < '10000-01-01 00:00:00+00' or new.run_at = 'infinity')"""),
            new Rule("created_at", """
                    new.created_at >= '0001-01-01 00:00:00+00' and new.created_at < '10000-01-01 00:00:00+00'"""),
            new Rule("time_limit", "new.time_limit between 1 and 3153600000000"),
            new Rule("retry_policy", "octet_length(new.retry_policy) <= 8192"),
            new Rule("headers", "jsonb_typeof(new.headers) = 'object' and pg_column_size(new.headers) <= 4194304"),
            new Rule("error", "octet_length(new.error) <= 4194304"),
            new Rule("errors", "jsonb_typeof(new.errors) = 'array' and pg_column_size(new.errors) <= 4194304"),
            new Rule("result", "octet_length(new.result) <= 524288000"),
            new Rule("unique_key", "length(new.unique_key) between 1 and 255"),
            new Rule("unique_until", """
                    new.unique_until >= '0001-01-01 00:00:00+00' and new.unique_until < '10000-01-01 00:00:00+00'"""));

    static final String FUNCTION = """
            create or replace function {jobs+_check}() returns trigger
                language plpgsql
                set search_path = pg_catalog, pg_temp
            as $$
            declare
                broken text := tg_table_name || '_' || case
            %s
                end || '_check';
            begin
                if broken is null then
                    return new;
                end if;
                raise exception using
                    errcode = 'check_violation',
                    message = format('new row for relation "%%s" violates check constraint "%%s"',
                                     tg_table_name, broken),
                    schema = tg_table_schema, table = tg_table_name, constraint = broken;
            end
            $$""".formatted(RULES.stream()
            .map(rule -> "when not (" + rule.condition + ") then '" + rule.column + "'")
            .collect(Collectors.joining("\n"))
            .indent(8)
            .stripTrailing());

    /**
     * What a plain job is, such as most that are pushed: it cannot break any of these, given that its three times are
     * one, and of them the last is looked at by a constraint. To read and plan all of the conditions anew for each
     * insert made a single one a sixth dearer.
     */
    private static final String IS_PLAIN = """
            new.run_at = new.created_at and new.created_at = new.updated_at and new.excused = 0
                      and num_nonnulls(new.time_limit, new.retry_policy, new.headers, new.error, new.errors, new.result,
                                       new.unique_key, new.unique_until) = 0""";

    static final String INSERT_TRIGGER = """
            create or replace trigger {name+_check_trigger}
                before insert on {jobs}
                for each row
                when ((%s) is not true)
                execute function {jobs+_check}()""".formatted(IS_PLAIN.strip());

    static final String UPDATE_TRIGGER = """
            create or replace trigger {name+_check_update_trigger}
                before update of %s on {jobs}
                for each row
                when (not (%s))
                execute function {jobs+_check}()""".formatted(
                    RULES.stream().map(Rule::column).collect(Collectors.joining(", ")),
                    RULES.stream().map(rule -> "(" + rule.condition + ")").collect(Collectors.joining("\nand ")));

    private RowRules() {}

    private record Rule(String column, String condition) {}
}
