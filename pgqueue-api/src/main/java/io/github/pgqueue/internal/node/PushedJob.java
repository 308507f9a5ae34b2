package io.github.pgqueue.internal.node;

import io.github.pgqueue.JobHandle;
import io.github.pgqueue.JobOutcome;
import java.util.concurrent.CompletableFuture;

/** What a push has brought. */
record PushedJob(NodeQueue queue, long id, boolean wasThere) implements JobHandle {

    @Override
    public CompletableFuture<JobOutcome> outcome() {
        return queue.await(id);
    }
}
