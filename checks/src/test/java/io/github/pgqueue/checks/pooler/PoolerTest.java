package io.github.pgqueue.checks.pooler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.checks.tools.Patience;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of both modes share. */
abstract class PoolerTest {

    static final Duration LEASE = Duration.ofSeconds(3);

    /** What the documents say for transaction mode. */
    static final String UNPREPARED = "?prepareThreshold=0";

    /** So long that nothing is found by looking. */
    static final Duration NEVER = Duration.ofDays(1);

    private final Pooler.Mode mode;

    @TempDir
    Path folder;

    TestDatabase database;
    Pooler pooler;

    PoolerTest(Pooler.Mode mode) {
        this.mode = mode;
    }

    @BeforeEach
    void start() throws Exception {
        Optional<Path> program = Pooler.program();
        Assumptions.assumeTrue(program.isPresent(), "pgbouncer is not installed");
        database = TestDatabases.shared().newDatabase();
        pooler = Pooler.start(program.orElseThrow(), database, mode, folder);
    }

    @AfterEach
    void stop() {
        if (pooler != null) {
            pooler.close();
        }
        if (database != null) {
            database.close();
        }
    }

    PgQueuesConfig.Builder through(String backend, String parameters) {
        return quick(pooler.url() + parameters, backend);
    }

    PgQueuesConfig.Builder past(String backend) {
        return quick(database.url(), backend);
    }

    private PgQueuesConfig.Builder quick(String url, String backend) {
        return PgQueuesConfig.builder(url)
                .credentials(database.user(), database.password())
                .backend(backend)
                .maxConnections(6)
                .pollInterval(Duration.ofMillis(50))
                .closeTimeout(Duration.ofSeconds(1));
    }

    /** The worker never looks by itself. */
    void isRung(PgQueues pusher, PgQueues worker) throws Exception {
        pusher.bootstrap();
        CountDownLatch done = new CountDownLatch(2);
        worker.queue("mail").subscribe(job -> done.countDown());
        Patience.await("push works", () -> worker.listenerState() == ListenerState.PROVEN);
        pusher.queue("mail").push("x");
        database.execute("insert into jobs (queue_name) values ('mail')");

        assertThat(done.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.health().lastProblem()).isEmpty();
    }

    static @Nullable JobState state(PgQueue queue, long id) {
        return queue.find(id).map(JobInfo::state).orElse(null);
    }

    int count(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
