package io.github.pgqueue.checks.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.Wake;
import io.github.pgqueue.checks.tools.Patience;
import io.github.pgqueue.checks.tools.Warnings;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** To listen needs no permission; what proves it does. */
@DisplayName("A node whose role")
@Timeout(60)
class MissingPermissionTest {

    private static final String PASSWORD = "secret";

    private final String role = "role_" + UUID.randomUUID().toString().replace("-", "");
    private final AtomicInteger suspicions = new AtomicInteger();
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        database.execute("create role " + role + " login password '" + PASSWORD + "'");
        try (PgQueues owner = PgQueues.create(PgQueuesConfig.builder(database.url())
                .credentials(database.user(), database.password())
                .backend("pgjdbc")
                .build())) {
            owner.bootstrap();
        }
    }

    @AfterEach
    void close() {
        database.execute("drop owned by " + role + "; drop role " + role);
        database.close();
    }

    private PgQueuesConfig config(String backend) {
        return PgQueuesConfig.builder(database.url())
                .credentials(role, PASSWORD)
                .backend(backend)
                .wake(Wake.NONE)
                .pollInterval(Duration.ofMillis(50))
                .proofInterval(Duration.ofMillis(250))
                .observer(event -> {
                    if (event instanceof QueueEvent.ListenerChanged change && change.state() == ListenerState.SUSPECT) {
                        suspicions.incrementAndGet();
                    }
                })
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("may do nothing says so once, refuses pushes, and goes on trying")
    void nothing(String backend) throws Exception {
        try (Warnings warnings = new Warnings();
                PgQueues queues = PgQueues.create(config(backend))) {
            queues.queue("mail").subscribe(job -> {});
            assertThatThrownBy(() -> queues.queue("mail").push("x"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("permission denied")
                    .hasMessageContaining("the role lacks a permission: rolesSql tells");
            Patience.await("the second try to listen", () -> suspicions.get() >= 2);
            Patience.await(
                    "it is said why",
                    () -> queues.health()
                            .lastProblem()
                            .filter(problem -> problem.contains("permission denied"))
                            .isPresent());

            assertThat(queues.health().leaseHeld()).isFalse();
            assertThat(queues.health().lastProblem().orElseThrow())
                    .contains("permission denied")
                    .contains("the role lacks a permission");
            assertThat(warnings.texts("the listening connection")).hasSize(1);
            assertThat(warnings.texts("could not beat")).hasSize(1);
            assertThat(warnings.texts()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("may do all but notify says so once, keeps its lease and polls; once it may, it is rung")
    void notification(String backend) throws Exception {
        database.execute("grant select, insert, update, delete on all tables in schema public to " + role
                + "; grant usage on all sequences in schema public to " + role
                + "; revoke execute on function pg_notify(text, text) from public");
        CountDownLatch done = new CountDownLatch(1);
        try (Warnings warnings = new Warnings();
                PgQueues queues = PgQueues.create(config(backend))) {
            queues.queue("mail").subscribe(job -> done.countDown());
            database.execute("insert into jobs (queue_name) values ('mail')");

            assertThat(done.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            Patience.await("the second try to listen", () -> suspicions.get() >= 2);
            Patience.await(
                    "it is said why",
                    () -> queues.health()
                            .lastProblem()
                            .filter(problem -> problem.contains("permission denied"))
                            .isPresent());
            assertThat(queues.health().leaseHeld()).isTrue();
            assertThat(queues.health().lastProblem().orElseThrow())
                    .contains("permission denied for function pg_notify")
                    .contains("the role lacks a permission");
            assertThat(warnings.texts()).hasSize(1);

            database.execute("grant execute on function pg_notify(text, text) to public");
            Patience.await("push works", () -> queues.listenerState() == ListenerState.PROVEN);
        }
    }
}
