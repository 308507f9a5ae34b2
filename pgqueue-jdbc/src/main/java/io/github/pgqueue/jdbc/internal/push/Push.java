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
 * @param rings whether they are to be rung for, if it is a single one and goes alone
 */
record Push(
        String queueName,
        List<NewJob> jobs,
        long bytes,
        @Nullable Exchange claim,
        boolean rings) {

    static Push of(String queueName, List<NewJob> jobs) {
        return of(queueName, jobs, null, false);
    }

    static Push ringing(String queueName, List<NewJob> jobs) {
        return of(queueName, jobs, null, true);
    }

    static Push claiming(Exchange claim, List<NewJob> jobs) {
        return of(claim.queueName(), jobs, claim, false);
    }

    private static Push of(String queueName, List<NewJob> jobs, @Nullable Exchange claim, boolean rings) {
        long bytes = 0;
        for (NewJob job : jobs) {
            bytes += Draft.size(job);
        }
        return new Push(queueName, jobs, bytes, claim, rings);
    }

    boolean isBare() {
        return claim == null && !rings;
    }

    /** Only to be added. */
    Push bare() {
        return new Push(queueName, jobs, bytes, null, false);
    }
}
