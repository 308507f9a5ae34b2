package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.Workers;
import io.github.pgqueue.benchmarks.result.Sample;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Jobs a second of a table that is kept full, at the end of a time in which somebody else may hold a snapshot.
 *
 * @param contender who keeps them
 * @param workers how many jobs are done at once
 * @param held whether the snapshot is held
 * @param warmUp jobs before that time
 * @param hold the time
 * @param window how much of its end counts
 */
public record SnapshotRate(Contender contender, int workers, boolean held, int warmUp, Duration hold, Duration window)
        implements Measurement {

    /** Enough that workers never want for jobs. */
    private static final int BACKLOG = 20_000;

    private static final int BATCH = 1000;
    private static final int SPARE_CONNECTIONS = 12;

    @Override
    public Sample measure(String url) throws Exception {
        try (Stage stage = Stage.open(contender, url, workers + SPARE_CONNECTIONS)) {
            AtomicLong pushed = new AtomicLong(BACKLOG);
            LongAdder handled = new LongAdder();
            stage.fill(BACKLOG);
            stage.arena().settle();
            Workers running = stage.entrant().work(workers, payload -> handled.increment());
            Pushers filler = Pushers.start(1, () -> refill(stage, pushed, handled));
            Sample sample;
            try (running;
                    filler;
                    Connection holder = DriverManager.getConnection(url)) {
                Deadline.in(Duration.ofSeconds(10)).await(() -> handled.sum() >= warmUp);
                if (held) {
                    hold(holder);
                }
                filler.run(hold.minus(window));
                sample = rate(stage, pushed, filler);
            }
            return sample.with(stage.finish(handled.sum()));
        }
    }

    private Sample rate(Stage stage, AtomicLong pushed, Pushers filler) throws InterruptedException {
        long before = filler.whileQuiet(() -> pushed.get() - stage.entrant().unfinished());
        long start = System.nanoTime();
        filler.run(window);
        long done = filler.whileQuiet(() -> pushed.get() - stage.entrant().unfinished()) - before;
        double seconds = (System.nanoTime() - start) / 1e9;
        long waiting = pushed.get() - before - done;
        return new Sample(done / seconds, Map.of("waiting at the end", (double) waiting));
    }

    private static void refill(Stage stage, AtomicLong pushed, LongAdder handled) throws Exception {
        if (pushed.get() - handled.sum() < BACKLOG) {
            stage.entrant().pushAll(Stage.PAYLOAD, BATCH);
            pushed.addAndGet(BATCH);
        } else {
            Thread.sleep(1);
        }
    }

    private static void hold(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1 from pg_class limit 1");
        }
    }
}
