package io.github.pgqueue.cli.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.DatabaseTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class DemoCommandTest extends DatabaseTest {

    @Test
    void bothBackendsOnOneServerAddUp() throws SQLException {
        CliRun run = run("demo", "--url", CliRun.url(database));

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).as(run.out()).isZero();
        List<String> lines = run.outLines();
        assertThat(lines.get(lines.size() - 1))
                .matches("Pushed [0-9,]+ jobs: [0-9,]+ done, 2 failed on purpose\\. The table agrees\\.");
        assertThat(run.out())
                .contains("pgjdbc, on PostgreSQL", "pgjdbc-ng, on PostgreSQL")
                .contains("insert into pgqueue_demo.jobs (queue_name, payload) values ('mail', 'by plain SQL')")
                .contains("Throughput in jobs a second")
                .containsPattern(" +pushes +p50 +p95 +p99 +max\n")
                .containsPattern("invoices +0 +0 +1499 +1 +0 +-\n")
                .doesNotContain("\u001b", "\r");
        assertThat(query("select nspname from pg_namespace where nspname = 'pgqueue_demo'"))
                .isEmpty();
    }

    @Test
    void aSchemaThatIsThereIsNotTouched() throws SQLException {
        database.execute("create schema mine; create table mine.treasure (n int)");

        CliRun run = run("demo", "--url", CliRun.url(database), "--table", "mine.jobs");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("schema mine", "--table");
        assertThat(query("select count(*) from mine.treasure")).containsExactly("0");
    }
}
