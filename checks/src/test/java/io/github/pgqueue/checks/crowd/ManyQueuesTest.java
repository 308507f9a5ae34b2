package io.github.pgqueue.checks.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import io.github.pgqueue.testkit.store.CountedStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A thousand queues of a process")
@Timeout(120)
class ManyQueuesTest {

    private static final int QUEUES = 1_000;

    /** The heartbeat, the listener with its driver's, alarms, and the few that talk to the store. */
    private static final int MOST_THREADS = 40;

    private static final int MAX_CONNECTIONS = 5;

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("have one listening connection, no thread each, and one look for all")
    void shareAll(String backend) throws Exception {
        CountedStore store = new CountedStore(backend);
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        int threads = Thread.activeCount();
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                Connection connection = database.connect();
                PgQueues queues = PgQueues.create(PgQueuesConfig.builder(database.url())
                        .credentials(database.user(), database.password())
                        .store(store)
                        .listener(backend)
                        .maxConnections(MAX_CONNECTIONS)
                        .backstopInterval(Duration.ofSeconds(1))
                        .closeTimeout(Duration.ofSeconds(1))
                        .build())) {
            queues.bootstrap();
            for (int queue = 0; queue < QUEUES; queue++) {
                queues.queue("queue " + queue).subscribe(job -> done.add(job.text()));
            }
            Nodes.await("listening", () -> queues.listenerState() == ListenerState.PROVEN);
            Nodes.await("all have looked", () -> store.calls("exchange") >= QUEUES);
            long looks = store.calls("waiting");
            Nodes.await("a look for all", () -> store.calls("waiting") > looks + 1);
            assertThat(Thread.activeCount() - threads).as("threads").isLessThan(MOST_THREADS);
            assertThat(connections(connection, "listen"))
                    .as("listening connections")
                    .isEqualTo(1);
            // What looks after the node has one of its own.
            assertThat(connections(connection, "")).as("connections").isLessThanOrEqualTo(MAX_CONNECTIONS + 3);

            long before = store.calls("waiting");
            long exchanges = store.calls("exchange");
            Nodes.await("looks for all", () -> store.calls("waiting") > before + 3);
            assertThat(store.calls("exchange")).as("looks for one").isEqualTo(exchanges);

            for (int queue = 0; queue < QUEUES; queue += 99) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(
                            "insert into jobs (queue_name, payload) values ('queue " + queue + "', 'x" + queue + "')");
                }
                assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("x" + queue);
            }
        }
    }

    /** But for the test's own. */
    private static int connections(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                          and backend_type = 'client backend'
                          and (application_name like '%%%s%%' or '%s' = 'listen' and query like 'listen%%')""".formatted(name, name))) {
            row.next();
            return row.getInt(1);
        }
    }
}
