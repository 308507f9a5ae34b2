package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Handling;
import java.util.Map;

/** Claims as they are not. */
final class Claimed {

    private Claimed() {}

    static ClaimedJob with(ClaimedJob job, Fence fence) {
        return with(job, fence, job.headers(), job.handling());
    }

    static ClaimedJob with(ClaimedJob job, Map<String, String> headers) {
        return with(job, job.fence(), headers, job.handling());
    }

    static ClaimedJob with(ClaimedJob job, Handling handling) {
        return with(job, job.fence(), job.headers(), handling);
    }

    static ClaimedJob notRescued(ClaimedJob job) {
        Handling handling = job.handling();
        return with(job, new Handling(handling.retryPolicy(), handling.timeLimit(), handling.excused(), false));
    }

    private static ClaimedJob with(ClaimedJob job, Fence fence, Map<String, String> headers, Handling handling) {
        return new ClaimedJob(
                fence, job.queueName(), job.payload(), headers, job.priority(), job.runAt(), job.createdAt(), handling);
    }
}
