package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.Subscription;
import io.github.pgqueue.benchmarks.contender.Pgqueue;
import io.github.pgqueue.benchmarks.contender.PgqueueEntrant;
import io.github.pgqueue.benchmarks.result.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Jobs a second of pgqueue with many queues in one process, each with a worker and its share of the jobs.
 *
 * @param queues how many
 * @param jobsEach how many in each
 * @param warmUp before it counts, of one queue with as many workers as the others have that it is compared with
 */
public record ManyQueues(int queues, int jobsEach, WarmUp warmUp) implements Measurement {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int CONNECTIONS = 20;
    private static final int WORKERS = 10;

    @Override
    public Sample measure(String url) throws Exception {
        try (Stage stage = Stage.open(Pgqueue.byPgjdbc(), url, CONNECTIONS)) {
            long warm = new Drain(stage, WORKERS, payload -> {}).warmUp(warmUp);
            PgQueues all = ((PgqueueEntrant) stage.entrant()).queues();
            for (int i = 0; i < queues; i++) {
                all.queue("work" + i).pushAll(Collections.nCopies(jobsEach, NewJob.of(Stage.PAYLOAD)));
            }
            stage.arena().settle();
            LongAdder handled = new LongAdder();
            List<Subscription> subscriptions = new ArrayList<>();
            Deadline deadline = Deadline.in(LIMIT);
            for (int i = 0; i < queues; i++) {
                PgQueue queue = all.queue("work" + i);
                subscriptions.add(queue.subscribe(SubscribeOptions.parallel(1), job -> handled.increment()));
            }
            long jobs = (long) queues * jobsEach;
            boolean done = deadline.await(() -> handled.sum() >= jobs)
                    && deadline.await(() -> stage.entrant().unfinished() == 0);
            double seconds = deadline.elapsed();
            if (!done) {
                throw new IllegalStateException("only " + handled.sum() + " of " + jobs + " were done in time");
            }
            subscriptions.forEach(Subscription::close);
            return Sample.of(jobs / seconds).with(stage.finish(warm + jobs));
        }
    }
}
