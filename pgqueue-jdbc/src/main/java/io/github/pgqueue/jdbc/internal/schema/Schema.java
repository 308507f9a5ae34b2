package io.github.pgqueue.jdbc.internal.schema;

import io.github.pgqueue.TableName;
import io.github.pgqueue.jdbc.internal.text.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that make and upgrade one table, and keep its version. */
public final class Schema {

    /** All of them, in order. */
    private static final List<Migration> MIGRATIONS = List.of(Version1.MIGRATION, Version2.MIGRATION);

    /**
     * One at a time for a table, in the whole database; gone with the transaction. By the name alone, as
     * the schema may be given or found. A DO block, since a plain SELECT would give a row of type void.
     */
    private static final String LOCK = """
            do $$ begin
                perform pg_advisory_xact_lock(hashtextextended('pgqueue {name}', 0));
            end $$""";

    /** What there is, without an error if there is nothing. Versions are told from another table called so. */
    private static final String PROBE = """
            select to_regclass('{jobs}') is not null as jobs,
                   exists (select from pg_attribute where attrelid = to_regclass('{jobs+_schema}')
                           and attname = 'applied_at' and not attisdropped) as versions""";

    /** Its rows are the versions applied. A table of jobs without it beside is somebody else's. */
    private static final String VERSION = "select coalesce(max(version), 0) as version from {jobs+_schema}";

    /** Looks first: CREATE SCHEMA IF NOT EXISTS asks for a privilege even where there is nothing to do. */
    private static final String CREATE_SCHEMA = """
            do $$ begin
                if to_regnamespace('{schema}') is null then
                    create schema {schema};
                end if;
            end $$""";

    private static final String CREATE_VERSIONS = """
            create table if not exists {jobs+_schema} (
                version integer primary key,
                applied_at timestamptz not null default now()
            )""";

    /** Versions whose table was dropped say nothing any more; a table of that name that is no list of them stays. */
    private static final String FORGET_VERSIONS = """
            do $$ begin
                if to_regclass('{jobs}') is null and to_regclass('{jobs+_schema}') is not null then
                    if not exists (select from pg_attribute where attrelid = '{jobs+_schema}'::regclass
                                   and attname = 'applied_at' and not attisdropped) then
                        raise exception '{jobs+_schema} is there, but pgqueue did not make it';
                    end if;
                    delete from {jobs+_schema};
                end if;
            end $$""";

    /** The checks of {@link Bootstrap}, for who runs the script by hand. */
    private static final String GUARD = """
            do $$ begin
                if to_regclass('{jobs}') is not null and to_regclass('{jobs+_schema}') is null then
                    raise exception '{jobs} is there, but pgqueue did not make it';
                end if;
                if to_regclass('{jobs+_schema}') is not null then
                    if (select max(version) from {jobs+_schema}) > %d then
                        raise exception '{jobs} was made by a newer version of pgqueue';
                    end if;
                end if;
            end $$""";

    private final TableName table;
    private final List<Migration> migrations;

    /**
     * The statements for one table.
     *
     * @param table its name
     */
    public Schema(TableName table) {
        this(table, MIGRATIONS);
    }

    Schema(TableName table, List<Migration> migrations) {
        this.table = table;
        this.migrations = migrations;
    }

    /** The version that this library works with. */
    int latest() {
        return migrations.get(migrations.size() - 1).version();
    }

    String lock() {
        return fill(LOCK);
    }

    String probe() {
        return fill(PROBE);
    }

    String version() {
        return fill(VERSION);
    }

    /** All that leads from a version to the latest, to be run in one transaction under the lock. */
    List<String> upgradeFrom(int version) {
        List<String> statements = new ArrayList<>();
        if (version == 0) {
            if (table.schema().isPresent()) {
                statements.add(fill(CREATE_SCHEMA));
            }
            statements.add(fill(FORGET_VERSIONS));
            statements.add(fill(CREATE_VERSIONS));
        }
        for (Migration migration : migrations) {
            if (migration.version() > version) {
                migration.statements().forEach(statement -> statements.add(fill(statement)));
                statements.add(fill("insert into {jobs+_schema} (version) values (%d) on conflict do nothing"
                        .formatted(migration.version())));
            }
        }
        return List.copyOf(statements);
    }

    /**
     * All of it as a script that can be run again.
     *
     * @return statements between {@code begin} and {@code commit}
     */
    public String script() {
        List<String> statements = new ArrayList<>(List.of("begin", fill(LOCK), fill(GUARD.formatted(latest()))));
        statements.addAll(upgradeFrom(0));
        statements.add("commit");
        String header = "-- The table %s of pgqueue, version %d. Can be run again.%n%n".formatted(table, latest());
        return statements.stream().collect(Collectors.joining(";\n\n", header, ";\n"));
    }

    private String fill(String template) {
        return SqlText.of(table, template);
    }
}
