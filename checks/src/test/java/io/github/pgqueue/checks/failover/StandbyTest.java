package io.github.pgqueue.checks.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.Health;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.checks.tools.Patience;
import io.github.pgqueue.checks.tools.Warnings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A node that is led to a standby")
@Timeout(120)
class StandbyTest {

    /** So long that nothing is found by looking. */
    private static final Duration NEVER = Duration.ofDays(1);

    private static Pair pair;

    @BeforeAll
    static void start() throws Exception {
        pair = Pair.start();
        try (PgQueues queues =
                PgQueues.create(config(pair.database().url(), "pgjdbc").build())) {
            queues.bootstrap();
        }
        pair.awaitReplay();
    }

    @AfterAll
    static void stop() throws Exception {
        if (pair != null) {
            pair.close();
        }
    }

    private static PgQueuesConfig.Builder config(String url, String backend) {
        return PgQueuesConfig.builder(url)
                .credentials(pair.database().user(), pair.database().password())
                .backend(backend)
                .proofInterval(Duration.ofSeconds(1));
    }

    @Test
    @DisplayName("alone says so once, refuses pushes with what mends it, and claims nothing")
    void alone() throws Exception {
        try (Warnings warnings = new Warnings();
                PgQueues one =
                        PgQueues.create(config(pair.standbyUrl(""), "pgjdbc").build());
                PgQueues other =
                        PgQueues.create(config(pair.standbyUrl(""), "pgjdbc-ng").build())) {
            for (PgQueues queues : List.of(one, other)) {
                queues.queue("mail").subscribe(job -> {});
                assertThatThrownBy(() -> queues.queue("mail").push("x"))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("25006")
                        .hasMessageContaining("the server is a standby")
                        .hasMessageContaining("targetServerType=primary");
            }
            for (PgQueues queues : List.of(one, other)) {
                Patience.await(
                        "the listener is refused",
                        () -> queues.health().lastProblem().isPresent());
                Health health = queues.health();
                assertThat(health.listener()).isEqualTo(ListenerState.LOST);
                assertThat(health.leaseHeld()).isFalse();
                assertThat(health.lastProblem().orElseThrow())
                        .contains("The server is a standby, where nobody can listen");
            }
            Patience.await(
                    "both say that they cannot beat",
                    () -> warnings.texts("could not beat").size() == 2);
            // Each has tried again by then, some times.
            TimeUnit.SECONDS.sleep(1);
            assertThat(warnings.texts("the listening connection (pgjdbc) ")).hasSize(1);
            assertThat(warnings.texts("the listening connection (pgjdbc-ng) ")).hasSize(1);
            assertThat(warnings.texts("could not beat")).hasSize(2);
            assertThat(warnings.texts()).hasSize(4);
        }
    }

    @Test
    @DisplayName("with its statements alone, and listens to the primary, is not told to mend the listener")
    void statements() throws Exception {
        try (PgQueues queues = PgQueues.create(config(pair.standbyUrl(""), "pgjdbc")
                .listenUrl(pair.database().url())
                .build())) {
            queues.queue("mail").subscribe(job -> {});
            Patience.await(
                    "the statements are refused",
                    () -> queues.health()
                            .lastProblem()
                            .filter(problem -> problem.contains("25006"))
                            .isPresent());

            assertThat(queues.health().lastProblem().orElseThrow())
                    .contains("nothing could be sent through the database")
                    .contains("the server is a standby, or set to read only: name the primary in the URL")
                    .doesNotContain("listenUrl");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("first goes on to the primary behind it, if told that it needs one")
    void passedOver(String backend) throws Exception {
        PgQueuesConfig.Builder config = config(pair.urlFromStandby("?targetServerType=primary"), backend)
                .proofInterval(Duration.ofSeconds(10))
                .pollInterval(NEVER)
                .backstopInterval(NEVER);
        try (PgQueues worker = PgQueues.create(config.build());
                PgQueues pusher = PgQueues.create(config.build())) {
            CountDownLatch done = new CountDownLatch(1);
            worker.queue(backend).subscribe(job -> done.countDown());
            Patience.await("push works", () -> worker.listenerState() == ListenerState.PROVEN);
            pusher.queue(backend).push("x");

            assertThat(done.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(worker.health().lastProblem()).isEqualTo(Optional.empty());
        }
    }
}
