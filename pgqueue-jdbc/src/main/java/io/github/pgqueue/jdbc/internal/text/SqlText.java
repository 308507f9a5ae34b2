package io.github.pgqueue.jdbc.internal.text;

import io.github.pgqueue.TableName;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one place where a table's name enters a statement: checked by {@link TableName}, and quoted.
 *
 * <p>A statement is written with {@code {jobs}} for the table, {@code {jobs+_suffix}} for something that
 * stands beside it in its schema, {@code {name+_suffix}} for something that has no schema of its own,
 * {@code {channel}} for the channel and {@code {schema}} for the schema.
 */
public final class SqlText {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(jobs|name|channel|schema)(?:\\+([a-z_]+))?}");

    private SqlText() {}

    public static String of(TableName table, String template) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        return matcher.replaceAll(match -> Matcher.quoteReplacement(fill(table, match)));
    }

    private static String fill(TableName table, MatchResult match) {
        String suffix = match.group(2) == null ? "" : match.group(2);
        return switch (match.group(1)) {
            case "jobs" -> table.inSchema(suffix);
            case "name" -> table.derived(suffix);
            case "channel" -> table.channel();
            default -> '"' + table.schema().orElseThrow() + '"';
        };
    }
}
