package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.Entrant;
import io.github.pgqueue.benchmarks.contender.Workers;
import io.github.pgqueue.benchmarks.result.Sample;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Jobs a second that are done while others are pushed one by one, all as fast as they can.
 *
 * @param contender who keeps them
 * @param producers threads that push
 * @param workers how many jobs are done at once
 * @param warmUp before it counts, of jobs that are done
 * @param time for how long
 */
public record MixedRate(Contender contender, int producers, int workers, WarmUp warmUp, Duration time)
        implements Measurement {

    private static final int SPARE_CONNECTIONS = 12;

    @Override
    public Sample measure(String url) throws Exception {
        try (Stage stage = Stage.open(contender, url, producers + workers + SPARE_CONNECTIONS)) {
            stage.arena().settle();
            LongAdder handled = new LongAdder();
            Workers running = stage.entrant().work(workers, payload -> handled.increment());
            Pushers pushers = Pushers.start(producers, () -> stage.entrant().push(Stage.PAYLOAD));
            Sample sample;
            try (running;
                    pushers) {
                pushers.warmUp(warmUp, handled::sum);
                sample = measure(stage, pushers);
            }
            return sample.with(stage.finish(pushers.calls()));
        }
    }

    private Sample measure(Stage stage, Pushers pushers) throws InterruptedException {
        long pushedBefore = pushers.calls();
        long doneBefore = done(stage.entrant(), pushers);
        long start = System.nanoTime();
        pushers.run(time);
        long done = done(stage.entrant(), pushers) - doneBefore;
        double seconds = (System.nanoTime() - start) / 1e9;
        double pushed = (pushers.calls() - pushedBefore) / seconds;
        return new Sample(done / seconds, Map.of("pushes/s", pushed));
    }

    /** Rows that are done, which are those that were pushed and do not wait any more. */
    private static long done(Entrant entrant, Pushers pushers) {
        return pushers.whileQuiet(() -> pushers.calls() - entrant.unfinished());
    }
}
