package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.Entrant;
import io.github.pgqueue.benchmarks.contender.Workers;
import io.github.pgqueue.benchmarks.result.Sample;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Jobs a second that workers do of a full table, until each row is done.
 *
 * @param contender who keeps them
 * @param jobs how many
 * @param workers how many do them at once
 * @param warmUp jobs before, which are done and gone when it counts
 * @param work how long a job takes
 * @param limit after which it counts what is done so far
 */
public record DrainRate(Contender contender, long jobs, int workers, int warmUp, Duration work, Duration limit)
        implements Measurement {

    private static final Duration WARM_UP_AT_MOST = Duration.ofSeconds(20);

    /** What a pool needs so that workers do not wait for one another; more only makes the server switch. */
    private static int connections(int workers) {
        return Math.min(50, 2 * workers + 10);
    }

    @Override
    public Sample measure(String url) throws Exception {
        try (Stage stage = Stage.open(contender, url, connections(workers))) {
            stage.fill(warmUp);
            drain(stage.entrant(), warmUp, Deadline.in(WARM_UP_AT_MOST));
            long before = stage.entrant().unfinished();
            stage.fill(jobs);
            stage.arena().settle();
            Deadline deadline = Deadline.in(limit);
            Drained drained = drain(stage.entrant(), jobs + before, deadline);
            return Sample.of(drained.rate()).with(stage.finish(warmUp + drained.done()));
        }
    }

    /**
     * What was done.
     *
     * @param done rows
     * @param seconds since the workers were started
     */
    private record Drained(long done, double seconds) {

        double rate() {
            if (done <= 0) {
                throw new IllegalStateException("no job was done within " + seconds + " s");
            }
            return done / seconds;
        }
    }

    private Drained drain(Entrant entrant, long all, Deadline deadline) throws Exception {
        LongAdder handled = new LongAdder();
        Workers running = entrant.work(workers, payload -> handle(handled));
        try (running) {
            // Counting rows would slow them down before the end is near.
            boolean wasHandled = deadline.await(() -> handled.sum() >= all);
            boolean wasDone = wasHandled && deadline.await(() -> entrant.unfinished() == 0);
            double seconds = deadline.elapsed();
            return new Drained(all - (wasDone ? 0 : entrant.unfinished()), seconds);
        }
    }

    private void handle(LongAdder handled) throws InterruptedException {
        if (!work.isZero()) {
            Thread.sleep(work.toMillis());
        }
        handled.increment();
    }
}
