package io.github.pgqueue.pgjdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import io.github.pgqueue.testkit.database.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("The driver's connections")
class PgjdbcConnectionsTest {

    private static final String URL = "jdbc:postgresql://db.example:5433/app";

    @Test
    @DisplayName("have what a queue needs where the URL says nothing")
    void defaults() {
        PGSimpleDataSource source = statements(PgQueuesConfig.builder(URL)
                .credentials("app", "secret")
                .connectTimeout(Duration.ofMillis(2500))
                .build());

        assertThat(source.getUrl()).contains("db.example:5433/app");
        assertThat(source.getUser()).isEqualTo("app");
        assertThat(source.getPassword()).isEqualTo("secret");
        assertThat(source.getApplicationName()).isEqualTo("pgqueue");
        assertThat(source.getTcpKeepAlive()).isTrue();
        assertThat(source.getSocketTimeout()).isEqualTo(3);
        assertThat(source.getConnectTimeout()).isEqualTo(3);
        assertThat(source.getLoginTimeout()).isEqualTo(3);
        assertThat(source.getLogServerErrorDetail()).isFalse();
    }

    @Test
    @DisplayName("have what the URL says, but for the config's user")
    void urlWins() {
        PGSimpleDataSource source = statements(PgQueuesConfig.builder(URL + "?user=other&password=other&socketTimeout=0"
                        + "&ApplicationName=mine&tcpKeepAlive=false&connectTimeout=7&prepareThreshold=0")
                .credentials("app", "secret")
                .build());

        assertThat(source.getUser()).isEqualTo("app");
        assertThat(source.getPassword()).isEqualTo("secret");
        assertThat(source.getApplicationName()).isEqualTo("mine");
        assertThat(source.getTcpKeepAlive()).isFalse();
        assertThat(source.getSocketTimeout()).isZero();
        assertThat(source.getConnectTimeout()).isEqualTo(7);
        assertThat(source.getPrepareThreshold()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:pgsql://db/app?password=secret",
                "jdbc:postgresql://db:port/app?password=secret",
                "jdbc:postgresql://db?password=secret",
                "jdbc:postgresql://db/app?password=secret%",
                "jdbc:h2:mem:"
            })
    @DisplayName("are refused for a URL that is not the driver's, without its parameters")
    void foreignUrl(String url) {
        assertThatThrownBy(() -> PgjdbcConnections.forStatements(PgQueuesConfig.of(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url must be of the form jdbc:postgresql://")
                .hasMessageContaining(url.replaceFirst("\\?.*", ""))
                .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("secret"));
        assertThatThrownBy(() -> PgjdbcConnections.forListening(
                        PgQueuesConfig.builder(URL).listenUrl(url).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("listenUrl must be of the form jdbc:postgresql://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://app:secret@db/app",
                "jdbc:postgresql://app:secret@db",
                "jdbc:postgresql:app:secret@db"
            })
    @DisplayName("are refused with a password before the host, which the driver would take for a part of its name")
    void userInfo(String url) {
        assertThatThrownBy(() -> PgjdbcConnections.forStatements(PgQueuesConfig.of(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("with user and password as credentials or parameters")
                .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("secret"));
    }

    @Test
    @DisplayName("wait for statements as long as the URL says, else a minute, and for a login not longer than for all")
    void networkTimeout() throws SQLException {
        try (TestDatabase database = TestDatabases.shared().newDatabase()) {
            assertThat(networkTimeout(database, "")).isEqualTo(60_000);
            assertThat(networkTimeout(database, "socketTimeout=7")).isEqualTo(7_000);
            assertThat(networkTimeout(database, "socketTimeout=0")).isZero();
        }
    }

    private static int networkTimeout(TestDatabase database, String parameters) throws SQLException {
        PgQueuesConfig config = config(database, database.url() + mark(database) + parameters);
        try (Connection connection = PgjdbcConnections.forStatements(config).getConnection()) {
            return connection.getNetworkTimeout();
        }
    }

    private static String mark(TestDatabase database) {
        return database.url().contains("?") ? "&" : "?";
    }

    private static PgQueuesConfig config(TestDatabase database, String url) {
        return PgQueuesConfig.builder(url)
                .credentials(database.user(), database.password())
                .connectTimeout(Duration.ofSeconds(4))
                .build();
    }

    /** As a machine that hangs does; the driver would wait for it on a thread that never ends. */
    @ParameterizedTest
    @ValueSource(strings = {"sslmode=prefer", "sslmode=disable"})
    @DisplayName("go on to the next host if one accepts and says nothing, in the time for all; no thread is left")
    void silentHost(String parameters) throws Exception {
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                Wire silent = Wire.to(database)) {
            silent.mute(Wire.Way.TO_SERVER, Wire.Way.TO_CLIENT);
            String next = database.url().substring("jdbc:postgresql://".length());
            PgQueuesConfig config = config(
                    database,
                    "jdbc:postgresql://127.0.0.1:" + silent.port() + "," + next + mark(database) + parameters);

            PgjdbcConnections.forStatements(config).getConnection().close();
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().contains("JDBC driver connection thread")) {
                    // It may be about to end.
                    thread.join(10_000);
                    assertThat(thread.isAlive())
                            .as("a thread of the driver is left")
                            .isFalse();
                }
            }
        }
    }

    @Test
    @DisplayName("go on to the next host if one does not answer at all, in the time for all")
    void absentHost() throws Exception {
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> waiting = fill(full);
            try {
                String next = database.url().substring("jdbc:postgresql://".length());
                PgQueuesConfig config =
                        config(database, "jdbc:postgresql://127.0.0.1:" + full.getLocalPort() + "," + next);

                PgjdbcConnections.forListening(config).connect().close();
            } finally {
                for (Socket each : waiting) {
                    each.close();
                }
            }
        }
    }

    /** Where nobody accepts, and no more can wait, the system answers to nobody else. */
    private static List<Socket> fill(ServerSocket server) throws IOException {
        List<Socket> waiting = new ArrayList<>();
        while (true) {
            Assumptions.assumeTrue(waiting.size() < 64, "this system answers for a server that does not");
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException full) {
                return waiting;
            }
        }
    }

    @Test
    @DisplayName("of a listener are made from what a pool knows, and not by the pool")
    void listenerBesidePool() throws SQLException {
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.url());
            pool.setUsername(database.user());
            pool.setPassword(database.password());
            assertThat(applicationName(PgQueuesConfig.of(pool))).isEqualTo("pgqueue-listen");
            assertThat(pool.isRunning()).isFalse();
        }
    }

    @Test
    @DisplayName("of a listener are made by the driver's own data source, within a pool or without")
    void listenerOfSource() throws SQLException {
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                HikariDataSource pool = new HikariDataSource()) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(database.url());
            source.setUser(database.user());
            source.setPassword(database.password());
            source.setApplicationName("mine");
            pool.setDataSource(source);
            assertThat(applicationName(PgQueuesConfig.of(source))).isEqualTo("mine");
            assertThat(applicationName(PgQueuesConfig.of(pool))).isEqualTo("mine");

            source.setUser("nobody");
            pool.setUsername(database.user());
            pool.setPassword(database.password());
            assertThat(applicationName(PgQueuesConfig.of(pool))).isEqualTo("mine");
        }
    }

    private static PGSimpleDataSource statements(PgQueuesConfig config) {
        return (PGSimpleDataSource) PgjdbcConnections.forStatements(config);
    }

    private static String applicationName(PgQueuesConfig config) throws SQLException {
        try (Connection connection = PgjdbcConnections.forListening(config).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show application_name")) {
            row.next();
            return row.getString(1);
        }
    }
}
