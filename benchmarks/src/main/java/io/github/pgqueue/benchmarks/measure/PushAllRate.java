package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.Workers;
import io.github.pgqueue.benchmarks.result.Sample;
import java.time.Duration;

/**
 * Jobs a second that threads push many at a time.
 *
 * @param contender who keeps them
 * @param threads each with a call at a time
 * @param batch jobs a call
 * @param warmUp before it counts
 * @param time for how long
 */
public record PushAllRate(Contender contender, int threads, int batch, WarmUp warmUp, Duration time)
        implements Measurement {

    private static final int SPARE_CONNECTIONS = 5;

    @Override
    public Sample measure(String url) throws Exception {
        try (Stage stage = Stage.open(contender, url, threads + SPARE_CONNECTIONS)) {
            Workers others = contender.listenElsewhere(stage.arena());
            stage.arena().settle();
            Pushers pushers = Pushers.start(threads, () -> stage.entrant().pushAll(Stage.PAYLOAD, batch));
            double rate;
            try (others;
                    pushers) {
                pushers.warmUp(warmUp.withJobs((warmUp.jobs() + batch - 1) / batch));
                rate = pushers.rate(time) * batch;
            }
            stage.requireRows(pushers.calls() * batch);
            return Sample.of(rate).with(stage.finish(pushers.calls() * batch));
        }
    }
}
