package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.Entrant;
import io.github.pgqueue.benchmarks.contender.Workers;
import io.github.pgqueue.benchmarks.process.WorkerProcess;
import io.github.pgqueue.benchmarks.result.Sample;
import io.github.pgqueue.benchmarks.server.Server;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Milliseconds from the moment at which a push is due to its handler's start, at a given rate that waits for nobody:
 * a push that comes late because the one before took long is late, and counts as such.
 *
 * @param contender who keeps them
 * @param place where they are handled
 * @param perSecond pushes a second
 * @param warmUp jobs before it counts
 * @param time for how long
 */
public record OpenLoop(Contender contender, Place place, int perSecond, int warmUp, Duration time)
        implements Measurement {

    private static final int WORKERS = 10;
    private static final int PUSHERS = 4;
    private static final int CONNECTIONS = 30;
    private static final int WARM_UP_PER_SECOND = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public Sample measure(String url) throws Exception {
        int jobs = warmUp + (int) (perSecond * time.toMillis() / 1000);
        JobTimes times = new JobTimes(jobs);
        try (Stage stage = Stage.open(contender, url, CONNECTIONS)) {
            stage.arena().settle();
            Workers running = place == Place.SAME_PROCESS ? here(stage.entrant(), times) : elsewhere(stage, times);
            try (running) {
                push(stage.entrant(), times, jobs);
                if (!times.left().await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException(times.left().getCount() + " jobs were not started");
                }
            }
            return sample(times).with(stage.finish(jobs));
        }
    }

    private static Workers here(Entrant entrant, JobTimes times) throws Exception {
        return entrant.work(WORKERS, payload -> times.started(JobTimes.number(payload), System.nanoTime()));
    }

    private Workers elsewhere(Stage stage, JobTimes times) {
        WorkerProcess process = WorkerProcess.start(
                OtherProcessMain.class,
                Server.url(),
                (number, nanos) -> times.started((int) number, nanos),
                contender.name(),
                stage.arena().schema(),
                String.valueOf(WORKERS));
        return process::close;
    }

    /** Those that warm up come faster, and are done before the others begin. */
    private void push(Entrant entrant, JobTimes times, int jobs) throws InterruptedException {
        push(entrant, times, 0, warmUp, Math.max(perSecond, WARM_UP_PER_SECOND));
        if (!Deadline.in(PATIENCE).await(() -> times.left().getCount() <= jobs - warmUp)) {
            throw new IllegalStateException("the jobs that warm up were not started");
        }
        push(entrant, times, warmUp, jobs, perSecond);
    }

    /** Each of the pushers has every fourth job, so that one that waits does not hold up the others. */
    private static void push(Entrant entrant, JobTimes times, int from, int to, int perSecond)
            throws InterruptedException {
        long first = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
        AtomicInteger next = new AtomicInteger(from);
        Crew.run("pacer", PUSHERS, PUSHERS, 1, one -> {
            for (int number = next.getAndIncrement(); number < to; number += PUSHERS) {
                long due = first + (number - from) * 1_000_000_000L / perSecond;
                awaitNanos(due);
                entrant.push(JobTimes.payload(number));
                times.pushed(number, due, System.nanoTime());
            }
        });
    }

    private static void awaitNanos(long due) {
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }

    private Sample sample(JobTimes times) {
        Histogram call = times.sinceDue(warmUp);
        Histogram commit = times.sinceReturn(warmUp);
        Map<String, Double> beside = new LinkedHashMap<>();
        beside.put("p95 ms", millis(call, 95));
        beside.put("p99 ms", millis(call, 99));
        beside.put("from commit p50 ms", millis(commit, 50));
        beside.put("from commit p95 ms", millis(commit, 95));
        beside.put("from commit p99 ms", millis(commit, 99));
        return new Sample(millis(call, 50), beside);
    }

    private static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }
}
