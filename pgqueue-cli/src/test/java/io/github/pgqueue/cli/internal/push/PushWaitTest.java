package io.github.pgqueue.cli.internal.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobExit;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.DatabaseTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PushWaitTest extends DatabaseTest {

    private PgQueues workers;

    @BeforeEach
    void work() {
        workers = PgQueues.create(PgQueuesConfig.builder(database.url())
                .credentials(database.user(), database.password())
                .backend("pgjdbc")
                .build());
        workers.queue("mail")
                .subscribe(SubscribeOptions.parallel(2).withRetryPolicy(RetryPolicy.none()), PushWaitTest::handle);
    }

    @AfterEach
    void stop() {
        workers.close();
    }

    private static void handle(Job job) {
        String text = job.text() == null ? "" : job.text();
        switch (text) {
            case "fail" -> throw new IllegalStateException("no\naddress");
            case "cancel" -> throw JobExit.cancel("not needed");
            case "silent" -> job.setResult(new byte[0]);
            default -> job.setResult(("re: " + text).getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    void theOutcomeAndTheResultArePrinted(String backend) {
        CliRun run = run("push", "mail", "hello", "--wait", "--backend", backend);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).matches("pushed 1 job to mail, id (\\d+)\njob \\1 success\nre: hello\n");
    }

    @Test
    void withoutAListenerItPolls() {
        assertThat(run("push", "mail", "hello", "--wait", "--listener", "none").out())
                .contains(" success\nre: hello\n");
    }

    @Test
    void aJobThatIsNoSuccessIsToldAndIsTheExitStatus() {
        CliRun run = run("push", "mail", "silent", "fail", "cancel", "hello", "--wait");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.outLines()).hasSize(7);
        assertThat(run.outLines().get(1)).matches("job \\d+ success");
        assertThat(run.outLines().get(2)).isEmpty();
        assertThat(run.outLines().get(3)).matches("job \\d+ error: java.lang.IllegalStateException: no address");
        assertThat(run.outLines().get(4)).matches("job \\d+ cancelled.*");
        assertThat(run.outLines().get(5)).matches("job \\d+ success");
        assertThat(run.outLines().get(6)).isEqualTo("re: hello");
    }

    @Test
    void whoeverFindsTheKeyHeldWaitsForTheFirstJob() {
        run("push", "mail", "first", "--unique-key", "k", "--delay", "4s");

        CliRun run = run("push", "mail", "second", "--unique-key", "k", "--wait");

        assertThat(run.status()).isZero();
        assertThat(run.outLines()).contains("pushed 0 jobs to mail").endsWith("re: first");
    }
}
