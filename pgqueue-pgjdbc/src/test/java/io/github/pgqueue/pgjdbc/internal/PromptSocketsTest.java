package io.github.pgqueue.pgjdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgConnection;

@DisplayName("Prompt sockets")
class PromptSocketsTest {

    private static final String OWN = WatchedSocketFactory.class.getName();

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
    @DisplayName("are those of listening connections, by a URL, a data source or a pool, and of no others")
    void used() throws Exception {
        PGSimpleDataSource source = source();
        PGSimpleDataSource timed = source();
        timed.setLoginTimeout(20);
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(source);
            assertThat(listening(byUrl(""))).isInstanceOf(PromptSocket.class);
            assertThat(listening(PgQueuesConfig.of(source))).isInstanceOf(PromptSocket.class);
            assertThat(listening(PgQueuesConfig.of(timed))).isInstanceOf(PromptSocket.class);
            assertThat(listening(PgQueuesConfig.of(pool))).isInstanceOf(PromptSocket.class);
        }
        assertThat(source.getSocketFactory()).as("the user's own").isNull();
        try (Connection statements = PgjdbcConnections.forStatements(byUrl("")).getConnection()) {
            assertThat(socket(statements)).isNotInstanceOf(PromptSocket.class);
        }
    }

    @Test
    @DisplayName("are not used where the user brings sockets, or what looks like it")
    void own() throws Exception {
        String parameter = "?socketFactory=" + OWN + "&socketFactoryArg=own";
        assertThat(listening(byUrl(parameter))).isExactlyInstanceOf(WatchedSocket.class);
        assertThat(listening(PgQueuesConfig.builder(database.url())
                        .listenUrl(database.url() + parameter)
                        .credentials(database.user(), database.password())
                        .build()))
                .isExactlyInstanceOf(WatchedSocket.class);
        assertThat(listening(byUrl("?socketFactoryArg=argument"))).isNotInstanceOf(PromptSocket.class);

        PGSimpleDataSource source = source();
        source.setSocketFactory(OWN);
        source.setSocketFactoryArg("own");
        assertThat(listening(PgQueuesConfig.of(source))).isExactlyInstanceOf(WatchedSocket.class);
        assertThat(listening(PgQueuesConfig.of(subclass()))).isNotInstanceOf(PromptSocket.class);
    }

    @Test
    @DisplayName("are not used where the driver is configured with others for the whole application")
    void ownForAll() throws Exception {
        Path file = Path.of(PromptSocketsTest.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("org/postgresql/driverconfig.properties");
        Files.createDirectories(file.getParent());
        PGSimpleDataSource source = source();
        try {
            Files.writeString(file, "socketFactory=" + OWN + "\n");
            PromptSockets.use(source);
            assertThat(source.getSocketFactory()).isNull();

            Files.writeString(file, "loglevel=1\n");
            PromptSockets.use(source);
            assertThat(source.getSocketFactory()).isEqualTo(PromptSocketFactory.class.getName());
        } finally {
            Files.delete(file);
        }
    }

    @Test
    @DisplayName("are not used where the driver does not see them, as it is loaded by itself")
    void unseen() throws Exception {
        URL driver = Driver.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader below = new URLClassLoader(new URL[] {driver}, ClassLoader.getPlatformClassLoader());
                URLClassLoader above = new URLClassLoader(
                        new URL[] {
                            PromptSockets.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                        },
                        below)) {
            Class<?> sources = above.loadClass(PGSimpleDataSource.class.getName());
            Object source = sources.getConstructor().newInstance();
            Method use = above.loadClass(PromptSockets.class.getName()).getDeclaredMethod("use", sources);
            use.setAccessible(true);

            use.invoke(null, source);

            assertThat(sources.getMethod("getSocketFactory").invoke(source)).isNull();
        }
    }

    private PGSimpleDataSource source() {
        return fill(new PGSimpleDataSource());
    }

    private PGSimpleDataSource subclass() {
        return fill(new PGSimpleDataSource() {});
    }

    private PGSimpleDataSource fill(PGSimpleDataSource source) {
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    private PgQueuesConfig byUrl(String parameters) {
        return PgQueuesConfig.builder(database.url() + parameters)
                .credentials(database.user(), database.password())
                .build();
    }

    private static Socket listening(PgQueuesConfig config) throws Exception {
        try (Connection connection = PgjdbcConnections.forListening(config).connect()) {
            return socket(connection);
        }
    }

    /** The driver shows it to nobody. */
    private static Socket socket(Connection connection) throws Exception {
        Field stream = QueryExecutorBase.class.getDeclaredField("pgStream");
        stream.setAccessible(true);
        return ((PGStream) stream.get(connection.unwrap(PgConnection.class).getQueryExecutor())).getSocket();
    }
}
