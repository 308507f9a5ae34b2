package io.github.pgqueue.internal.job;

import io.github.pgqueue.internal.threads.Alarm;
import io.github.pgqueue.internal.threads.EngineThreads;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What all runs of one exchange share. Immutable.
 *
 * @param work what is done with a job
 * @param verdicts how it goes on afterwards
 * @param threads where alarms come from
 * @param epoch the number of the lease that they were claimed under
 * @param mayStart whether the node's claims still hold
 * @param onNotStarted told why a handler could not be called
 * @param claimedAt when they were claimed, as {@link System#nanoTime()} says
 */
public record Workshop(
        Work work,
        Verdicts verdicts,
        EngineThreads threads,
        long epoch,
        BooleanSupplier mayStart,
        Consumer<Throwable> onNotStarted,
        long claimedAt) {

    Alarm alarm(Runnable action) {
        return threads.alarm(action);
    }
}
