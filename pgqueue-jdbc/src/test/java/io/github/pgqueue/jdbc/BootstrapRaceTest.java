package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("bootstrap() by many at once")
class BootstrapRaceTest {

    private static final int THREADS = 20;
    private static final int PROCESSES = 3;
    private static final int PATIENCE_SECONDS = 60;

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("succeeds for 20 threads with a store each, some with the schema in the name")
    void threads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Boolean>> results = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String name = thread % 2 == 0 ? "jobs" : "public.jobs";
            results.add(threads.submit(bootstrap(name, start)));
        }
        for (Future<Boolean> result : results) {
            assertThat(result.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        threads.shutdown();
        checkTable();
    }

    private Callable<Boolean> bootstrap(String name, CyclicBarrier start) {
        return () -> {
            try (QueueStore store = Stores.plain(database, name)) {
                start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                store.bootstrap();
                return true;
            }
        };
    }

    @Test
    @DisplayName("succeeds for 3 processes")
    void processes(@TempDir Path logs) throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int process = 0; process < PROCESSES; process++) {
            processes.add(JavaProcess.start(logs.resolve("process-" + process), database, BootstrapProcess.class));
        }
        // Each says that it is ready; then all may go.
        for (Process process : processes) {
            assertThat(process.getInputStream().read()).isEqualTo(BootstrapProcess.READY);
        }
        for (Process process : processes) {
            process.getOutputStream().close();
        }
        for (Process process : processes) {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        checkTable();
    }

    @Test
    @DisplayName("takes no table for somebody else's that another commits just as it looks")
    void committedMeanwhile() throws SQLException {
        try (Connection early = database.connect()) {
            // What it sees of rows is of now. What a name means is looked up as it is then.
            early.setAutoCommit(false);
            early.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = early.createStatement()) {
                statement.execute("select 1");
            }
            Stores.ready(database, "jobs").close();

            try (QueueStore store = Stores.over(new FirstOf(early), "jobs")) {
                store.bootstrap();
            }
        }
        checkTable();
    }

    @Test
    @DisplayName("finds what it has waited for, on connections with a stricter isolation too")
    void strict() throws Exception {
        PGSimpleDataSource strict = Stores.dataSource(database);
        strict.setOptions("-c default_transaction_isolation=repeatable\\ read");
        try (QueueStore store = Stores.over(strict, "jobs");
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute(store.bootstrapSql().replaceFirst("commit;\\s*$", ""));
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(store::bootstrap);
            Stores.awaitBlocked(database);

            statement.execute("commit");

            assertThat(waiting).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
        }
        checkTable();
    }

    /** Gives one connection away first, and then others. */
    private final class FirstOf extends PGSimpleDataSource {

        private static final long serialVersionUID = 1;

        private final transient AtomicReference<@Nullable Connection> first;

        FirstOf(Connection first) {
            this.first = new AtomicReference<>(first);
            setUrl(database.url());
            setUser(database.user());
            setPassword(database.password());
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection early = first.getAndSet(null);
            return early == null ? super.getConnection() : early;
        }
    }

    private void checkTable() throws SQLException {
        assertThat(Stores.query(database, "select version from jobs_schema order by 1"))
                .containsExactly("1", "2");
        assertThat(Stores.query(database, "select tgname from pg_trigger where not tgisinternal"))
                .hasSize(6);
        try (QueueStore store = Stores.plain(database, "jobs")) {
            Stores.push(store, "mail", "x");
            assertThat(Stores.claim(store, "mail", 9)).hasSize(1);
        }
    }
}
