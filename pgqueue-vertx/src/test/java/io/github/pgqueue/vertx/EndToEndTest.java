package io.github.pgqueue.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.AmbiguousBackendException;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.UnknownBackendException;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("A queue kept by pgjdbc, with this listener")
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

    private static PgQueuesConfig.Builder config() {
        return PgQueuesConfig.builder(database.url()).credentials(database.user(), database.password());
    }

    @Test
    @DisplayName("does what was pushed, and what was inserted by plain SQL, without waiting for a poll")
    void pushAndSql() throws InterruptedException {
        assertRung(config());
    }

    @Test
    @DisplayName("finds the address in a HikariCP pool that has a URL")
    void pool() throws InterruptedException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.url());
            pool.setUsername(database.user());
            pool.setPassword(database.password());
            assertRung(PgQueuesConfig.builder(pool));
        }
    }

    private void assertRung(PgQueuesConfig.Builder config) throws InterruptedException {
        PgQueuesConfig built = config.store("pgjdbc")
                .listener("vertx")
                .pollInterval(Duration.ofHours(1))
                .backstopInterval(Duration.ofHours(1))
                .build();
        try (PgQueues queues = PgQueues.create(built)) {
            queues.bootstrap();
            PgQueue mail = queues.queue("mail");
            mail.push("waits already");
            mail.subscribe(job -> done.add(job.text() == null ? "null" : job.text()));
            assertThat(next()).isEqualTo("waits already");
            awaitProven(queues);

            mail.push("pushed");
            assertThat(next()).isEqualTo("pushed");

            database.execute("insert into jobs (queue_name, payload) values ('mail', 'by SQL')");
            assertThat(next()).isEqualTo("by SQL");
        }
    }

    private static void awaitProven(PgQueues queues) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        CountDownLatch never = new CountDownLatch(1);
        while (queues.listenerState() != ListenerState.PROVEN) {
            assertThat(System.nanoTime()).as("proven: %s", queues.health()).isLessThan(end);
            never.await(10, TimeUnit.MILLISECONDS);
        }
    }

    private String next() throws InterruptedException {
        return done.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("needs a choice of the listener, and says how to make it")
    void noChoice() {
        assertThatExceptionOfType(AmbiguousBackendException.class)
                .isThrownBy(() -> PgQueues.create(config().build()))
                .withMessageContaining("for the listener")
                .withMessageContaining(".backend(\"pgjdbc\")")
                .withMessageContaining(".listener(\"vertx\")")
                .withMessageNotContaining(".backend(\"vertx\")");
    }

    @Test
    @DisplayName("is not kept by this one")
    void noStore() {
        assertThatExceptionOfType(UnknownBackendException.class)
                .isThrownBy(() -> PgQueues.create(config().backend("vertx").build()))
                .withMessageContaining("'vertx', which is a listener alone")
                .withMessageContaining(".store(\"pgjdbc\").listener(\"vertx\")");
    }

    @Test
    @DisplayName("is told where to listen if only another driver's data source knows")
    void foreignDataSource() {
        DataSource foreign = new PGSimpleDataSource();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PgQueues.create(PgQueuesConfig.builder(foreign)
                        .store("pgjdbc")
                        .listener("vertx")
                        .build()))
                .withMessageContaining(".listenUrl(");
    }

    @Test
    @DisplayName("refuses at once what this client cannot do, with setting, rule and value")
    void refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PgQueues.create(config().listenUrl("jdbc:postgresql://h/db?channelBinding=require")
                        .store("pgjdbc")
                        .listener("vertx")
                        .build()))
                .withMessageStartingWith("listenUrl parameter channelBinding must be prefer")
                .withMessageContaining("'require'");
    }
}
