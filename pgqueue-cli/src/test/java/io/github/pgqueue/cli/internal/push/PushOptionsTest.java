package io.github.pgqueue.cli.internal.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.DatabaseTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job carries beside its payload. */
class PushOptionsTest extends DatabaseTest {

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    void aJobKeepsAllThatItIsGiven(String backend) throws SQLException {
        CliRun run = run(
                "push",
                "mail",
                "hello",
                "--backend",
                backend,
                "--delay",
                "1h30m",
                "--priority",
                "7",
                "--header",
                "trace=a=b",
                "--header",
                "empty=",
                "--retries",
                "fixed PT1M 5",
                "--time-limit",
                "30s");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).matches("pushed 1 job to mail, id \\d+\n");
        assertThat(query("select extract(epoch from run_at - created_at)::int, priority, retry_policy, time_limit,"
                        + " headers ->> 'trace', headers ->> 'empty' from jobs"))
                .containsExactly("5400|7|fixed PT1M 5|30000|a=b|");
    }

    @Test
    void optionsAreForEachOfManyJobs() throws SQLException {
        runWithInput("a\nb\n", "push", "mail", "--header", "h=1", "--delay", "1h");

        assertThat(query("select convert_from(payload, 'UTF8'), headers ->> 'h', run_at > now() from jobs order by id"))
                .containsExactly("a|1|t", "b|1|t");
    }

    @Test
    void aDueTimeIsOfAnyZone() throws SQLException {
        run("push", "mail", "hello", "--run-at", "2036-11-01T10:00+01:00");

        assertThat(query("select run_at at time zone 'UTC' from jobs")).containsExactly("2036-11-01 09:00:00");
    }

    @Test
    void aKeyThatIsHeldKeepsTheFirstJob() throws SQLException {
        CliRun first = run("push", "mail", "one", "--unique-key", "k");
        CliRun second = run("push", "mail", "two", "--unique-key", "k");

        String id = query("select id from jobs").get(0);
        assertThat(first.out()).isEqualTo("pushed 1 job to mail, id " + id + "\n");
        assertThat(second)
                .isEqualTo(new CliRun(0, "pushed 0 jobs to mail\njob " + id + " holds the unique key already\n", ""));
        assertThat(payloads("mail")).containsExactly("one");
    }

    @Test
    void aLaterPushCanReplaceTheFirstOrPutItOff() throws SQLException {
        run("push", "mail", "one", "--unique-key", "k");
        run("push", "mail", "two", "--unique-key", "k", "--on-conflict", "replace");
        assertThat(payloads("mail")).containsExactly("two");

        run("push", "mail", "three", "--unique-key", "k", "--on-conflict", "debounce=1h,2h");
        assertThat(payloads("mail")).containsExactly("three");
        assertThat(query("select run_at > now() + interval '59 minutes' from jobs"))
                .containsExactly("t");
    }

    @ParameterizedTest
    @CsvSource({"finished, finished, f", "started, started, f", "1h, period, t"})
    void aKeyIsHeldForItsScope(String scope, String kept, String ends) throws SQLException {
        run("push", "mail", "one", "--unique-key", "k", "--unique-scope", scope);

        assertThat(query("select unique_key, unique_scope, unique_until is not null from jobs"))
                .containsExactly("k|" + kept + "|" + ends);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello --delay 5x                             | --delay",
                "hello --delay 40000d                         | delay must",
                "hello --delay 5s --run-at 2036-11-01         | do not go together",
                "hello --run-at tomorrow                      | --run-at",
                "hello --header secret                        | NAME=VALUE",
                "hello --header =secret                       | header name",
                "hello --retries sometimes                    | retry policy must",
                "hello --time-limit 0                         | timeLimit must",
                "hello --unique-scope started                 | --unique-key",
                "hello --on-conflict replace                  | --unique-key",
                "hello --unique-key k --unique-scope often    | --unique-scope",
                "hello --unique-key k --on-conflict drop      | debounce=QUIET,LONGEST",
                "hello --unique-key k --on-conflict debounce=1h    | debounce=QUIET,LONGEST",
                "hello --unique-key k --on-conflict debounce=2h,1h | longest must",
                "hello hello --unique-key k                   | one job",
                "--unique-key k                               | one job"
            })
    void whatMakesNoSenseIsRefusedInOneLineBeforeAnythingIsPushed(String typed, String told) throws SQLException {
        CliRun run = run(("push mail " + typed).split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).singleElement().asString().contains(told).doesNotContain("secret");
        assertThat(query("select id from jobs")).isEmpty();
    }
}
