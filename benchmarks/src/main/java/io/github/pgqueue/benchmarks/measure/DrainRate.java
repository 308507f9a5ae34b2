package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.result.Sample;
import java.time.Duration;

/**
 * Jobs a second that workers do of a full table, until each row is done.
 *
 * @param contender who keeps them
 * @param jobs how many
 * @param workers how many do them at once
 * @param warmUp before it counts, on jobs of their own
 * @param work how long a job takes
 * @param limit after which it counts what is done so far
 */
public record DrainRate(Contender contender, long jobs, int workers, WarmUp warmUp, Duration work, Duration limit)
        implements Measurement {

    /** What a pool needs so that workers do not wait for one another; more only makes the server switch. */
    private static int connections(int workers) {
        return Math.min(50, 2 * workers + 10);
    }

    @Override
    public Sample measure(String url) throws Exception {
        try (Stage stage = Stage.open(contender, url, connections(workers))) {
            Drain drain = new Drain(stage, workers, payload -> Work.lasting(work));
            long warm = drain.warmUp(warmUp);
            long before = stage.entrant().unfinished();
            stage.fill(jobs);
            stage.arena().settle();
            Drain.Done found = drain.run(jobs + before, limit);
            return Sample.of(found.rate()).with(stage.finish(warm + found.done()));
        }
    }
}
