package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.PgQueuesConfig;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("A listener's address")
class ListenAddressTest {

    private static final Predicate<DataSource> PGJDBC = PGSimpleDataSource.class::isInstance;
    private static final String URL = "jdbc:postgresql://db.example:5432/app";

    private final HikariDataSource pool = new HikariDataSource();

    @Test
    @DisplayName("is the listen URL, else the URL, with the config's user")
    void urls() {
        PgQueuesConfig.Builder builder =
                PgQueuesConfig.builder("jdbc:postgresql://pooler/app").credentials("app", "secret");

        assertThat(url(builder.build()).url()).isEqualTo("jdbc:postgresql://pooler/app");
        ListenAddress.Url past = url(builder.listenUrl(URL).build());
        assertThat(past.url()).isEqualTo(URL);
        assertThat(past.setting()).isEqualTo("listenUrl");
        assertThat(past.user()).contains("app");
        assertThat(past.password()).contains("secret");
    }

    @Test
    @DisplayName("is the listen URL before whatever data source")
    void listenUrlFirst() {
        assertThat(url(PgQueuesConfig.builder(new Wrapper(new PGSimpleDataSource()))
                                .listenUrl(URL)
                                .build())
                        .url())
                .isEqualTo(URL);
    }

    @Test
    @DisplayName("is told by a HikariCP pool that has a URL, also behind a wrapper, with its properties")
    void pool() {
        pool.setJdbcUrl(URL);
        pool.setUsername("app");
        pool.setPassword("secret");
        pool.addDataSourceProperty("sslmode", "require");

        for (DataSource each : new DataSource[] {pool, new Wrapper(pool)}) {
            ListenAddress.Url address = url(PgQueuesConfig.of(each));
            assertThat(address.url()).isEqualTo(URL);
            assertThat(address.user()).contains("app");
            assertThat(address.password()).contains("secret");
            assertThat(address.properties()).containsEntry("sslmode", "require");
        }
        assertThat(pool.isRunning()).as("the pool was started").isFalse();
    }

    @Test
    @DisplayName("is the data source within a HikariCP pool, given or named by its class")
    void innerSource() {
        PGSimpleDataSource inner = new PGSimpleDataSource();
        pool.setDataSource(inner);
        pool.setUsername("app");
        assertThat(source(PgQueuesConfig.of(pool)).dataSource()).isSameAs(inner);
        assertThat(source(PgQueuesConfig.of(pool)).user()).contains("app");

        try (HikariDataSource named = new HikariDataSource()) {
            named.setDataSourceClassName(PGSimpleDataSource.class.getName());
            named.addDataSourceProperty("databaseName", "app");
            DataSource made = source(PgQueuesConfig.of(named)).dataSource();
            assertThat(((PGSimpleDataSource) made).getDatabaseName()).isEqualTo("app");
        }
    }

    @Test
    @DisplayName("is the driver's own data source")
    void drivers() {
        PGSimpleDataSource own = new PGSimpleDataSource();

        assertThat(source(PgQueuesConfig.of(own)))
                .isEqualTo(new ListenAddress.Source(own, Optional.empty(), Optional.empty()));
    }

    @Test
    @DisplayName("is not guessed for any other data source: the message names it and what mends it")
    void unknown() {
        PgQueuesConfig config = PgQueuesConfig.of(new Wrapper(new PGSimpleDataSource()));

        assertThatThrownBy(() -> ListenAddress.of(config, PGJDBC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dataSource must be")
                .hasMessageContaining("a connection of its own")
                .hasMessageContaining(Wrapper.class.getName())
                .hasMessageContaining(".listenUrl(\"jdbc:postgresql://")
                .hasMessageContaining(".pollOnly()");
        pool.setDataSource(new Wrapper(new PGSimpleDataSource()));
        assertThatThrownBy(() -> ListenAddress.of(PgQueuesConfig.of(pool), PGJDBC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Wrapper.class.getName());
    }

    @Test
    @DisplayName("shows no password")
    void noSecrets() {
        String secretive = "jdbc:postgresql://app:secret@db.example/app?password=secret&sslmode=require";

        assertThat(ListenAddress.of(PgQueuesConfig.of(secretive), PGJDBC).toString())
                .contains("db.example/app")
                .doesNotContain("secret");
    }

    private static ListenAddress.Url url(PgQueuesConfig config) {
        return (ListenAddress.Url) ListenAddress.of(config, PGJDBC);
    }

    private static ListenAddress.Source source(PgQueuesConfig config) {
        return (ListenAddress.Source) ListenAddress.of(config, PGJDBC);
    }

    /** As frameworks put around a pool. */
    private record Wrapper(DataSource target) implements DataSource {

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return type.isInstance(target);
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            return type.cast(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return target.getConnection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return target.getConnection(user, password);
        }

        @Override
        public PrintWriter getLogWriter() throws SQLException {
            return target.getLogWriter();
        }

        @Override
        public void setLogWriter(PrintWriter out) throws SQLException {
            target.setLogWriter(out);
        }

        @Override
        public void setLoginTimeout(int seconds) throws SQLException {
            target.setLoginTimeout(seconds);
        }

        @Override
        public int getLoginTimeout() throws SQLException {
            return target.getLoginTimeout();
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }
}
