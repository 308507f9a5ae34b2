package io.github.pgqueue.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The server plans a prepared statement anew each time if it takes the plan for these values to be better than
 * the one for any: planning would then cost as much as all the rest.
 */
@DisplayName("A statement that claims is planned once and for all, beside")
class PlannedOnceTest {

    private static final int EXCHANGES = 40;

    /** The driver names a statement at its fifth run; the server tries five plans before it decides. */
    private static final int MOST_TRIES = 20;

    private final OneConnectionStore one = new OneConnectionStore();
    private final TestDatabase database = one.database();
    private final Operations store = one.store();

    @AfterEach
    void close() {
        one.close();
    }

    @ParameterizedTest(name = "that {0}, in claims of {1}")
    @CsvSource({
        "wait for later, 1",
        "wait for later, 10",
        "wait for later, 100",
        "are finished, 1",
        "are finished, 10",
        "are finished, 100"
    })
    @DisplayName("many jobs")
    void plannedOnce(String others, int limit) throws SQLException {
        database.execute("alter table jobs disable trigger user");
        String state = others.startsWith("wait") ? "'new', now() + interval '1 day'" : "'success', now()";
        database.execute("""
                insert into jobs (queue_name, status, run_at)
                select case when i % 2 = 0 then 'mail' else 'other' || i % 50 end, STATE
                from generate_series(1, 200000) as i""".replace("STATE", state));
        database.execute(
                "insert into jobs (queue_name) select 'mail' from generate_series(1, " + (EXCHANGES + 1) * limit + ")");
        database.execute("alter table jobs enable trigger user; analyze jobs");

        exchange(limit);

        checkPlans("%skip locked%", EXCHANGES / 4);
    }

    @ParameterizedTest(name = "of {0} at once")
    @ValueSource(ints = {1, 5})
    @DisplayName("pushes that claim")
    void claimingPushes(int jobs) throws SQLException {
        for (int claim = 0; claim < EXCHANGES; claim++) {
            Exchange exchange = new Exchange("mail", "test", claim, List.of(), jobs);
            assertThat(store.insert(exchange, Collections.nCopies(jobs, NewJob.of("x")))
                            .claimed())
                    .hasSize(jobs);
        }

        checkPlans("insert%claim%", EXCHANGES / 4);
    }

    private void checkPlans(String like, int generic) throws SQLException {
        try (Connection connection = one.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select sum(generic_plans) as generic, sum(custom_plans) as custom
                        from pg_prepared_statements where statement like 'LIKE'""".replace("LIKE", like))) {
            row.next();
            assertThat(row.getInt("custom")).isPositive().isLessThan(MOST_TRIES);
            assertThat(row.getInt("generic")).isGreaterThan(generic);
        }
    }

    private void exchange(int limit) {
        List<Settlement> settlements = List.of();
        for (int claim = 0; claim < EXCHANGES; claim++) {
            ExchangeResult result = store.exchange(new Exchange("mail", "test", claim, settlements, limit));
            assertThat(result.claimed()).hasSize(limit);
            settlements = result.claimed().stream()
                    .map(job -> Settlement.success(job.fence()))
                    .toList();
        }
    }
}
