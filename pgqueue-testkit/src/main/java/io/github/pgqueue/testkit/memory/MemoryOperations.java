package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.Ring;

/** What can be done to single jobs by hand. Guarded by its table. */
final class MemoryOperations {

    private final MemoryQueue queue;
    private final MemoryCall call;

    MemoryOperations(MemoryQueue queue, MemoryCall call) {
        this.queue = queue;
        this.call = call;
    }

    /** Whether an action would touch a job as it stands. */
    boolean touches(BulkAction action, MemoryJob job) {
        return action.touches(job.state())
                && (action != BulkAction.RETRY || queue.keys().isFreeFor(job, call.now()));
    }

    boolean apply(BulkAction action, long id) {
        return queue.find(id)
                .filter(job -> touches(action, job))
                .map(job -> apply(action, job))
                .isPresent();
    }

    private MemoryJob apply(BulkAction action, MemoryJob job) {
        switch (action) {
            case RETRY -> queue.change(job, call, () -> job.retryByHand(call.now()));
            case DISCARD -> queue.remove(job, call);
            case CANCEL -> cancel(job);
        }
        return job;
    }

    CancelResult cancel(long id) {
        return queue.find(id).map(this::cancel).orElse(CancelResult.TOO_LATE);
    }

    private CancelResult cancel(MemoryJob job) {
        if (job.state().isFinal()) {
            return CancelResult.TOO_LATE;
        }
        queue.change(job, call, () -> job.cancel(call.now()));
        if (job.state() == JobState.CANCELLED) {
            return CancelResult.CANCELLED;
        }
        call.ring(Ring.of(Ring.Kind.CANCEL, queue.name(), job.id()));
        return CancelResult.REQUESTED;
    }
}
