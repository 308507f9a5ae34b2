package io.github.pgqueue.jdbc.internal.admin;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobState;
import io.github.pgqueue.jdbc.internal.schema.LargeTablePlans;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.Arguments;

@DisplayName("Among 200,000 jobs")
class AdminPlanTest extends LargeTablePlans {

    private static final Map<String, String> FIRST_PAGE =
            Map.of("queue", "'mail'", "at", "'infinity'", "id", "-9223372036854775808", "first", "'-infinity'");
    private static final Map<String, String> LATER_PAGE =
            Map.of("queue", "'mail'", "at", "'2020-01-01 10:00Z'", "id", "5", "first", "'2020-01-01 09:00Z'");
    private static final Map<String, String> FIRST_NEW = Map.of(
            "queue",
            "'mail'",
            "at",
            "'-infinity'",
            "id",
            "9223372036854775807",
            "priority",
            "-32768",
            "before",
            "'-infinity'",
            "last",
            "'infinity'");
    private static final Map<String, String> LATER_NEW = Map.of(
            "queue",
            "'mail'",
            "at",
            "'2099-01-01 10:00Z'",
            "id",
            "5",
            "priority",
            "1",
            "before",
            "'-infinity'",
            "last",
            "'infinity'");
    private static final Map<String, String> NEW_IN_TIME = Map.of(
            "queue",
            "'mail'",
            "at",
            "'2099-01-01 10:00Z'",
            "id",
            "9223372036854775807",
            "priority",
            "-32768",
            "before",
            "'2099-01-01 10:00Z'",
            "last",
            "'2099-01-01 10:00:02Z'");
    /** With the most pages that it may read, of the table and its indexes. */
    static Stream<Arguments> statements() {
        String success = ListSql.CHANGED.formatted("success", 11);
        String fresh = ListSql.NEW.formatted(11);
        return Stream.of(
                Arguments.of("the first page of finished jobs", success, FIRST_PAGE, 11, 30),
                Arguments.of("a later page of finished jobs", success, LATER_PAGE, 11, 30),
                Arguments.of("the page of running jobs", ListSql.CHANGED.formatted("running", 11), FIRST_PAGE, 11, 60),
                Arguments.of("the first page of new jobs", fresh, FIRST_NEW, 11, 60),
                Arguments.of("a later page of new jobs", fresh, LATER_NEW, 11, 60),
                Arguments.of("the page of new jobs of two seconds", fresh, NEW_IN_TIME, 2, 90),
                Arguments.of(
                        "two failed jobs that are retried",
                        BulkSql.RETRY,
                        Map.of("queue", "'mail'", "ids", "'{100001,149999}'"),
                        0,
                        120),
                Arguments.of(
                        "the failed jobs of ten seconds, to be retried",
                        BulkSql.pick(BulkAction.RETRY, JobState.ERROR),
                        Map.of("queue", "'mail'", "first", "'2020-01-01 10:00Z'", "last", "'2020-01-01 10:00:10Z'"),
                        11,
                        150),
                Arguments.of(
                        "the new jobs of two seconds, to be cancelled",
                        BulkSql.pick(BulkAction.CANCEL, JobState.NEW),
                        Map.of(
                                "queue",
                                "'mail'",
                                "priority",
                                "-32768",
                                "first",
                                "'2099-01-01 10:00:00.5Z'",
                                "last",
                                "'2099-01-01 10:00:02.5Z'"),
                        2,
                        90));
    }
}
