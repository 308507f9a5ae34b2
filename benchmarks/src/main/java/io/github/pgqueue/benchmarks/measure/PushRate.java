package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.Workers;
import io.github.pgqueue.benchmarks.result.Sample;
import java.time.Duration;

/**
 * Jobs a second that threads push one by one into an empty table, while somebody else listens who has nothing to do.
 *
 * @param contender who keeps them
 * @param threads each with a job at a time
 * @param warmUp before it counts
 * @param time for how long
 */
public record PushRate(Contender contender, int threads, WarmUp warmUp, Duration time) implements Measurement {

    private static final int SPARE_CONNECTIONS = 4;

    @Override
    public Sample measure(String url) throws Exception {
        try (Stage stage = Stage.open(contender, url, threads + SPARE_CONNECTIONS)) {
            Workers others = contender.listenElsewhere(stage.arena());
            stage.arena().settle();
            Pushers pushers = Pushers.start(threads, () -> stage.entrant().push(Stage.PAYLOAD));
            double rate;
            try (others;
                    pushers) {
                pushers.warmUp(warmUp);
                rate = pushers.rate(time);
            }
            stage.requireRows(pushers.calls());
            return Sample.of(rate).with(stage.finish(pushers.calls()));
        }
    }
}
