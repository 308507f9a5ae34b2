package io.github.pgqueue.chaos.times;

import io.github.pgqueue.Health;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.chaos.fault.HeldHandler;
import io.github.pgqueue.chaos.fault.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A node with one subscription, and when its listener changed and its jobs began. Thread-safe. */
final class WatchedNode implements AutoCloseable {

    private record Change(ListenerState state, long at) {}

    private final HeldHandler handler = new HeldHandler();
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Long> begun = new HashMap<>();
    private final PgQueues queues;

    WatchedNode(PgQueuesConfig.Builder config) {
        queues = PgQueues.create(config.observer(this::see).build());
        queues.queue(Scene.QUEUE).subscribe(job -> {
            String payload = String.valueOf(job.text());
            begin(payload);
            handler.handle(payload);
        });
    }

    HeldHandler handler() {
        return handler;
    }

    Health health() {
        return queues.health();
    }

    private synchronized void see(QueueEvent event) {
        if (event instanceof QueueEvent.ListenerChanged changed) {
            changes.add(new Change(changed.state(), System.nanoTime()));
            notifyAll();
        }
    }

    private synchronized void begin(String payload) {
        begun.putIfAbsent(payload, System.nanoTime());
        notifyAll();
    }

    /** When a job has begun. */
    long awaitBegin(String payload, Duration limit) throws InterruptedException {
        return await("job '" + payload + "' begins", limit, () -> Optional.ofNullable(begun.get(payload)));
    }

    /** When it was not proven for the first time after a moment. */
    long awaitNotice(long after, Duration limit) throws InterruptedException {
        return await(
                "the fault is noticed",
                limit,
                () -> changes.stream()
                        .filter(change -> change.at() - after >= 0 && change.state() != ListenerState.PROVEN)
                        .map(Change::at)
                        .findFirst());
    }

    /** When it was proven last, if it still is. */
    long awaitProven(Duration limit) throws InterruptedException {
        return await(
                "rings arrive",
                limit,
                () -> changes.isEmpty()
                        ? Optional.empty()
                        : Optional.of(changes.get(changes.size() - 1))
                                .filter(last -> last.state() == ListenerState.PROVEN)
                                .map(Change::at));
    }

    private synchronized long await(String what, Duration limit, Supplier<Optional<Long>> time)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (Optional<Long> found = time.get(); ; found = time.get()) {
            long left = end - System.nanoTime();
            if (found.isPresent()) {
                return found.get();
            }
            if (left <= 0) {
                throw new IllegalStateException("not within " + limit + ": " + what + "; " + health());
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    @Override
    public void close() {
        queues.close();
    }
}
