package io.github.pgqueue.pgjdbcng.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pgqueue.jdbc.DatabaseUrl;
import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import io.github.pgqueue.jdbc.ListenAddress;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Connecting by pgjdbc-ng")
class ConnectorTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration LIMIT_AND_A_FEW_SECONDS = Duration.ofSeconds(4);

    private static TestDatabase database;

    private final LiveThreads threads = new LiveThreads();

    @BeforeAll
    static void open() {
        database = TestDatabases.shared().newDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Connector connector(List<Host> hosts, String parameters, Duration limit) {
        NgAddress address = Addresses.of(
                "pgqueue",
                new ListenAddress.Url(
                        "url",
                        database.url() + (database.url().contains("?") ? "&" : "?") + parameters,
                        Optional.of(database.user()),
                        Optional.of(database.password()),
                        new Properties()));
        return new Connector(
                hosts.isEmpty()
                        ? address
                        : new NgAddress(
                                hosts,
                                address.settings(),
                                address.session(),
                                address.connectTimeout(),
                                address.loginTimeout(),
                                address.primaryOnly()),
                limit);
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
        ThrowingCallable attempt = () -> assertTimeoutPreemptively(LIMIT_AND_A_FEW_SECONDS, connector::connect);
        return assertThatExceptionOfType(SQLException.class).isThrownBy(attempt);
    }

    @Test
    @DisplayName("L1.2 gives up on a host that accepts and says nothing, and leaves no thread and no socket")
    void blackHole() throws Exception {
        try (FakeServer hole = new FakeServer("")) {
            assertFails(connector(List.of(hole.host()), "", LIMIT))
                    .withMessageContaining("no answer in time")
                    .withMessageContaining(hole.host().toString())
                    .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("08001"));
            assertHungUp(hole);
        }
        assertThat(threads.named("pgqueue-")).isEmpty();
        assertThat(threads.named("PG-JDBC")).isEmpty();
    }

    @Test
    @DisplayName("L1.2 gives up on a port that refuses, and leaves no thread")
    void refused() throws Exception {
        long before = System.nanoTime();
        assertFails(connector(List.of(closedPort()), "", Duration.ofSeconds(10)))
                .withMessageContaining("refused")
                .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("08001"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LIMIT_AND_A_FEW_SECONDS);
        assertThat(threads.named("pgqueue-")).isEmpty();
    }

    @Test
    @DisplayName("L1.2 gives up on a host that has no address")
    void unresolved() {
        assertFails(connector(List.of(new Host("nowhere.invalid", 5432)), "", LIMIT))
                .withMessageContaining("nowhere.invalid")
                .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("08001"));
    }

    @Test
    @DisplayName("L1.2 gives up on a server that answers and then never lets us in; its thread ends with the socket")
    void endlessLogin() throws Exception {
        FakeServer server = new FakeServer("N");
        try (server) {
            assertFails(connector(List.of(server.host()), "sslmode=disable", LIMIT))
                    .withMessageContaining("did not end in time")
                    .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("08001"));
        }
        threads.awaitNone("pgqueue-", Duration.ofSeconds(10));
    }

    @Test
    @DisplayName("L1.2 closes a connection that comes too late")
    void lateLogin() throws Exception {
        int before = backends();
        try (Relay relay = new Relay(databaseHost())) {
            assertFails(connector(List.of(relay.host()), "sslmode=disable", LIMIT))
                    .withMessageContaining("did not end in time");
            relay.release();
            threads.awaitNone("pgqueue-", Duration.ofSeconds(20));
            awaitBackends(before);
        }
    }

    @Test
    @DisplayName("keeps to the URL's own limits where they are shorter")
    void limitsOfTheUrl() throws Exception {
        for (String limit : List.of("connectTimeout=1", "loginTimeout=1")) {
            try (FakeServer hole = new FakeServer("")) {
                assertFails(connector(List.of(hole.host()), limit, Duration.ofHours(1)));
            }
        }
    }

    @Test
    @DisplayName("goes on to the next host after one that refuses and one that is silent")
    void severalHosts() throws Exception {
        try (FakeServer hole = new FakeServer("")) {
            Connector connector =
                    connector(List.of(closedPort(), hole.host(), databaseHost()), "", Duration.ofSeconds(3));
            try (Connection connection = connector.connect()) {
                assertThat(connection.isValid(1)).isTrue();
            }
            assertHungUp(hole);
        }
    }

    @Test
    @DisplayName("names every host that failed")
    void allHostsFail() throws Exception {
        Host first = closedPort();
        assertFails(connector(List.of(first, new Host("nowhere.invalid", 1)), "", LIMIT))
                .withMessageContaining(first.toString())
                .withMessageContaining("nowhere.invalid:1");
    }

    @Test
    @DisplayName("keeps the server's own word for a refusal")
    void serverRefuses() {
        NgAddress address = Addresses.of(
                "pgqueue",
                new ListenAddress.Url(
                        "url",
                        "jdbc:postgresql://" + databaseHost() + "/no_such_database",
                        Optional.of(database.user()),
                        Optional.of(database.password()),
                        new Properties()));
        assertFails(new Connector(address, Duration.ofSeconds(10)))
                .withMessageContaining("no_such_database")
                .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("3D000"));
    }

    @Test
    @DisplayName("tells the session what pgjdbc would have told the server while connecting")
    void session() throws Exception {
        String parameters = "currentSchema=one,two&options=-c%20statement_timeout=4s&ApplicationName=its+name";
        try (Connection connection =
                        connector(List.of(), parameters, Duration.ofSeconds(10)).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('search_path'),"
                        + " current_setting('statement_timeout'), current_setting('application_name')")) {
            row.next();
            assertThat(List.of(row.getString(1), row.getString(2), row.getString(3)))
                    .containsExactly("one,two", "4s", "its name");
        }
    }

    @Test
    @DisplayName("leaves nothing open where the session cannot be told")
    void sessionRefused() throws Exception {
        int before = backends();
        assertFails(connector(List.of(), "options=-c%20no_such_setting=1", Duration.ofSeconds(10)))
                .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("42704"));
        awaitBackends(before);
    }

    private static void awaitBackends(int most) throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (backends() > most) {
            assertThat(System.nanoTime()).as("the server lost the connection").isLessThan(end);
        }
    }

    private static int backends() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and application_name = 'pgqueue'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    @DisplayName("closes a connection that comes after an interrupt, and says that it was interrupted")
    void interrupted() throws Exception {
        try (FakeServer server = new FakeServer("N")) {
            Connector connector = connector(List.of(server.host()), "sslmode=disable", Duration.ofHours(1));
            List<Throwable> thrown = new ArrayList<>();
            Thread waiting = Threads.start("test-interrupted", () -> {
                try {
                    connector.connect();
                } catch (SQLException | InterruptedException failure) {
                    thrown.add(failure);
                }
            });
            assertThat(server.accepted().poll(20, TimeUnit.SECONDS)).as("asked").isNotNull();
            assertThat(server.accepted().poll(20, TimeUnit.SECONDS))
                    .as("logging in")
                    .isNotNull();
            waiting.interrupt();
            waiting.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
        }
        threads.awaitNone("pgqueue-", Duration.ofSeconds(10));
    }

    @Test
    @DisplayName("waits its turn, so that no two start the driver's threads")
    void turn() throws Exception {
        Turnstile other = Turnstile.pass(LIMIT);
        try {
            long before = System.nanoTime();
            connector(List.of(), "", Duration.ofMinutes(1)).connect().close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(LIMIT);
        } finally {
            other.leave();
        }
    }

    private static void assertHungUp(FakeServer server) throws Exception {
        Socket socket = server.accepted().poll(20, TimeUnit.SECONDS);
        assertThat(socket).as("a connection came").isNotNull();
        socket.setSoTimeout((int) LIMIT_AND_A_FEW_SECONDS.toMillis());
        assertThat(socket.getInputStream().read()).as("the client hung up").isEqualTo(-1);
        assertThat(server.accepted()).as("connections that hang").isEmpty();
    }
}
