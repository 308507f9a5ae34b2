package io.github.pgqueue.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.jdbc.internal.text.PlanSize;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.HeldJobs;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The table's size in a statement's text")
class PlanSizeTest {

    /** The driver names a statement on the server when it runs it for the fifth time. */
    private static final int UNTIL_PREPARED = 6;

    private static final int CONNECTIONS = 3;

    @ParameterizedTest(name = "{0} bytes: {1} pages")
    @CsvSource({"0, 0", "131071, 0", "131072, 16", "524288, 64", "8388607, 256", "8388608, 1024", "9000000000, 1024"})
    @DisplayName("goes in steps")
    void steps(long bytes, long pages) {
        PlanSize size = new PlanSize();
        size.saw(bytes);

        assertThat(size.pages()).isEqualTo(pages);
    }

    @Test
    @DisplayName("is small again once the server has cut the table's empty end off")
    void shrunk() {
        PlanSize size = new PlanSize();
        size.saw(9_000_000_000L);
        size.saw(0);

        assertThat(size.pages()).isZero();
    }

    @Test
    @DisplayName("gives a table that has grown another prepared statement")
    void grown() throws SQLException {
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                HikariDataSource pool = new HikariDataSource()) {
            Operations store = bootstrapped(database, pool, 1);
            claimOften(store);
            assertThat(prepared(pool)).noneMatch(sql -> sql.contains("pages on"));

            database.execute("insert into jobs (queue_name) select 'other' from generate_series(1, 100000)");
            claimOften(store);

            assertThat(prepared(pool)).anyMatch(sql -> sql.contains("pages on"));
        }
    }

    @Test
    @DisplayName("is known to who only holds jobs, too")
    void held() throws SQLException {
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                HikariDataSource pool = new HikariDataSource()) {
            Operations store = bootstrapped(database, pool, CONNECTIONS);
            database.execute("insert into jobs (queue_name) select 'mail' from generate_series(1, 100000)");

            for (int time = 0; time <= CONNECTIONS * UNTIL_PREPARED; time++) {
                HeldJobs held = store.hold(new Exchange("mail", "test", time, List.of(), 10))
                        .orElseThrow();
                held.end(held.jobs().stream().map(ClaimedJob::fence).toList(), List.of());
            }

            List<String> prepared = new ArrayList<>();
            try (Connection one = pool.getConnection();
                    Connection two = pool.getConnection();
                    Connection three = pool.getConnection()) {
                for (Connection each : List.of(one, two, three)) {
                    prepared.addAll(prepared(each));
                }
            }
            assertThat(prepared).anyMatch(sql -> sql.contains("idle_in_transaction") && sql.contains("pages on"));
        }
    }

    private static Operations bootstrapped(TestDatabase database, HikariDataSource pool, int connections) {
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(connections);
        Operations store =
                new Operations(pool, PgQueuesConfig.builder(pool).build(), Optional.empty(), Optional.empty());
        store.bootstrap();
        return store;
    }

    private static void claimOften(Operations store) {
        for (int time = 0; time <= UNTIL_PREPARED; time++) {
            store.exchange(new Exchange("mail", "test", time, List.of(), 1));
        }
    }

    private static List<String> prepared(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return prepared(connection);
        }
    }

    private static List<String> prepared(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select statement from pg_prepared_statements")) {
            while (rows.next()) {
                statements.add(rows.getString(1));
            }
        }
        return statements;
    }
}
