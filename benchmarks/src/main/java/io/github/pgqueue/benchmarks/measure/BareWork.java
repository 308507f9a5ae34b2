package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.result.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Jobs a second that threads of this process do which nobody keeps, brings or ends: what this machine can do at all.
 *
 * @param jobs how many
 * @param workers how many threads do them
 * @param work how long a job takes
 */
public record BareWork(long jobs, int workers, Duration work) implements Measurement {

    private static final double NANOS = 1e9;

    @Override
    public Sample measure(String url) throws Exception {
        AtomicLong left = new AtomicLong(jobs);
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            long begun = System.nanoTime();
            List<Future<Long>> working = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                working.add(threads.submit(() -> workOff(left)));
            }
            long done = 0;
            for (Future<Long> each : working) {
                done += each.get();
            }
            return Sample.of(done * NANOS / (System.nanoTime() - begun));
        } finally {
            threads.shutdownNow();
        }
    }

    private long workOff(AtomicLong left) throws InterruptedException {
        long done = 0;
        for (; left.getAndDecrement() > 0; done++) {
            Work.lasting(work);
        }
        return done;
    }
}
