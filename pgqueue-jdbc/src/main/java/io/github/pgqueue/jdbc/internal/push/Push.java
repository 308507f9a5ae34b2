package io.github.pgqueue.jdbc.internal.push;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call that adds plain jobs to a queue. Immutable.
 *
 * @param queueName the queue
 * @param jobs the jobs
 * @param bytes what they bring along
 * @param claim who claims them; null if nobody does
 */
record Push(
        String queueName,
        List<NewJob> jobs,
        long bytes,
        @Nullable Exchange claim) {

    static Push of(String queueName, List<NewJob> jobs, @Nullable Exchange claim) {
        long bytes = 0;
        for (NewJob job : jobs) {
            bytes += Draft.size(job);
        }
        return new Push(queueName, jobs, bytes, claim);
    }

    Push unclaimed() {
        return new Push(queueName, jobs, bytes, null);
    }
}
