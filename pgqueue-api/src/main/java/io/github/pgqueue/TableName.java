package io.github.pgqueue;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The checked name of a jobs table, with its schema if one was given, and the names derived from it.
 *
 * <p>Everything that becomes part of a statement's text comes from here, quoted.
 *
 * @param schema the schema; empty to leave it to the connection's {@code search_path}
 * @param name the table within it
 */
public record TableName(Optional<String> schema, String name) {

    /** The most characters of a schema's or a table's name; PostgreSQL ends at 63 with what is added. */
    public static final int MAX_LENGTH = 40;

    private static final Pattern PART = Pattern.compile("[a-z0-9_]+");

    /**
     * A name from its parts.
     *
     * @param schema the schema, if there is one
     * @param name the table within it
     * @throws IllegalArgumentException if a part is empty, longer than {@value #MAX_LENGTH}, or has a
     *     character outside {@code [a-z0-9_]}
     */
    public TableName {
        schema.ifPresent(part -> check(part, part));
        check(name, name);
    }

    /**
     * A name as a user writes it: {@code table} or {@code schema.table}. A hyphen becomes an
     * underscore, upper case becomes lower.
     *
     * @param text such as {@code jobs}, {@code lisbon-table} or {@code billing.jobs}
     * @return the checked name
     * @throws IllegalArgumentException if it has more than two parts, or a part is empty, longer than
     *     {@value #MAX_LENGTH}, or has a character outside {@code [a-z0-9_]}
     */
    public static TableName of(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).replace('-', '_').split("\\.", -1);
        if (parts.length > 2) {
            throw new IllegalArgumentException("table must be a name or schema.name: '" + text + "'");
        }
        for (String part : parts) {
            check(part, text);
        }
        return parts.length == 1
                ? new TableName(Optional.empty(), parts[0])
                : new TableName(Optional.of(parts[0]), parts[1]);
    }

    private static void check(String part, String text) {
        if (part.isEmpty()) {
            throw new IllegalArgumentException("table must not have an empty part: '" + text + "'");
        }
        if (!PART.matcher(part).matches()) {
            throw new IllegalArgumentException(
                    "table must have only letters a-z, digits, underscores and hyphens, and one dot after a schema: '"
                            + text + "'");
        }
        if (part.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "table must have at most " + MAX_LENGTH + " characters a part: '" + text + "'");
        }
    }

    /**
     * The table as it stands in a statement.
     *
     * @return quoted, with its schema if it has one
     */
    public String quoted() {
        return inSchema("");
    }

    /**
     * Something that belongs to the table and stands in its schema, as it stands in a statement.
     *
     * @param suffix what is added to the table's name, of {@code [a-z0-9_]}
     * @return quoted, with the schema if there is one
     */
    public String inSchema(String suffix) {
        return schema.map(part -> '"' + part + "\".").orElse("") + derived(suffix);
    }

    /**
     * Something that belongs to the table and has no schema of its own, such as an index or a trigger.
     *
     * @param suffix what is added to the table's name, of {@code [a-z0-9_]}
     * @return quoted
     */
    public String derived(String suffix) {
        return '"' + name + suffix + '"';
    }

    /**
     * The channel on which new jobs are announced. Tables of one name in several schemas share it.
     *
     * @return {@code <table>_channel}, not quoted
     */
    public String channel() {
        return name + "_channel";
    }

    /** The name as a user would write it. */
    @Override
    public String toString() {
        return schema.map(part -> part + ".").orElse("") + name;
    }
}
