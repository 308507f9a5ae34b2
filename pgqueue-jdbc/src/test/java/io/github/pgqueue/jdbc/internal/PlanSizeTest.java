package io.github.pgqueue.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.TableName;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The table's size in a statement's text")
class PlanSizeTest {

    /** The driver names a statement on the server when it runs it for the fifth time. */
    private static final int UNTIL_PREPARED = 6;

    private final ExchangeTexts texts = new ExchangeTexts(new Statements(TableName.of("jobs")), Duration.ofSeconds(1));

    @ParameterizedTest(name = "{0} bytes: {1} pages")
    @CsvSource({"0, 0", "131071, 0", "131072, 16", "524288, 64", "8388607, 256", "8388608, 1024", "9000000000, 1024"})
    @DisplayName("grows in steps")
    void steps(long bytes, long pages) {
        PlanSize size = new PlanSize();
        size.saw(bytes);
        size.saw(0);

        assertThat(size.pages()).isEqualTo(pages);
    }

    @ParameterizedTest
    @CsvSource({"1", "10", "11", "1000", "1001", "2147483647"})
    @DisplayName("leaves room for what is asked for")
    void ceiling(int limit) {
        Matcher inner = Pattern.compile("limit (\\d{2,})").matcher(texts.of(Settlements.Kind.NONE, limit, 0));

        assertThat(inner.find()).isTrue();
        assertThat(Long.parseLong(inner.group(1))).isGreaterThanOrEqualTo(limit);
        assertThat(texts.of(Settlements.Kind.ANY, 0, 0)).doesNotContain("skip locked");
    }

    @Test
    @DisplayName("gives a table that has grown another prepared statement")
    void grown() throws SQLException {
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.url());
            pool.setUsername(database.user());
            pool.setPassword(database.password());
            pool.setMaximumPoolSize(1);
            Operations store =
                    new Operations(pool, PgQueuesConfig.builder(pool).build(), Optional.empty(), Optional.empty());
            store.bootstrap();
            claimOften(store);
            assertThat(prepared(pool)).noneMatch(sql -> sql.contains("pages on"));

            database.execute("insert into jobs (queue_name) select 'other' from generate_series(1, 100000)");
            claimOften(store);

            assertThat(prepared(pool)).anyMatch(sql -> sql.contains("pages on"));
        }
    }

    private static void claimOften(Operations store) {
        for (int time = 0; time <= UNTIL_PREPARED; time++) {
            store.exchange(new Exchange("mail", "test", time, List.of(), 1));
        }
    }

    private static List<String> prepared(HikariDataSource pool) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select statement from pg_prepared_statements")) {
            while (rows.next()) {
                statements.add(rows.getString(1));
            }
        }
        return statements;
    }
}
