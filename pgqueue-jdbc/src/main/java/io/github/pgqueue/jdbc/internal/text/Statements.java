package io.github.pgqueue.jdbc.internal.text;

import io.github.pgqueue.TableName;

/** The statements for one table. They stand as templates, by what they are for, in the rooms that run them. */
public final class Statements {

    private final TableName table;

    public Statements(TableName table) {
        this.table = table;
    }

    public String fill(String template) {
        return SqlText.of(table, template);
    }
}
