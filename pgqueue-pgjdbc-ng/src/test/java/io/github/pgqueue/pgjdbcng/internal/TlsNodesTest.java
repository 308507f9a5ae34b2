package io.github.pgqueue.pgjdbcng.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.testkit.database.Certificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both backends, as pgjdbc is the one to compare with. */
@DisplayName("A node whose server lets it in by SCRAM, over TLS that is verified in full,")
@Timeout(120)
class TlsNodesTest {

    private static final long PATIENCE_SECONDS = 30;

    /** So long that nothing is found by looking. */
    private static final Duration NEVER = Duration.ofDays(1);

    /** Passes before a push that can make no connection is refused. */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @TempDir
    private static Path folder;

    private static TlsServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TlsServer.start(folder);
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(otherRoot(), Certificate.make("SHA256withRSA", other).certificate());
        server.database().execute("grant create on schema public to " + TlsServer.USER);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static PgQueuesConfig config(String backend, String url) {
        return PgQueuesConfig.builder(url)
                .credentials(TlsServer.USER, TlsServer.PASSWORD)
                .backend(backend)
                .connectTimeout(TIMEOUT)
                .closeTimeout(Duration.ZERO)
                .pollInterval(NEVER)
                .backstopInterval(NEVER)
                .build();
    }

    private static Path otherRoot() {
        return folder.resolve("other.crt");
    }

    private static String verified(String host, Path root) {
        return server.url(host, "sslmode=verify-full&sslrootcert=" + root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("does its jobs and is rung, with every connection encrypted")
    void works(String backend) throws Exception {
        worksWith(backend, verified("localhost", server.root()));
    }

    @Test
    @DisplayName("can insist on channel binding with pgjdbc")
    void channelBinding() throws Exception {
        worksWith("pgjdbc", verified("localhost", server.root()) + "&channelBinding=require");
        refuses(
                "pgjdbc",
                server.url("localhost", "sslmode=disable&channelBinding=require"),
                "channel binding is required");
    }

    @Test
    @DisplayName("is told at once that pgjdbc-ng cannot insist on channel binding")
    void noChannelBinding() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PgQueues.create(
                        config("pgjdbc-ng", verified("localhost", server.root()) + "&channelBinding=require")))
                .withMessageContaining("url parameter channelBinding must be prefer")
                .withMessageContaining("use the backend pgjdbc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("refuses a server of another name, and tells the name, of statements and of the listener")
    void otherName(String backend) throws Exception {
        refuses(backend, verified("127.0.0.1", server.root()), "127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("refuses a certificate of another authority, and says so")
    void otherAuthority(String backend) throws Exception {
        refuses(backend, verified("localhost", otherRoot()), "no authority that the URL's sslrootcert trusts");
    }

    private static void worksWith(String backend, String url) throws Exception {
        PgQueuesConfig config = config(backend, url);
        try (PgQueues pusher = PgQueues.create(config);
                PgQueues worker = PgQueues.create(config)) {
            pusher.bootstrap();
            CountDownLatch done = new CountDownLatch(1);
            worker.queue("mail").subscribe(job -> done.countDown());
            await("push works", () -> worker.listenerState() == ListenerState.PROVEN);
            pusher.queue("mail").push("x");

            assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(encrypted())
                    .containsEntry("pgqueue", true)
                    .containsEntry("pgqueue-listen", true)
                    .doesNotContainValue(false);
        }
    }

    /** By the name of the application. */
    private static Map<String, Boolean> encrypted() throws SQLException {
        Map<String, Boolean> encrypted = new HashMap<>();
        try (Connection connection = server.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select application_name, bool_and(ssl) as encrypted
                        from pg_stat_ssl join pg_stat_activity using (pid)
                        where usename = '%s' group by 1""".formatted(TlsServer.USER))) {
            while (row.next()) {
                encrypted.put(row.getString("application_name"), row.getBoolean("encrypted"));
            }
        }
        return encrypted;
    }

    private static void refuses(String backend, String url, String reason) throws Exception {
        try (PgQueues queues = PgQueues.create(config(backend, url))) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> queues.queue("mail").push("x"))
                    .satisfies(refusal -> assertThat(refusal.getMessage()).containsIgnoringCase(reason));
            queues.queue("mail").subscribe(job -> {});
            await("the listener is refused", () -> queues.health().lastProblem().isPresent());
            assertThat(queues.health().listener()).isEqualTo(ListenerState.LOST);
            assertThat(queues.health().lastProblem().orElseThrow()).containsIgnoringCase(reason);
        }
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
