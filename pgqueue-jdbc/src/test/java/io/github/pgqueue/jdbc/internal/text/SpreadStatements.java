package io.github.pgqueue.jdbc.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads hot statements: what they must keep to so that a table can be spread over servers by queue. A test has them as
 * {@code hot()}, each with its name.
 */
public abstract class SpreadStatements {

    /** A reference of the table, or of those that tell which queues are paused, and which jobs are held. */
    private static final Pattern REFERENCE = Pattern.compile("\\{jobs(?:\\+_(?:queues|held))?}");

    private static final Pattern SET = Pattern.compile("\\bset\\b(.*?)\\b(?:where|from)\\b", Pattern.DOTALL);

    @ParameterizedTest(name = "{0}")
    @MethodSource("hot")
    @DisplayName("names its queue on each reference of the table")
    public void namesQueue(String name, String sql) {
        List<String> references = references(sql);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(reference)
                        .as("a reference of the table, up to the end of its subquery")
                        .containsPattern("\\bwhere (\\w+\\.)?queue_name = :queue\\b"));
        assertThat(queueConditions(sql)).hasSize(references.size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hot")
    @DisplayName("takes now() bare in a SET, and nowhere in CASE, COALESCE or RETURNING")
    public void bareNow(String name, String sql) {
        for (MatchResult set : matches(SET, sql)) {
            assertThat(set.group(1).replace("updated_at = now()", "")).doesNotContain("now()");
        }
        assertThat(sql).doesNotContainPattern("(?s)returning[^)]*now\\(\\)").doesNotContain("coalesce(now()");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hot")
    @DisplayName("does without what a spread table cannot do")
    public void plain(String name, String sql) {
        assertThat(sql.toLowerCase(Locale.ROOT)).doesNotContain("merge", "grouping sets", "advisory", "on conflict");
    }

    /** From each reference up to the parenthesis that closes its subquery, without subqueries in between. */
    protected static List<String> references(String sql) {
        List<String> references = new ArrayList<>();
        for (MatchResult match : matches(REFERENCE, sql.replace("cast('{jobs}' as regclass)", "size"))) {
            references.add(subquery(sql.replace("cast('{jobs}' as regclass)", "size"), match.start()));
        }
        return references;
    }

    private static String subquery(String sql, int from) {
        StringBuilder outer = new StringBuilder();
        int depth = 0;
        for (int at = from; at < sql.length() && depth >= 0; at++) {
            depth += sql.charAt(at) == '(' ? 1 : sql.charAt(at) == ')' ? -1 : 0;
            if (depth == 0) {
                outer.append(sql.charAt(at));
            }
        }
        return outer.toString();
    }

    private static List<MatchResult> queueConditions(String sql) {
        return matches(Pattern.compile("queue_name = :queue\\b"), sql);
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().toList();
    }
}
