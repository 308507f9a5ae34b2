package io.github.pgqueue.cli.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.DatabaseTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShowCommandTest extends DatabaseTest {

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    void allIsShownButThePayload(String backend) throws SQLException {
        run("push", "mail", "treasure", "--header", "trace=4bf92f", "--priority", "3");
        run("work", "mail", "--drain", "--retries", "fixed PT0S 2", "--exec", "exit 3");
        String id = query("select id from jobs").get(0);

        CliRun run = run("show", "--queue", "mail", id, "--backend", backend);

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.outLines())
                .contains(
                        "id        " + id,
                        "queue     mail",
                        "state     error",
                        "priority  3",
                        "attempt   2",
                        "error     java.lang.IllegalStateException: exit status 3",
                        "header    trace=4bf92f",
                        "  java.lang.IllegalStateException: exit status 3");
        assertThat(run.out())
                .containsPattern("attempt 1 failed at [0-9T:.-]+Z on \\S+\n")
                .containsPattern("attempt 2 failed at [0-9T:.-]+Z on \\S+\n")
                .contains("      at io.github.pgqueue.cli.internal.work.ShellHandler.handle")
                .doesNotContain("treasure");
    }

    @Test
    void aJobThatIsNotThereIsToldInOneLine() {
        CliRun run = run("show", "--queue", "mail", "17");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).containsExactly("pgqueue show: queue 'mail' has no job 17");
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThat(run("show", "--queue", "mail", "seventeen").status()).isEqualTo(2);
        assertThat(run("show", "17").status()).isEqualTo(2);
    }
}
