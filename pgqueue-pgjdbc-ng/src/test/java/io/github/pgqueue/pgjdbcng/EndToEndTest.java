package io.github.pgqueue.pgjdbcng;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A queue on this backend")
class EndToEndTest {

    private static final int PATIENCE_SECONDS = 20;

    private static TestDatabase database;

    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    @BeforeAll
    static void open() {
        database = TestDatabases.shared().newDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest(name = "store {0}, listener {1}")
    @CsvSource({"pgjdbc-ng, pgjdbc-ng", "pgjdbc, pgjdbc-ng", "pgjdbc-ng, pgjdbc"})
    @DisplayName("does what was pushed, and what was inserted by plain SQL, without waiting for a poll")
    void pushAndSql(String store, String listener) throws InterruptedException {
        PgQueuesConfig config = PgQueuesConfig.builder(database.url())
                .credentials(database.user(), database.password())
                .store(store)
                .listener(listener)
                .pollInterval(Duration.ofHours(1))
                .backstopInterval(Duration.ofHours(1))
                .build();
        try (PgQueues queues = PgQueues.create(config)) {
            queues.bootstrap();
            PgQueue mail = queues.queue("mail");
            mail.push("waits already");
            mail.subscribe(job -> done.add(job.text() == null ? "null" : job.text()));
            assertThat(next()).isEqualTo("waits already");

            mail.push("pushed");
            assertThat(next()).isEqualTo("pushed");

            database.execute("insert into jobs (queue_name, payload) values ('mail', 'by SQL')");
            assertThat(next()).isEqualTo("by SQL");
        }
    }

    private String next() throws InterruptedException {
        return done.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
