package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.Entrant;
import io.github.pgqueue.benchmarks.contender.Pgqueue;
import io.github.pgqueue.benchmarks.contender.PgqueueEntrant;
import io.github.pgqueue.benchmarks.contender.RawSql;
import io.github.pgqueue.benchmarks.result.Sample;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Transactions a second, by one thread, that write a row of the application and add a job.
 *
 * @param way how the job is added
 * @param warmUp before it counts
 * @param time for how long
 */
public record TransactionRate(Way way, WarmUp warmUp, Duration time) implements Measurement {

    /** How the job is added. */
    public enum Way {
        /** By pgqueue's call with the caller's connection. */
        PUSH,
        /** By the same INSERT in plain SQL, for which pgqueue's trigger rings too. */
        PLAIN_SQL,
        /** By an INSERT into the table of raw SQL, which rings nobody. */
        BARE_INSERT,
        /** By the same, which notifies too. */
        BARE_INSERT_AND_NOTIFY;

        private boolean isBare() {
            return this == BARE_INSERT || this == BARE_INSERT_AND_NOTIFY;
        }

        private String sql() {
            return "insert into " + (isBare() ? "raw_jobs" : "jobs") + " (queue_name, payload) values ('work', ?)"
                    + (this == BARE_INSERT_AND_NOTIFY
                            ? " returning cast(pg_notify('raw_jobs_channel', id || ',,' || queue_name) as text)"
                            : "");
        }
    }

    @Override
    public Sample measure(String url) throws Exception {
        Contender contender = way.isBare() ? RawSql.inserts() : Pgqueue.byPgjdbc();
        try (Stage stage = Stage.open(contender, url, 6)) {
            stage.arena().execute("create table orders (id bigserial primary key, item text)");
            stage.arena().settle();
            LongAdder transactions = new LongAdder();
            double rate = rate(stage, transactions);
            stage.requireRows(transactions.sum());
            return Sample.of(rate).with(stage.finish(transactions.sum()));
        }
    }

    private double rate(Stage stage, LongAdder transactions) throws SQLException, InterruptedException {
        try (Connection connection = stage.arena().pool().getConnection();
                PreparedStatement order = connection.prepareStatement("insert into orders (item) values ('lamp')");
                PreparedStatement insert = connection.prepareStatement(way.sql())) {
            connection.setAutoCommit(false);
            Pushers pusher = Pushers.start(1, () -> {
                order.executeUpdate();
                add(stage.entrant(), connection, insert);
                connection.commit();
                transactions.increment();
            });
            double rate;
            try (pusher) {
                pusher.warmUp(warmUp);
                rate = pusher.rate(time);
            }
            connection.setAutoCommit(true);
            return rate;
        }
    }

    private void add(Entrant entrant, Connection connection, PreparedStatement insert) throws SQLException {
        if (way == Way.PUSH) {
            ((PgqueueEntrant) entrant).push(connection, Stage.PAYLOAD);
        } else {
            insert.setBytes(1, Stage.PAYLOAD);
            insert.execute();
        }
    }
}
