package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.TableName;

/**
 * The statements for one table. They stand as templates, by what they are for: {@link InsertSql}, {@link
 * ExchangeSql}, {@link FirstJob}, {@link NodeSql} and {@link JobSql}.
 */
final class Statements {

    private final TableName table;

    Statements(TableName table) {
        this.table = table;
    }

    String fill(String template) {
        return SqlText.of(table, template);
    }
}
