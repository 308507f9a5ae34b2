package io.github.pgqueue.jdbc.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("A pool of our own")
@Timeout(60)
class ConnectionPoolTest {

    @Test
    @DisplayName("lets connections in although its first one died as it came")
    void survivesItsFirst() throws SQLException {
        AtomicInteger made = new AtomicInteger();
        PGSimpleDataSource source = new PGSimpleDataSource() {
            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                Connection connection = super.getConnection(user, password);
                return made.incrementAndGet() == 1 ? dyingWhenAsked(connection) : connection;
            }
        };
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                HikariDataSource pool = ConnectionPool.over(source, config(database))) {
            source.setUrl(database.url());
            source.setUser(database.user());
            source.setPassword(database.password());

            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isValid(10)).isTrue();
                assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            }
            assertThat(made).hasValueGreaterThan(1);
        }
    }

    /** It ends as it is asked for its isolation level, which is what the pool does with its first one. */
    private static Connection dyingWhenAsked(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getTransactionIsolation")) {
                        connection.abort(Runnable::run);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    private static PgQueuesConfig config(TestDatabase database) {
        return PgQueuesConfig.builder(database.url())
                .maxConnections(1)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
    }
}
