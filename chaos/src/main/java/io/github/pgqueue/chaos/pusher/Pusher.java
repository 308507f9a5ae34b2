package io.github.pgqueue.chaos.pusher;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobHandle;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Recorder;
import io.github.pgqueue.chaos.plan.JobKind;
import io.github.pgqueue.chaos.plan.JobSpec;
import io.github.pgqueue.chaos.process.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Pushes jobs, each when it is due, and writes down what it means to do and what came of it. */
public final class Pusher implements AutoCloseable {

    /** While some wait for a server that does not answer, others go on. */
    private static final int THREADS = 6;

    private final PgQueues queues;
    private final Recorder recorder;
    private final Bookings bookings;
    private final Outcomes outcomes;
    private final ScheduledExecutorService pushes = Executors.newScheduledThreadPool(THREADS);
    private final ExecutorService crowd = Executors.newCachedThreadPool();
    private final LinkedBlockingQueue<Future<?>> begun = new LinkedBlockingQueue<>();

    /**
     * A pusher.
     *
     * @param queues where it pushes
     * @param place where it is
     * @param recorder where it writes
     */
    public Pusher(PgQueues queues, Place place, Recorder recorder) {
        this.queues = queues;
        this.recorder = recorder;
        this.bookings = new Bookings(place, recorder);
        this.outcomes = new Outcomes(recorder);
    }

    /**
     * Pushes later.
     *
     * @param time how much later
     * @param spec what
     */
    public void pushIn(Duration time, JobSpec spec) {
        begun.add(pushes.schedule(() -> push(spec), time.toNanos(), TimeUnit.NANOSECONDS));
    }

    /**
     * Pushes now, and returns when it is done.
     *
     * @param spec what
     */
    public void push(JobSpec spec) {
        PgQueue queue = queues.queue(spec.kind().queue());
        switch (spec.way()) {
            case SINGLE -> pushOne(queue, spec);
            case BATCH -> pushAll(queue, spec);
            case CROWD -> spec.each().forEach(copy -> begun.add(crowd.submit(() -> pushOne(queue, copy))));
            case COMMIT, ROLLBACK -> bookings.push(queue, spec);
        }
    }

    private void pushOne(PgQueue queue, JobSpec spec) {
        attempt(spec, () -> {
            JobHandle handle = queue.submit(spec.job());
            acked(spec, List.of(handle.id()), handle.wasThere());
            if (spec.awaited()) {
                outcomes.await(handle);
            }
            if (spec.kind() == JobKind.CANCELLED) {
                cancelIn(spec.pause(), queue, handle.id());
            }
            return handle;
        });
    }

    private void pushAll(PgQueue queue, JobSpec spec) {
        List<NewJob> jobs = spec.each().stream().map(JobSpec::job).toList();
        attempt(spec, () -> {
            acked(spec, queue.pushAll(jobs), false);
            return spec;
        });
    }

    private void attempt(JobSpec spec, Callable<?> push) {
        recorder.record(new Event.Intended(Instant.now(), spec.token(), spec.format()));
        try {
            push.call();
        } catch (Exception failure) {
            recorder.record(new Event.NotAcked(Instant.now(), spec.token(), false, failure.toString()));
        }
    }

    private void acked(JobSpec spec, List<Long> ids, boolean wasThere) {
        recorder.record(new Event.Acked(Instant.now(), spec.token(), ids, wasThere));
    }

    private void cancelIn(Duration time, PgQueue queue, long id) {
        begun.add(pushes.schedule(() -> cancel(queue, id), time.toNanos(), TimeUnit.NANOSECONDS));
    }

    private void cancel(PgQueue queue, long id) {
        Instant asked = Instant.now();
        try {
            CancelResult result = queue.cancel(id);
            recorder.record(new Event.CancelAnswered(asked, Instant.now(), id, result));
        } catch (RuntimeException failure) {
            // Nobody knows whether it is cancelled, and either will do.
            recorder.record(new Event.CancelFailed(asked, id, failure.toString()));
        }
    }

    /**
     * Waits until all is pushed and every job that is awaited has ended.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void finish() throws InterruptedException {
        for (Future<?> next = begun.poll(); next != null; next = begun.poll()) {
            try {
                next.get();
            } catch (ExecutionException mistake) {
                throw new IllegalStateException(mistake.getCause());
            }
        }
        outcomes.finish();
    }

    @Override
    public void close() {
        pushes.shutdownNow();
        crowd.shutdownNow();
    }
}
