package io.github.pgqueue.chaos.pusher;

import io.github.pgqueue.JobHandle;
import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Recorder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Waits for ends of jobs. */
final class Outcomes {

    private final Recorder recorder;
    private final Queue<CompletableFuture<?>> awaited = new ConcurrentLinkedQueue<>();

    Outcomes(Recorder recorder) {
        this.recorder = recorder;
    }

    void await(JobHandle handle) {
        awaited.add(handle.outcome().handle((outcome, failure) -> {
            recorder.record(event(handle.id(), outcome, failure));
            return outcome;
        }));
    }

    private static Event event(long id, @Nullable JobOutcome outcome, @Nullable Throwable failure) {
        if (outcome == null) {
            return new Event.Outcome(Instant.now(), id, "LOST", String.valueOf(failure));
        }
        byte[] result = outcome.result();
        String text = result == null ? "" : new String(result, StandardCharsets.UTF_8);
        return new Event.Outcome(Instant.now(), id, outcome.state().name(), text);
    }

    /** Waits until all have ended. */
    void finish() {
        for (CompletableFuture<?> next = awaited.poll(); next != null; next = awaited.poll()) {
            next.join();
        }
    }
}
