package io.github.pgqueue.chaos.control;

import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.chaos.history.Recorder;
import io.github.pgqueue.chaos.plan.JobKind;
import io.github.pgqueue.chaos.plan.JobSpec;
import io.github.pgqueue.chaos.plan.Queues;
import io.github.pgqueue.chaos.process.Place;
import io.github.pgqueue.chaos.pusher.Pusher;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * After all faults: jobs in an order, and jobs that must start at once. Who still does not hear, or holds what is
 * not his, shows here.
 *
 * @param place of the pusher
 */
record CalmPhase(Place place) {

    private static final int JOBS = 40;
    private static final Duration PACE = Duration.ofMillis(25);

    /** Whether every end was heard of in time. */
    boolean perform(Duration limit) throws InterruptedException {
        try (Recorder recorder = Recorder.open(place.folder(), place.name());
                PgQueues queues = PgQueues.create(place.config().build());
                Pusher pusher = new Pusher(queues, place, recorder)) {
            CompletableFuture<Void> all = CompletableFuture.runAsync(() -> push(queues, pusher));
            all.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void push(PgQueues queues, Pusher pusher) {
        try {
            PgQueue ordered = queues.queue(Queues.ORDERED);
            ordered.pause();
            for (int i = 0; i < JOBS; i++) {
                pusher.push(job(JobKind.ORDERED, i).at(i * 7 % 5));
            }
            ordered.resume();
            for (int i = 0; i < JOBS; i++) {
                pusher.pushIn(PACE.multipliedBy(i), job(i % 4 == 0 ? JobKind.TRANSACTIONAL : JobKind.PLAIN, i));
            }
            pusher.finish();
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private JobSpec job(JobKind kind, int number) {
        return JobSpec.of(place.name() + "-" + kind + "-" + number, kind).awaited(true);
    }
}
