package io.github.pgqueue.checks.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import io.github.pgqueue.testkit.database.Wire;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an idle process asks the server, its drivers and pools included, as seen from the wire. */
@DisplayName("An idle process")
@Timeout(300)
class IdleTest {

    /** {@code -Dpgqueue.checks.idle=60} measures with the usual settings, for a minute, and prints it. */
    private static final String SECONDS = "pgqueue.checks.idle";

    private static final int MOST_A_MINUTE = 11;

    /** So much faster does time go by, where it is not given. */
    private static final int FASTER = 10;

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("asks less than once in five seconds")
    void asksLittle(String backend) throws Exception {
        int seconds = Integer.getInteger(SECONDS, 0);
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                Wire wire = Wire.to(database);
                PgQueues queues = PgQueues.create(
                        config(wire, database, backend, seconds == 0).build())) {
            queues.bootstrap();
            queues.queue("idle").subscribe(job -> {});
            Nodes.await("listening", () -> queues.listenerState() == ListenerState.PROVEN);
            // Pruning begins within a second. By now each question was asked once: a driver may ask the server to
            // prepare it first, by a question more.
            TimeUnit.MILLISECONDS.sleep(1_500);
            TimeUnit.SECONDS.sleep(seconds == 0 ? 30 / FASTER : 30);
            long before = wire.asked();
            TimeUnit.SECONDS.sleep(seconds == 0 ? 60 / FASTER : seconds);
            long asked = wire.asked() - before;
            if (seconds > 0) {
                System.out.printf("%s, idle: %d questions in %d s%n", backend, asked, seconds);
            }
            assertThat(asked)
                    .as("questions in what would be %d s", seconds == 0 ? 60 : seconds)
                    .isPositive()
                    .isLessThanOrEqualTo(seconds == 0 ? MOST_A_MINUTE : seconds * MOST_A_MINUTE / 60);
        }
    }

    private static PgQueuesConfig.Builder config(Wire wire, TestDatabase database, String backend, boolean fast) {
        PgQueuesConfig.Builder config = PgQueuesConfig.builder(wire.url())
                .credentials(database.user(), database.password())
                .backend(backend);
        return fast
                ? config.lease(faster(PgQueuesConfig.of(wire.url()).lease()))
                        .proofInterval(faster(PgQueuesConfig.of(wire.url()).proofInterval()))
                        .backstopInterval(faster(PgQueuesConfig.of(wire.url()).backstopInterval()))
                : config;
    }

    private static Duration faster(Duration time) {
        return time.dividedBy(FASTER);
    }
}
