package io.github.pgqueue.jdbc.internal.schema;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the second version of the table lets no hand write: what a handler could not be told, or a driver not
 * read, or what would make a statement fail that serves other jobs too. Frozen with {@link Version2}.
 *
 * <p>None is a constraint of the table, which costs each statement that writes to it: {@link ColumnTypes} tells why,
 * and holds the rules of the columns that every claim and plain end writes. Nor have these triggers conditions: the
 * server copies those of all triggers, as text, for each statement that writes to the table, which was an eighth. So
 * rows that are added are looked at by the trigger that rings, at the end of the statement, unless that says nothing
 * but what it cannot say wrong (what a trigger of the user's makes of such a row is the user's); and rows that are
 * changed by a trigger of the columns that these are of, before they are written, as JSON would be measured compressed
 * afterwards. What is said is what a constraint would say, except for the row, which may have a secret in it.
 */
final class RowRules {

    /**
     * Each under the name of its column. Sizes are those of the largest that this library writes, and room: of
     * JSON as it is stored, which needs no reading. A payload's limit is that of NewJob.
     */
    private static final List<Rule> RULES = List.of(
            new Rule("queue_name", "length(job.queue_name) between 1 and 255"),
            new Rule("payload", "octet_length(job.payload) <= 524288000"),
            new Rule("excused", "job.excused between 0 and 2000000000"),
            new Rule("run_at", """
                    job.run_at >= '0001-01-01 00:00:00+00'
                    and (job.run_at < '10000-01-01 00:00:00+00' or job.run_at = 'infinity')"""),
            new Rule("created_at", """
                    job.created_at >= '0001-01-01 00:00:00+00' and job.created_at < '10000-01-01 00:00:00+00'"""),
            new Rule("time_limit", "job.time_limit between 1 and 3153600000000"),
            new Rule("retry_policy", "octet_length(job.retry_policy) <= 8192"),
            new Rule("headers", "jsonb_typeof(job.headers) = 'object' and pg_column_size(job.headers) <= 4194304"),
            new Rule("error", "octet_length(job.error) <= 4194304"),
            new Rule("errors", "jsonb_typeof(job.errors) = 'array' and pg_column_size(job.errors) <= 4194304"),
            new Rule("result", "octet_length(job.result) <= 524288000"),
            new Rule("unique_key", "length(job.unique_key) between 1 and 255"),
            new Rule("unique_until", """
                    job.unique_until >= '0001-01-01 00:00:00+00' and job.unique_until < '10000-01-01 00:00:00+00'"""),
            new Rule("unique_scope", """
                    job.unique_scope is null
                    or job.unique_key is not null and job.unique_scope in ('finished', 'started', 'period')
                       and (job.unique_scope <> 'period' or job.unique_until is not null)"""));

    /** Written by every claim, and nearly always null. */
    private static final String SCOPE = "unique_scope";

    /** An expression: the column whose rule a row called job breaks, or null. */
    static final String BROKEN = "case\n%s\nend"
            .formatted(RULES.stream()
                    .map(rule -> "when not (" + rule.condition + ") then '" + rule.column + "'")
                    .collect(Collectors.joining("\n"))
                    .indent(4)
                    .stripTrailing());

    /** A statement for when the variable {@code broken} is such a column. */
    static final String REFUSE = """
            raise exception using
                errcode = 'check_violation',
                message = format('new row for relation "%s" violates check constraint "%s"',
                                 tg_table_name, tg_table_name || '_' || broken || '_check'),
                schema = tg_table_schema, table = tg_table_name,
                constraint = tg_table_name || '_' || broken || '_check';""";

    static final String FUNCTION = """
            create or replace function {jobs+_check}() returns trigger
                language plpgsql
                set search_path = pg_catalog, pg_temp
            as $$
            declare
                broken text :=
            %s;
            begin
                if broken is null then
                    return new;
                end if;
            %s
            end
            $$""".formatted(
                    BROKEN.replace("job.", "new.").indent(8).stripTrailing(),
                    REFUSE.indent(4).stripTrailing());

    static final String UPDATE_TRIGGER = """
            create or replace trigger {name+_check_update_trigger}
                before update of %s on {jobs}
                for each row
                execute function {jobs+_check}()""".formatted(RULES.stream()
            .map(Rule::column)
            .filter(column -> !column.equals(SCOPE))
            .collect(Collectors.joining(", ")));

    static final String SCOPE_TRIGGER = """
            create or replace trigger {name+_check_scope_trigger}
                before update of %1$s on {jobs}
                for each row
                when (new.%1$s is not null)
                execute function {jobs+_check}()""".formatted(SCOPE);

    private RowRules() {}

    private record Rule(String column, String condition) {}
}
