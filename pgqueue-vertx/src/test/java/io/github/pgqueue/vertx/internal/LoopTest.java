package io.github.pgqueue.vertx.internal;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A Vert.x for one connection")
class LoopTest {

    @Test
    @DisplayName("ends at once after a connect that failed, though its client is garbage by then")
    void garbage() throws Exception {
        try (TestDatabase plain = TestDatabases.shared().newDatabase()) {
            PgConnectOptions options = PgConnectOptions.fromUri(plain.url().replace("jdbc:", ""))
                    .setUser(plain.user())
                    .setSslMode(SslMode.REQUIRE)
                    .setSslOptions(new ClientSSLOptions().setTrustAll(true));
            Loop loop = Loop.start();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> loop.await(PgConnection.connect(loop.vertx(), options), Duration.ofSeconds(10)))
                    .withMessageContaining("SSL");
            System.gc();
            // For what Vert.x does with its garbage, which nobody can wait for.
            new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);

            loop.close(Duration.ofSeconds(10));
        }
        Listeners.awaitNoThreads();
    }
}
