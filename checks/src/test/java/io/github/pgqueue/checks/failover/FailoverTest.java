package io.github.pgqueue.checks.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.QueueObserver;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.checks.tools.Patience;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Jobs behind a primary and a synchronous standby")
@Timeout(180)
class FailoverTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int SOME = 50;

    @ParameterizedTest(name = "that is {1}, with the backend {0}")
    @CsvSource({"pgjdbc, dead", "pgjdbc-ng, dead", "pgjdbc, hung"})
    @DisplayName("flow again within seconds once the standby is promoted, and nothing that was confirmed is lost")
    void failsOver(String backend, String primary) throws Exception {
        Ends ends = new Ends();
        boolean dead = primary.equals("dead");
        try (Pair pair = Pair.start();
                PgQueues worker = PgQueues.create(config(pair, backend, dead, ends));
                PgQueues pusher = PgQueues.create(config(pair, backend, dead, event -> {}))) {
            worker.bootstrap();
            pair.commitOnBoth();
            worker.queue("steady").subscribe(SubscribeOptions.parallel(4), ends::handled);
            try (Pushes pushes = new Pushes(pusher.queue("steady"))) {
                Patience.await(
                        "push works", () -> worker.listenerState() == ListenerState.PROVEN && ends.confirmed() > SOME);

                if (dead) {
                    pair.killPrimary();
                } else {
                    pair.freezePrimary();
                }
                pair.promote();
                long promoted = System.nanoTime();
                int before = pushes.count();
                int ended = ends.confirmed();
                Patience.await("pushes go on", () -> pushes.confirmed().size() > before);
                Patience.await("jobs are ended again", () -> ends.confirmed() > ended);
                Duration flow = Duration.ofNanos(System.nanoTime() - promoted);
                Patience.await("push works again", () -> worker.listenerState() == ListenerState.PROVEN);
                Duration rung = Duration.ofNanos(System.nanoTime() - promoted);
                System.out.printf(
                        "%s, primary %s: jobs flow %.1f s after the promotion, and are rung for after %.1f s%n",
                        backend, primary, flow.toMillis() / 1000.0, rung.toMillis() / 1000.0);
                assertThat(flow).isLessThan(LIMIT);
                assertThat(rung).isLessThan(LIMIT);
                pushes.stop();
                Patience.await(
                        "all that was pushed is done", () -> ends.handled().containsAll(pushes.confirmed()));
                nothingIsLost(pair, pushes, ends);
            }
        }
    }

    /** A server that is killed breaks its connections; one that hangs is given up when these time out. */
    private static PgQueuesConfig config(Pair pair, String backend, boolean dead, QueueObserver observer) {
        String parameters = "?targetServerType=primary" + (dead ? "" : "&socketTimeout=2");
        PgQueuesConfig.Builder config = PgQueuesConfig.builder(pair.url(parameters))
                .credentials(pair.database().user(), pair.database().password())
                .backend(backend)
                .observer(observer);
        return dead
                ? config.build()
                : config.connectTimeout(Duration.ofSeconds(3))
                        .proofInterval(Duration.ofSeconds(2))
                        .build();
    }

    private static void nothingIsLost(Pair pair, Pushes pushes, Ends ends) throws Exception {
        Patience.await("all ends are written", () -> count(pair) == 0);
        Map<Long, Integer> rows = new HashMap<>();
        try (Connection connection = pair.connectToStandby();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select id, attempt from jobs where status = 'success'")) {
            while (row.next()) {
                rows.put(row.getLong("id"), row.getInt("attempt"));
            }
        }
        assertThat(rows.keySet()).as("pushes that returned").containsAll(pushes.confirmed());
        assertThat(rows).as("ends that were confirmed").containsAllEntriesOf(ends.attempts());
        assertThat(ends.repeated())
                .as("jobs that were started after their end was confirmed")
                .isEmpty();
    }

    private static int count(Pair pair) {
        try (Connection connection = pair.connectToStandby();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from jobs where status <> 'success'")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
