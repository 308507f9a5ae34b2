package io.github.pgqueue.jdbc.internal.schema;

import io.github.pgqueue.TableName;
import io.github.pgqueue.jdbc.internal.text.SqlText;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of three roles, checked, and what each may do. Immutable.
 *
 * @param producer who adds jobs
 * @param worker who does them
 * @param operator who looks after them
 */
public record Roles(String producer, String worker, String operator) {

    private static final int LONGEST = 63;

    /** Not roles: the first means everybody, even if it is quoted. */
    private static final Set<String> RESERVED = Set.of("public", "none");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(producer|worker|operator|all|quote|inner)}");

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException if one cannot be that of a role
     */
    public Roles {
        check("producer", producer);
        check("worker", worker);
        check("operator", operator);
    }

    /**
     * The grants for a table.
     *
     * @param table the table
     * @return a script that can be run again
     */
    public String script(TableName table) {
        String grants = RolesSql.HEAD
                + (table.schema().isPresent() ? RolesSql.NAMED_SCHEMA : RolesSql.FOUND_SCHEMA)
                + RolesSql.GRANTS;
        // The table's name first: a role's may hold anything, also what looks like a place for another name.
        Matcher matcher = PLACEHOLDER.matcher(SqlText.of(table, grants));
        return matcher.replaceAll(match -> Matcher.quoteReplacement(
                switch (match.group(1)) {
                    case "producer" -> quoted(producer);
                    case "worker" -> quoted(worker);
                    case "operator" -> quoted(operator);
                    case "all" -> all();
                    case "quote" -> "$" + tag() + "$";
                    default -> "$" + tag() + "_in$";
                }));
    }

    private String all() {
        return String.join(", ", quoted(producer), quoted(worker), quoted(operator));
    }

    /** For dollar quotes around all names: in none of them. */
    private String tag() {
        String tag = "roles";
        while (all().contains(tag)) {
            tag += "_";
        }
        return tag;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static void check(String setting, String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > LONGEST) {
            throw new IllegalArgumentException(
                    setting + " must have from 1 to " + LONGEST + " bytes: '" + name + "' has " + bytes);
        }
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    setting + " must not have a NUL character: it has one at " + name.indexOf('\0'));
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException(setting + " must be well-formed text: it has half a surrogate pair");
        }
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException(
                    setting + " must be the name of a role, which " + RESERVED + " cannot be: " + name);
        }
    }
}
