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

/**
 * Jobs a second of a table that is kept full, at the end of a time in which somebody else may hold a snapshot.
 *
 * @param contender who keeps them
 * @param workers how many jobs are done at once
 * @param work how long a job takes
 * @param held whether the snapshot is held
 * @param warmUp before that time
 * @param hold the time
 * @param window how much of its end counts
 */
public record SnapshotRate(
        Contender contender, int workers, Duration work, boolean held, WarmUp warmUp, Duration hold, Duration window)
        implements Measurement {

    /** Enough that workers never want for jobs. */
    private static final int BACKLOG = 20_000;

    private static final int SPARE_CONNECTIONS = 12;
    private static final int MOST_CONNECTIONS = 50;

    @Override
    public Sample measure(String url) throws Exception {
        try (Stage stage = Stage.open(contender, url, Math.min(MOST_CONNECTIONS, workers + SPARE_CONNECTIONS))) {
            Backlog backlog = new Backlog(stage.entrant(), BACKLOG);
            stage.fill(BACKLOG);
            backlog.filled(BACKLOG);
            stage.arena().settle();
            Workers running = stage.entrant().work(workers, payload -> {
                Work.lasting(work);
                backlog.handle();
            });
            Pushers filler = Pushers.start(1, backlog::refill);
            Sample sample;
            try (running;
                    filler;
                    Connection holder = DriverManager.getConnection(url)) {
                Deadline since = Deadline.in(WarmUp.GIVE_UP);
                since.await(() -> warmUp.isEnough(backlog.handled(), since.elapsed()));
                if (held) {
                    hold(holder);
                }
                filler.run(hold.minus(window));
                sample = rate(stage, backlog, filler);
            }
            return sample.with(stage.finish(backlog.handled()));
        }
    }

    private Sample rate(Stage stage, Backlog backlog, Pushers filler) throws InterruptedException {
        long before = filler.whileQuiet(() -> backlog.pushed() - stage.entrant().unfinished());
        long start = System.nanoTime();
        filler.run(window);
        long done = filler.whileQuiet(() -> backlog.pushed() - stage.entrant().unfinished()) - before;
        double seconds = (System.nanoTime() - start) / 1e9;
        long waiting = backlog.pushed() - before - done;
        return new Sample(done / seconds, Map.of("waiting at the end", (double) waiting));
    }

    private static void hold(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1 from pg_class limit 1");
        }
    }
}
