package io.github.pgqueue.vertx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pgqueue.jdbc.DatabaseUrl;
import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Connecting by the Vert.x client")
class ConnectorTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration LIMIT_AND_A_FEW_SECONDS = Duration.ofSeconds(4);
    private static final Host NOWHERE = new Host("nowhere.invalid", 5432);

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabases.shared().newDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Connector connector(String parameters, Duration limit, Host... hosts) {
        String places = Arrays.stream(hosts).map(Host::toString).collect(Collectors.joining(","));
        return new Connector(
                Listeners.address(database, "jdbc:postgresql://" + places + "/" + database.name() + "?" + parameters),
                limit);
    }

    private static Listening listening() {
        return new Listening("connected", new RecordingSink(), Listeners.UNWATCHED);
    }

    private static Host databaseHost() {
        return DatabaseUrl.parse("url", database.url()).hosts().get(0);
    }

    /** A port that nobody listens on. */
    private static Host closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return new Host("127.0.0.1", socket.getLocalPort());
        }
    }

    private static ThrowableAssertAlternative<SQLException> assertFails(Connector connector) {
        return assertThatExceptionOfType(SQLException.class)
                .isThrownBy(
                        () -> assertTimeoutPreemptively(LIMIT_AND_A_FEW_SECONDS, () -> connector.connect(listening())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslmode=disable", "sslmode=prefer", "sslmode=require"})
    @DisplayName("L1.2 gives up on a host that accepts and says nothing, and leaves no thread and no socket")
    void blackHole(String parameters) throws Exception {
        try (Silence hole = new Silence()) {
            assertFails(connector(parameters, LIMIT, hole.host()))
                    .withMessageContaining("no answer in time")
                    .withMessageContaining(hole.host().toString())
                    .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("08001"));
            hole.assertHungUp();
        }
        Listeners.awaitNoThreads();
    }

    @Test
    @DisplayName("L1.2 gives up at once on a port that refuses, and on a host that has no address")
    void refused() throws Exception {
        assertFails(connector("", Duration.ofHours(1), closedPort()))
                .withMessageContaining("refused")
                .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("08001"));
        assertFails(connector("", LIMIT, NOWHERE))
                .withMessageContaining("nowhere.invalid:5432: the host's name cannot be resolved")
                .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("08001"));
        Listeners.awaitNoThreads();
    }

    @Test
    @DisplayName("keeps to the URL's own limits where they are shorter")
    void limitsOfTheUrl() throws Exception {
        for (String limit : List.of("connectTimeout=1", "loginTimeout=1")) {
            try (Silence hole = new Silence()) {
                assertFails(connector(limit, Duration.ofHours(1), hole.host()));
            }
        }
    }

    @Test
    @DisplayName("goes on to the next host after one that refuses and one that is silent, and lets go of both")
    void severalHosts() throws Exception {
        try (Silence hole = new Silence();
                VertxListener listener = connector("", Duration.ofSeconds(6), closedPort(), hole.host(), databaseHost())
                        .connect(listening())) {
            assertThat(listener).isNotNull();
            hole.assertHungUp();
        }
    }

    @Test
    @DisplayName("names every host that failed")
    void allHostsFail() throws Exception {
        Host first = closedPort();
        assertFails(connector("", LIMIT, first, NOWHERE))
                .withMessageContaining(first.toString())
                .withMessageContaining("nowhere.invalid:5432");
    }

    @Test
    @DisplayName("keeps the server's own word for a refusal")
    void serverRefuses() throws Exception {
        VertxAddress nowhere = Listeners.address(database, "jdbc:postgresql://" + databaseHost() + "/no_such_database");
        assertFails(new Connector(nowhere, Duration.ofSeconds(10)))
                .withMessageContaining("no_such_database")
                .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("3D000"));
        Listeners.awaitNoThreads();
    }

    @Test
    @DisplayName("tells the session what pgjdbc would tell it")
    void session() throws Exception {
        String parameters = "currentSchema=one,two&options=-c%20statement_timeout=4s&ApplicationName=its+name";
        try (VertxListener listener = connector(parameters, LIMIT_AND_A_FEW_SECONDS, databaseHost())
                        .connect(listening());
                var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select count(*) from pg_stat_activity where application_name = 'its name'")) {
            row.next();
            assertThat(row.getInt(1)).isOne();
            assertThat(listener).isNotNull();
        }
        assertFails(connector("options=-c%20no_such_setting=1", LIMIT_AND_A_FEW_SECONDS, databaseHost()))
                .withMessageContaining("no_such_setting");
    }

    @Test
    @DisplayName("is broken off by an interrupt, and leaves nothing open")
    void interrupted() throws Exception {
        try (Silence hole = new Silence()) {
            Connector connector = connector("", Duration.ofHours(1), hole.host());
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> connector.connect(listening()));
        } finally {
            Thread.interrupted();
        }
        Listeners.awaitNoThreads();
    }
}
