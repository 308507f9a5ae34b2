package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.Workers;
import io.github.pgqueue.benchmarks.result.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Jobs a second of thousands that all come due at one moment, from that moment until each row is done.
 *
 * @param contender who keeps them
 * @param jobs how many
 * @param workers how many are done at once
 * @param ahead how long before they are due they are pushed
 * @param warmUp before it counts, of jobs that are due at once
 */
public record DueJobs(Contender contender, int jobs, int workers, Duration ahead, WarmUp warmUp)
        implements Measurement {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int BATCH = 1000;

    @Override
    public Sample measure(String url) throws Exception {
        try (Stage stage = Stage.open(contender, url, workers + 10)) {
            long warm = new Drain(stage, workers, payload -> {}).warmUp(warmUp);
            LongAdder handled = new LongAdder();
            Histogram lateness = new ConcurrentHistogram(3);
            Instant due = Instant.now().plus(ahead);
            Workers running = stage.entrant().work(workers, payload -> {
                lateness.recordValue(
                        Math.max(0, Duration.between(due, Instant.now()).toNanos()));
                handled.increment();
            });
            Sample sample;
            try (running) {
                for (int pushed = 0; pushed < jobs; pushed += BATCH) {
                    stage.entrant().pushAll(Stage.PAYLOAD, Math.min(BATCH, jobs - pushed), due);
                }
                Deadline deadline = Deadline.in(LIMIT);
                boolean done = deadline.await(() -> handled.sum() >= jobs)
                        && deadline.await(() -> stage.entrant().unfinished() == 0);
                if (!done) {
                    throw new IllegalStateException(jobs - handled.sum() + " of " + jobs + " were not done in time");
                }
                double seconds = Duration.between(due, Instant.now()).toNanos() / 1e9;
                sample = new Sample(jobs / seconds, Map.of("first start ms late", lateness.getMinValue() / 1e6));
            }
            return sample.with(stage.finish(warm + jobs));
        }
    }
}
