package io.github.pgqueue.cli.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.DatabaseTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pause} and {@code resume}. */
@Timeout(60)
class PauseCommandTest extends DatabaseTest {

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    void aQueueThatIsPausedIsMarkedAndNotWorkedOn(String backend) throws SQLException {
        run("push", "mail", "hello");

        assertThat(run("pause", "mail", "invoices", "--backend", backend))
                .isEqualTo(new CliRun(0, "mail is paused\ninvoices is paused\n", ""));

        assertThat(run("stats", "--backend", backend).out())
                .containsPattern("(?m)^invoices +0 +0 +0 +0 +0 +-  paused$")
                .containsPattern("(?m)^mail +1 +0 +0 +0 +0 +[0-9.]+s  paused$");
        CliRun drained = run("work", "mail", "--drain", "--backend", backend);
        assertThat(drained)
                .isEqualTo(
                        new CliRun(0, "", "mail is paused; no job is begun until it is resumed\ndone 0, failed 0\n"));
        assertThat(query("select status from jobs")).containsExactly("new");
    }

    @Test
    void aQueueThatIsResumedGoesOn() {
        run("push", "mail", "hello");
        run("pause", "mail");
        run("pause", "mail");

        assertThat(run("resume", "mail")).isEqualTo(new CliRun(0, "mail goes on\n", ""));

        assertThat(run("work", "mail", "--drain").out()).isEqualTo("hello\n");
        assertThat(run("stats").out()).doesNotContain("paused");
        assertThat(run("resume", "mail").status()).as("what is not paused").isZero();
    }

    @Test
    void aNameIsNeeded() {
        assertThat(run("pause").status()).isEqualTo(2);
        assertThat(run("resume").status()).isEqualTo(2);
        assertThat(run("pause", "").status()).isEqualTo(2);
    }
}
