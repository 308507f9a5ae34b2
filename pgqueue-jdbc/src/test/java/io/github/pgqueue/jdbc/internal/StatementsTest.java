package io.github.pgqueue.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the hot statements: what they must keep to so that a table can be spread over servers by queue. */
@DisplayName("A statement that claims or settles")
class StatementsTest {

    /** A reference of the table, or of those that tell which queues are paused, and which jobs are held. */
    private static final Pattern REFERENCE = Pattern.compile("\\{jobs(?:\\+_(?:queues|held))?}");

    private static final Pattern SET = Pattern.compile("\\bset\\b(.*?)\\b(?:where|from)\\b", Pattern.DOTALL);

    static Stream<Arguments> hot() {
        return Stream.of(
                Arguments.of("claim", ExchangeSql.CLAIM),
                Arguments.of("settle", ExchangeSql.SETTLE),
                Arguments.of("settle and claim", ExchangeSql.SETTLE_AND_CLAIM),
                Arguments.of("settle what was done", ExchangeSql.SETTLE_DONE),
                Arguments.of("settle what was done, and claim", ExchangeSql.SETTLE_DONE_AND_CLAIM),
                Arguments.of("settle what was done and is not kept", ExchangeSql.SETTLE_UNKEPT),
                Arguments.of("settle what was done and is not kept, and claim", ExchangeSql.SETTLE_UNKEPT_AND_CLAIM),
                Arguments.of("forget", ExchangeSql.FORGET),
                Arguments.of("take back", ExchangeSql.TAKE_BACK),
                Arguments.of("hold", HoldSql.LOCK),
                Arguments.of("end what is held", HoldSql.END),
                Arguments.of("end what is held and not kept", HoldSql.END_UNKEPT),
                Arguments.of("keep what was held", HoldSql.KEEP));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hot")
    @DisplayName("names its queue on each reference of the table")
    void namesQueue(String name, String sql) {
        List<String> references = references(sql);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(reference)
                        .as("a reference of the table, up to the end of its subquery")
                        .containsPattern("\\bwhere (\\w+\\.)?queue_name = :queue\\b"));
        assertThat(queueConditions(sql)).hasSize(references.size());
    }

    @Test
    @DisplayName("is told from one that forgets the queue once")
    void readerFindsForgottenQueue() {
        String forgetful = ExchangeSql.CLAIM.replaceFirst("where queue_name = :queue and status", "where status");

        assertThat(references(forgetful))
                .anySatisfy(reference ->
                        assertThat(reference).doesNotContainPattern("\\bwhere (\\w+\\.)?queue_name = :queue\\b"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hot")
    @DisplayName("takes now() bare in a SET, and nowhere in CASE, COALESCE or RETURNING")
    void bareNow(String name, String sql) {
        for (MatchResult set : matches(SET, sql)) {
            assertThat(set.group(1).replace("updated_at = now()", "")).doesNotContain("now()");
        }
        assertThat(sql).doesNotContainPattern("(?s)returning[^)]*now\\(\\)").doesNotContain("coalesce(now()");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hot")
    @DisplayName("does without what a spread table cannot do")
    void plain(String name, String sql) {
        assertThat(sql.toLowerCase(Locale.ROOT)).doesNotContain("merge", "grouping sets", "advisory", "on conflict");
    }

    @Test
    @DisplayName("has the table's name quoted, and no placeholder left")
    void filled() {
        String sql = new ExchangeTexts(new Statements(TableName.of("billing.order")), Duration.ofSeconds(1))
                .of(Settlements.Kind.ANY, true, 0);

        assertThat(sql).contains("update \"billing\".\"order\" as job").doesNotContain("{");
    }

    /** From each reference up to the parenthesis that closes its subquery, without subqueries in between. */
    private static List<String> references(String sql) {
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
