package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Handling;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the pusher of a job has given. Immutable. */
final class MemoryContent {

    private final NewJob pushed;
    private final byte @Nullable [] payload;

    MemoryContent(NewJob pushed) {
        this.pushed = pushed;
        this.payload = copy(pushed.payload());
    }

    int priority() {
        return pushed.priority();
    }

    Map<String, String> headers() {
        return pushed.headers();
    }

    ClaimedJob handOut(Fence fence, String queueName, Instant runAt, Instant createdAt, MemoryAttempts attempts) {
        Handling handling =
                new Handling(pushed.retryPolicy(), pushed.timeLimit(), attempts.excused(), attempts.isRescued());
        return new ClaimedJob(fence, queueName, copy(payload), headers(), priority(), runAt, createdAt, handling);
    }

    /** As bytes come from a database: each time others. */
    static byte @Nullable [] copy(byte @Nullable [] bytes) {
        return bytes == null ? null : bytes.clone();
    }
}
